const { Advisor, BAD_TOKEN, TOO_FAST, notice, ok, recorded, refusal } = require("../helpers/advisor");
const { settled } = require("../helpers/render");

let conversation, history, session;

/** The services as after a start of the mini-program: what is stored stays, what was in memory is gone. */
function start() {
  jest.resetModules();
  conversation = require("../../src/services/conversation");
  history = require("../../src/services/history");
  session = require("../../src/services/session");
  conversation.recover();
}

const replies = () => history.entries().filter((entry) => entry.reply).map((entry) => entry.reply.text);
const lastSaid = () => history.entries().filter((entry) => "said" in entry).pop();

beforeEach(() => {
  wx.reset();
  start();
  session.choose(true);
});

test("the first message logs in with WeChat's code and the choice, later ones use the same token", async () => {
  const advisor = new Advisor();
  session.choose(true);
  await conversation.say("你好");
  await conversation.say("再问一句");
  expect(advisor.sessions).toEqual([{ wx_code: "code-1", consent: true }]);
  expect(advisor.received.map(({ text, token }) => [text, token])).toEqual([["你好", "Bearer token-1"], ["再问一句", "Bearer token-1"]]);
  expect(replies()).toEqual(["收到：你好", "收到：再问一句"]);
});

test("who declines still talks, and the session says so", async () => {
  const advisor = new Advisor();
  session.choose(false);
  expect(await conversation.say("园区贷怎么申请")).toHaveLength(1);
  expect(advisor.sessions[0].consent).toBe(false);
});

test("who declines leaves nothing but the choice and the session on the phone", async () => {
  new Advisor(() => recorded("plan"));
  session.choose(false);
  await conversation.say("我们做储能的");
  expect(history.entries()).toHaveLength(2);
  expect(history.plan()).toBeDefined();
  expect(Array.from(wx.stored.keys()).sort()).toEqual(["advisor.consent", "advisor.session"]);
  start();
  expect(history.entries()).toEqual([]);
});

test("another choice means another session", async () => {
  const advisor = new Advisor();
  session.choose(false);
  await conversation.say("你好");
  session.choose(true);
  await conversation.say("同意了");
  expect(advisor.sessions.map(({ consent }) => consent)).toEqual([false, true]);
  expect(advisor.received[1].token).toBe("Bearer token-2");
});

test("pages that ask at the same moment share one login", async () => {
  const advisor = new Advisor();
  await Promise.all([conversation.ask({ payload: "/show_profile" }), conversation.say("你好")]);
  expect(advisor.sessions).toHaveLength(1);
  expect(wx.logins).toBe(1);
});

test("a token past its time is renewed before it is used", async () => {
  const advisor = new Advisor();
  advisor.lifetime = -1;
  await conversation.say("一");
  await conversation.say("二");
  expect(advisor.received.map(({ token }) => token)).toEqual(["Bearer token-1", "Bearer token-2"]);
});

test("a token that the advisor refuses is renewed once, and the message goes again under its own id", async () => {
  const advisor = new Advisor((_, count) => (count === 1 ? BAD_TOKEN : notice("好")));
  expect(await conversation.say("你好")).toHaveLength(1);
  const [first, second] = advisor.received;
  expect(second).toMatchObject({ text: "你好", message_id: first.message_id, token: "Bearer token-2" });
  expect(replies()).toEqual(["好"]);
});

test("an advisor that refuses every token is not asked for ever", async () => {
  const advisor = new Advisor(() => BAD_TOKEN);
  expect(await conversation.say("你好")).toBeNull();
  expect(advisor.received).toHaveLength(2);
  expect(lastSaid()).toMatchObject({ state: "unsent", problem: "会话已失效，请刷新页面重新开始。" });
});

test.each([
  ["no network", "down"],
  ["a gateway's page", { statusCode: 502, data: "<html>Bad Gateway</html>" }],
  ["a captive portal's page", { statusCode: 200, data: "<html>请登录</html>" }],
  ["an answer without messages", ok({ hello: 1 })],
])("%s: the message waits, and a retry carries the same id", async (_, trouble) => {
  const advisor = new Advisor((data, count) => (count === 1 ? trouble : notice("好")));
  expect(await conversation.say("你好")).toBeNull();
  expect(lastSaid()).toMatchObject({ state: "unsent", retriable: true, problem: "网络不太顺，没有发出去。" });
  await conversation.retry(lastSaid().id);
  expect(advisor.received[1].message_id).toBe(advisor.received[0].message_id);
  expect(lastSaid().state).toBe("sent");
  expect(replies()).toEqual(["好"]);
});

test("a login that fails leaves the message to be sent again", async () => {
  const advisor = new Advisor();
  wx.loginFails = true;
  expect(await conversation.say("你好")).toBeNull();
  wx.loginFails = false;
  await conversation.retry(lastSaid().id);
  expect(advisor.received).toHaveLength(1);
});

test("the advisor's own words are shown when it refuses, and too fast may be tried again", async () => {
  new Advisor((_, count) => (count === 1 ? TOO_FAST : refusal(413, "text_too_long", "一条消息最多2000个字，请分几条发送。")));
  await conversation.say("快");
  expect(lastSaid()).toMatchObject({ problem: "发得太快了，请歇一会儿再说。", retriable: true });
  await conversation.say("长");
  expect(lastSaid()).toMatchObject({ problem: "一条消息最多2000个字，请分几条发送。", retriable: false });
});

