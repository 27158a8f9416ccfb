const config = require("../../src/config");
const history = require("../../src/services/history");
const session = require("../../src/services/session");
const { Advisor, notice, recorded } = require("../helpers/advisor");
const { newPhone } = require("../helpers/phone");
const { all, close, fire, render, settled, tap, type, words } = require("../helpers/render");

/** An advisor that remembers what the recorded profile holds, and more after a correction. */
const known = ({ payload }) => {
  if (payload === "/show_profile") return recorded("profile");
  return payload === "/delete_profile" ? recorded("deleted") : recorded("correction");
};

async function open() {
  const page = render("pages/profile");
  await settled();
  return page;
}

async function correct(page, label, value) {
  const place = page.data.rows.findIndex((row) => row.label === label);
  fire(all(page, ".profile--profile-correct")[place], "tap");
  type(all(page, ".t-input--t-input__control")[0], value);
  tap(page, "改好了");
  await settled();
}

beforeEach(() => {
  newPhone();
  session.choose(true);
});
afterEach(close);

test("everything that is remembered is listed, and asking leaves no trace in the conversation", async () => {
  const advisor = new Advisor(known);
  const page = await open();
  for (const part of ["注册地", "坪山区", "没有逾期或失信", "发展阶段：初创期"]) expect(words(page)).toContain(part);
  expect(advisor.received.map(({ payload }) => payload)).toEqual(["/show_profile"]);
  expect(history.entries()).toEqual([]);
});

test("consent comes first here too", async () => {
  newPhone();
  new Advisor(known);
  const page = await open();
  expect(words(page)).toContain("开始前，先说清楚");
  expect(wx.requests).toEqual([]);
  tap(page, "同意");
  await settled();
  expect(words(page)).toContain("坪山区");
});

test("a fact is corrected in the conversation's own words, then read again", async () => {
  const advisor = new Advisor(known);
  const page = await open();
  await correct(page, "注册地", "龙岗区");
  expect(advisor.received.slice(1).map(({ text, payload }) => text || payload)).toEqual(["注册地改成龙岗区", "/show_profile"]);
  expect(words(page)).toContain("记下了：员工人数：60人");
});

test("a fact without a name is corrected by saying what is so", async () => {
  const advisor = new Advisor(known);
  await correct(await open(), "", "有一笔逾期");
  expect(advisor.received[1].text).toBe("更正：有一笔逾期");
});

test("a correction that the advisor did not take is not passed off as done", async () => {
  new Advisor(({ payload }) => (payload ? recorded("profile") : notice("推荐的还是这几项。")));
  const page = await open();
  await correct(page, "融资方式", "股权");
  expect(words(page)).toContain("这一项没有改过来");
});

test("an empty correction sends nothing", async () => {
  const advisor = new Advisor(known);
  const page = await open();
  fire(all(page, ".profile--profile-correct")[0], "tap");
  tap(page, "改好了");
  await settled();
  expect(advisor.received).toHaveLength(1);
});

test("deleting asks first, then leaves nothing on the page or the phone", async () => {
  const advisor = new Advisor(known);
  const page = await open();
  wx.agreesToModal = false;
  tap(page, "删除我的资料");
  await settled();
  expect(advisor.received).toHaveLength(1);
  wx.agreesToModal = true;
  advisor.answer = ({ payload }) => recorded(payload === "/delete_profile" ? "deleted" : "profile-empty");
  tap(page, "删除我的资料");
  await settled();
  expect(advisor.received[1].payload).toBe("/delete_profile");
  expect(words(page)).toContain("已经全部删除");
  expect(words(page)).not.toContain("坪山区");
  expect(words(page)).toContain("没有同意记录");
});

test("tickets are listed", async () => {
  new Advisor(() => recorded("profile-ticket"));
  const page = await open();
  expect(words(page)).toContain(recorded("profile-ticket")[0].custom.tickets[0].number);
});

test("no network: it says so, and 重试 loads", async () => {
  new Advisor((data, count) => (count === 1 ? "down" : known(data)));
  const page = await open();
  expect(words(page)).toContain("网络不太顺");
  tap(page, "重试");
  await settled();
  expect(words(page)).toContain("坪山区");
  expect(words(page)).not.toContain("网络不太顺");
});

test("有新政策通知我 asks for WeChat's permission and shows the advisor's answer", async () => {
  config.newPolicyTemplateId = "template-1";
  const advisor = new Advisor(({ payload }) => (payload === "/subscribe_updates" ? notice("好的，有新政策就告诉您。") : recorded("profile")));
  const page = await open();
  tap(page, "有新政策通知我");
  await settled();
  expect(wx.subscribeAsked).toEqual([["template-1"]]);
  expect(words(page)).toContain("好的，有新政策就告诉您。");
  wx.subscribeAnswer = "reject";
  tap(page, "有新政策通知我");
  await settled();
  expect(words(page)).toContain("没有授权订阅消息");
  expect(advisor.received.filter(({ payload }) => payload === "/subscribe_updates")).toHaveLength(1);
  config.newPolicyTemplateId = "";
});

test("consent can be read and changed again; without it the conversation leaves the phone's storage", async () => {
  const advisor = new Advisor(known);
  history.add({ id: "a", said: "我们做储能的", body: null, state: "sent" });
  expect(wx.stored.has("advisor.history")).toBe(true);
  const page = await open();
  tap(page, "资料怎么用（已同意记录）");
  tap(page, "先不同意，只问政策");
  await settled();
  expect(session.agreed()).toBe(false);
  expect(words(page)).toContain("已经记下的还在，要清掉请点“删除我的资料”");
  expect(wx.stored.has("advisor.history")).toBe(false);
  expect(advisor.sessions.map(({ consent }) => consent)).toEqual([true, false]);
});
