const config = require("../../src/config");
const { subscribe } = require("../../src/services/subscription");
const { Advisor } = require("../helpers/advisor");

beforeEach(() => wx.reset());
afterEach(() => {
  config.newPolicyTemplateId = "";
});

test("WeChat is asked within the tap, and the wish goes to the advisor when it is granted", async () => {
  config.newPolicyTemplateId = "template-1";
  const advisor = new Advisor();
  const wish = subscribe();
  expect(wx.subscribeAsked).toEqual([["template-1"]]);
  expect(await wish).toHaveLength(1);
  expect(advisor.received[0].payload).toBe("/subscribe_updates");
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
  expect(advisor.received).toHaveLength(1);
});