test("two taps send one message", async () => {
  const advisor = new Advisor();
  const [first, second] = await Promise.all([conversation.say("你好"), conversation.say("你好")]);
  expect([first && first.length, second]).toEqual([1, null]);
  expect(advisor.received).toHaveLength(1);
});

test("two taps on 重试 send one message", async () => {
  const advisor = new Advisor((_, count) => (count === 1 ? "down" : notice("好")));
  await conversation.say("你好");
  const { id } = lastSaid();
  await Promise.all([conversation.retry(id), conversation.retry(id)]);
  expect(advisor.received).toHaveLength(2);
  expect(replies()).toEqual(["好"]);
});

test("what was said is there after a restart; a message that was under way can be sent again under its id", async () => {
  const advisor = new Advisor();
  await conversation.say("一");
  advisor.answer = () => new Promise(() => {});
  conversation.say("二");
  await settled();
  start();
  expect(history.entries().map((entry) => entry.said || entry.reply.text)).toEqual(["一", "收到：一", "二"]);
  expect(lastSaid()).toMatchObject({ state: "unsent", retriable: true });
  advisor.answer = () => notice("好");
  await conversation.retry(lastSaid().id);
  expect(advisor.received[2]).toMatchObject({ text: "二", message_id: advisor.received[1].message_id });
});

test("what got lost goes out by itself when the network is back", async () => {
  const advisor = new Advisor((_, count) => (count === 1 ? "down" : notice("好")));
  await conversation.say("你好");
  await conversation.retryLost();
  expect(advisor.received).toHaveLength(2);
  expect(await conversation.retryLost()).toBeNull();
});

test("deleting leaves nothing on the phone but the farewell", async () => {
  const advisor = new Advisor(({ payload }) => recorded(payload ? "deleted" : "plan"));
  session.choose(true);
  await conversation.say("给我一份方案");
  expect(history.plan()).toBeDefined();
  await conversation.say("删除我的资料", { payload: "/delete_profile" });
  expect(history.entries().map((entry) => entry.reply.custom.forget)).toEqual([true]);
  expect(history.plan()).toBeUndefined();
  expect(session.agreed()).toBe(false);
  await conversation.say("你好");
  expect(advisor.sessions).toHaveLength(2);
});

test("a contact is sent whole and kept nowhere on the phone", async () => {
  const advisor = new Advisor((_, count) => (count === 2 ? "down" : recorded(count === 1 ? "ticket-contact" : "ticket-filed")));
  await conversation.say("帮我预约");
  await conversation.say("王女士，13800138000，微信wang_2026");
  const stored = () => JSON.stringify(Array.from(wx.stored.values()));
  expect(stored()).not.toMatch(/13800138000|wang_2026/);
  await conversation.retry(lastSaid().id);
  expect(advisor.received[2].text).toBe("王女士，13800138000，微信wang_2026");
  expect(stored()).not.toMatch(/13800138000|wang_2026/);
  expect(lastSaid()).toMatchObject({ said: expect.stringContaining("王女士，138****"), state: "sent" });
});

test("a contact that got lost with the mini-program cannot be sent again: it was not kept", async () => {
  new Advisor((_, count) => (count === 1 ? recorded("ticket-contact") : "down"));
  await conversation.say("帮我预约");
  await conversation.say("王女士，13800138000");
  start();
  expect(await conversation.retry(lastSaid().id)).toBeNull();
});

test("a phone whose storage is full still talks", async () => {
  wx.full = true;
  new Advisor();
  expect(await conversation.say("你好")).toHaveLength(1);
  expect(replies()).toEqual(["收到：你好"]);
});

test("an advisor without WeChat login set up is talked to as a visitor without a name", async () => {
  const advisor = new Advisor();
  const serve = wx.server;
  wx.server = (path, data, header) =>
    data.wx_code ? refusal(501, "no_mini_program_yet", "小程序登录还没有开通，请用网页版。") : serve(path, data, header);
  session.choose(true);
  expect(await conversation.say("你好")).toHaveLength(1);
  expect(advisor.sessions).toEqual([{ consent: true }]);
});

test("a code that the advisor does not take is told in its words", async () => {
  new Advisor();
  wx.server = () => refusal(400, "bad_wx_code", "微信登录没有成功，请重新打开小程序。");
  expect(await conversation.say("你好")).toBeNull();
  expect(lastSaid().problem).toBe("微信登录没有成功，请重新打开小程序。");
});

test("nothing but the advisor is ever called", async () => {
  new Advisor();
  await conversation.say("你好");
  expect(wx.requests.map(({ url, method }) => [url, method])).toEqual([
    ["http://127.0.0.1:5005/webhooks/web/session", "POST"],
    ["http://127.0.0.1:5005/webhooks/web/messages", "POST"],
  ]);
});

test("a long conversation keeps its newest part within what a phone stores", async () => {
  const plan = recorded("plan");
  new Advisor(() => plan);
  for (let turn = 0; turn < 40; turn += 1) await conversation.say(`第${turn}句`);
  expect(Buffer.byteLength(JSON.stringify(wx.stored.get("advisor.history")))).toBeLessThan(1024 * 1024);
  expect(lastSaid().said).toBe("第39句");
});
