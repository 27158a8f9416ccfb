const session = require("../../src/services/session");
const { Advisor, TOO_FAST, notice, recorded } = require("../helpers/advisor");
const { newPhone } = require("../helpers/phone");
const { all, close, fire, render, settled, tap, type, words } = require("../helpers/render");

const open = () => render("pages/chat");
const field = (page) => all(page, ".chat--chat-words")[0];
const consent = (page) => all(page, ".consent-dialog--consent").length > 0;

async function say(page, text) {
  type(field(page), text);
  tap(page, "发送");
  await settled();
}

beforeEach(newPhone);
afterEach(close);

test("consent comes first and says what is kept and how to delete it; nothing is sent before", async () => {
  new Advisor();
  const page = open();
  await settled();
  expect(consent(page)).toBe(true);
  for (const part of ["成立时间、行业、营收、专利、资金需求", "不对外提供", "删除我的资料", "不同意也能用"]) expect(words(page)).toContain(part);
  expect(wx.requests).toEqual([]);
  tap(page, "同意");
  expect(consent(page)).toBe(false);
  expect(session.agreed()).toBe(true);
  expect(consent(open())).toBe(false);
});

test("who declines may ask, and the session carries the refusal", async () => {
  const advisor = new Advisor();
  const page = open();
  tap(page, "先不同意，只问政策");
  await say(page, "园区贷怎么申请");
  expect(words(page)).toContain("收到：园区贷怎么申请");
  expect(advisor.sessions).toEqual([{ wx_code: "code-1", consent: false }]);
});

describe("after consent", () => {
  beforeEach(() => session.choose(true));

  test("a message is shown at once, then its answer, and the field is empty again", async () => {
    let answer;
    const advisor = new Advisor(() => new Promise((resolve) => (answer = resolve)));
    const page = open();
    type(field(page), "  我们做储能的  ");
    tap(page, "发送");
    expect(words(page)).toContain("我们做储能的");
    expect(page.data.draft).toBe("");
    await settled();
    expect(all(page, ".chat--chat-waiting")).toHaveLength(1);
    expect(advisor.received[0].text).toBe("我们做储能的");
    answer({ statusCode: 200, data: { messages: notice("记下了") } });
    await settled();
    expect(words(page)).toContain("记下了");
    expect(all(page, ".chat--chat-waiting")).toHaveLength(0);
  });

  test("tapping 发送 twice sends once", async () => {
    const advisor = new Advisor();
    const page = open();
    type(field(page), "你好");
    tap(page, "发送");
    tap(page, "发送");
    await settled();
    expect(advisor.received).toHaveLength(1);
  });

  test("tapping a quick reply twice sends its payload once, and the buttons go", async () => {
    const advisor = new Advisor((_, count) => (count === 1 ? recorded("question") : notice("好")));
    const page = open();
    await say(page, "想贷300万");
    tap(page, "日常周转");
    expect(() => tap(page, "日常周转") || tap(page, "研发投入")).toThrow("nothing shows 研发投入");
    await settled();
    expect(advisor.received.slice(1).map(({ payload }) => payload)).toEqual(['/inform{"need_purpose": "流动资金"}']);
    expect(words(page)).toContain("日常周转");
  });

  test("a lost message says so and goes out again by a tap, under the same id", async () => {
    const advisor = new Advisor((_, count) => (count === 1 ? "down" : notice("好")));
    const page = open();
    await say(page, "你好");
    expect(words(page)).toContain("网络不太顺，没有发出去。");
    tap(page, "重试");
    await settled();
    expect(words(page)).not.toContain("没有发出去");
    expect(advisor.received[0].message_id).toBe(advisor.received[1].message_id);
  });

  test("the advisor's refusal is shown in its own words", async () => {
    new Advisor(() => TOO_FAST);
    const page = open();
    await say(page, "你好");
    expect(words(page)).toContain("发得太快了，请歇一会儿再说。");
  });

  test("the conversation is there again when the page is opened anew, its last question still to answer", async () => {
    new Advisor(() => recorded("question"));
    await say(open(), "想贷300万");
    close();
    const page = open();
    expect(words(page)).toContain("想贷300万");
    expect(words(page)).toContain("这笔钱主要用来做什么？");
    expect(words(page)).toContain("日常周转");
  });

  test("buttons of earlier messages are gone", async () => {
    new Advisor((_, count) => (count === 1 ? recorded("question") : notice("好")));
    const page = open();
    await say(page, "想贷300万");
    await say(page, "先不说");
    expect(words(page)).not.toContain("研发投入");
  });

  test("asked for a contact, a form takes it with consent; the conversation keeps it unreadable", async () => {
    const advisor = new Advisor((_, count) => recorded(count === 1 ? "ticket-contact" : "ticket-filed"));
    const page = open();
    await say(page, "帮我预约科创局");
    const [name, contact] = all(page, ".t-input--t-input__control");
    type(name, "王女士");
    type(contact, "13800138000");
    fire(all(page, ".contact-form--contact-form-agree")[0], "tap");
    tap(page, "提交预约");
    await settled();
    expect(advisor.received[1].text).toBe("王女士，13800138000");
    expect(words(page)).toContain("登记好了，工单号");
    expect(words(page)).not.toContain("13800138000");
    expect(all(page, ".contact-form--card")).toHaveLength(0);
  });

  test("what a person types stays text", async () => {
    new Advisor();
    const page = open();
    const hostile = '<img src=x onerror="alert(1)">{{1+1}}';
    await say(page, hostile);
    expect(words(page)).toContain(`收到：${hostile}`);
    expect(all(page, "img")).toHaveLength(0);
  });

  test("an example fills the field or asks at once", async () => {
    const advisor = new Advisor();
    const page = open();
    fire(all(page, ".chat--chat-example")[0], "tap");
    expect(page.data.draft).toContain("新能源电池材料");
    fire(all(page, ".chat--chat-example")[1], "tap");
    await settled();
    expect(advisor.received[0].text).toBe("知识产权质押融资怎么办？");
  });

  test("a long answer is read from its top", async () => {
    new Advisor(() => recorded("recommendation"));
    const page = open();
    await say(page, "给我推荐");
    const first = page.data.entries.find((entry) => entry.reply);
    expect(page.data.toView).toBe(`e-${first.id}`);
    expect(page.querySelector(`#${page.data.toView}`).dom.textContent).toContain("可以先看这");
  });
});
