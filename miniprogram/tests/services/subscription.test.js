const config = require("../../src/config");
const { subscribe } = require("../../src/services/subscription");
const { Advisor, refusal } = require("../helpers/advisor");

beforeEach(() => wx.reset());
afterEach(() => {
  config.newPolicyTemplateId = "";
});

test("WeChat is asked within the tap, and the wish goes to the advisor when it is granted", async () => {
  config.newPolicyTemplateId = "template-1";
  const advisor = new Advisor();
  const wish = subscribe();
  expect(wx.subscribeAsked).toEqual([["template-1"]]);
  const [answer] = await wish;
  expect(advisor.received[0].payload).toBe("/subscribe_updates");
  expect(advisor.permissions).toEqual([{ wx_code: "code-2", token: advisor.received[0].token }]);
  expect(answer.text).toContain("微信也会给您发一条通知");
});

test.each([
  ["no_subscription", refusal(409, "no_subscription", "还没有订阅"), false],
  ["not set up", refusal(501, "no_news_template", "还没有开通"), true],
  ["no network", "down", true],
])("a permission that is not taken (%s) promises no message", async (_, permission, said) => {
  config.newPolicyTemplateId = "template-1";
  const advisor = new Advisor();
  advisor.permission = permission;
  const [answer] = await subscribe();
  expect(answer.text).not.toContain("微信也会");
  expect(answer.text.includes("微信通知这次没登记上")).toBe(said);
});

test.each(["reject", "ban", "filter", "off"])("without the permission (%s) nothing is promised", async (answer) => {
  config.newPolicyTemplateId = "template-1";
  wx.subscribeAnswer = answer;
  const advisor = new Advisor();
  expect(await subscribe()).toBe("refused");
  expect(advisor.received).toEqual([]);
});

test("without a template the wish goes to the advisor alone", async () => {
  const advisor = new Advisor();
  await subscribe();
  expect(wx.subscribeAsked).toEqual([]);
  expect(advisor.permissions).toEqual([]);
  expect(advisor.received).toHaveLength(1);
});
