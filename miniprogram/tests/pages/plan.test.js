const history = require("../../src/services/history");
const session = require("../../src/services/session");
const { Advisor, recorded } = require("../helpers/advisor");
const { newPhone } = require("../helpers/phone");
const { all, close, render, settled, tap, unfold, words } = require("../helpers/render");

const open = () => render("pages/plan");

beforeEach(() => {
  newPhone();
  session.choose(true);
});
afterEach(close);

test("without a plan the page says how to get one; the button asks the advisor for it, once", async () => {
  const advisor = new Advisor(() => recorded("plan"));
  const page = open();
  expect(words(page)).toContain("还没有方案");
  tap(page, "排一份方案");
  tap(page, "排一份方案");
  await settled();
  expect(advisor.received.map(({ payload }) => payload)).toEqual(['/seek_recommendation{"view": "plan"}']);
  const { now, next, later } = recorded("plan")[0].custom;
  expect(all(page, ".plan-step--card")).toHaveLength(now.length + next.length + later.length);
  for (const title of ["现在可办", "3-6个月准备", "12个月目标"]) expect(words(page)).toContain(title);
});

test("each step shows order, what it opens, how and whom to call", () => {
  history.add({ id: "a", reply: recorded("plan")[0] });
  const page = open();
  unfold(page);
  const { custom } = recorded("plan")[0];
  const steps = [...custom.now, ...custom.next, ...custom.later];
  for (const step of steps) {
    expect(words(page)).toContain(`${step.number}. ${step.title}`);
    if (step.contact) expect(words(page)).toContain(step.contact.name);
  }
  const waits = steps.find(({ after }) => after.length);
  expect(words(page)).toContain(`先完成第${waits.after.join("、")}步`);
  const opens = steps.find((step) => step.opens.length);
  expect(words(page)).toContain(`办成后多出：${opens.opens[0].title}`);
  for (const { name } of custom.materials) expect(words(page)).toContain(name);
  expect(words(page)).toContain(custom.costs.route_title);
});

test("the shareable address is copied, the Word file comes from the advisor itself", async () => {
  const { custom } = recorded("plan")[0];
  history.add({ id: "a", reply: recorded("plan")[0] });
  const page = open();
  tap(page, "复制可打印版的网址");
  tap(page, "下载 Word 版");
  await settled();
  expect(wx.clipboard).toBe(custom.url);
  expect(wx.downloads).toEqual([`http://127.0.0.1:5005/webhooks/web/${custom.path}.docx`]);
  expect(wx.opened).toBe("tmp/plan.docx");
});

test("a path that leads elsewhere is not downloaded", async () => {
  const [message] = recorded("plan");
  history.add({ id: "a", reply: { ...message, custom: { ...message.custom, path: "../../model" } } });
  tap(open(), "下载 Word 版");
  await settled();
  expect(wx.downloads).toEqual([]);
});

test("a plan without an address offers none", () => {
  const [message] = recorded("plan");
  history.add({ id: "a", reply: { ...message, custom: { ...message.custom, url: null, path: null } } });
  expect(words(open())).not.toContain("复制可打印版的网址");
});

test("when facts are missing the advisor's question is shown and answered here", async () => {
  const advisor = new Advisor(() => recorded("question"));
  const page = open();
  tap(page, "排一份方案");
  await settled();
  expect(words(page)).toContain("这笔钱主要用来做什么？");
  tap(page, "研发投入");
  await settled();
  expect(advisor.received[1].payload).toBe('/inform{"need_purpose": "研发"}');
  expect(wx.tabs).toEqual(["/pages/chat/index"]);
});

test("no network: it says so and can be tried again", async () => {
  new Advisor((_, count) => (count === 1 ? "down" : recorded("plan")));
  const page = open();
  tap(page, "排一份方案");
  await settled();
  expect(words(page)).toContain("没有排成");
  tap(page, "排一份方案");
  await settled();
  expect(words(page)).toContain("现在可办");
});
