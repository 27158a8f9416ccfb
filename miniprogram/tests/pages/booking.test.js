const conversation = require("../../src/services/conversation");
const session = require("../../src/services/session");
const { Advisor, notice, recorded } = require("../helpers/advisor");
const { newPhone } = require("../helpers/phone");
const { all, close, fire, render, settled, tap, type, words } = require("../helpers/render");

const open = () => render("pages/booking");
const fields = (page) => all(page, ".t-input--t-input__control");

/** The recorded way of a booking: contact, request, done. */
const booking = (_, count) => recorded(["ticket-contact", "ticket-request", "ticket-attached"][Math.min(count, 3) - 1]);

async function giveContact(page) {
  type(fields(page)[1], "王女士");
  type(fields(page)[2], "13800138000");
  fire(all(page, ".contact-form--contact-form-agree")[0], "tap");
  tap(page, "提交预约");
  await settled();
}

beforeEach(() => {
  newPhone();
  session.choose(true);
});
afterEach(close);

test("from the topic to a ticket: the advisor asks, the form answers", async () => {
  const advisor = new Advisor(booking);
  const page = open();
  tap(page, "贷款贴息");
  tap(page, "开始预约");
  await settled();
  expect(advisor.received[0].text).toBe("帮我预约，想咨询贷款贴息");
  expect(words(page)).toContain("最多保留180天");
  await giveContact(page);
  expect(advisor.received[1].text).toBe("王女士，13800138000");
  expect(words(page)).toContain("要不要附一页融资需求单");
  tap(page, "附上");
  await settled();
  expect(advisor.received[2].payload).toBe("/affirm");
  expect(words(page)).toContain("融资需求单附到工单");
});

test("without a topic the advisor is asked which desk", async () => {
  const advisor = new Advisor(() => recorded("contacts"));
  const page = open();
  tap(page, "开始预约");
  await settled();
  expect(advisor.received[0].payload).toBe('/ask_expert{"book": true}');
  const { buttons } = recorded("contacts")[0];
  tap(page, buttons[0].title);
  await settled();
  expect(advisor.received[1].payload).toBe(buttons[0].payload);
});

test("a contact that got lost is sent again whole, under the same id", async () => {
  const advisor = new Advisor((_, count) => (count === 2 ? "down" : recorded(count === 1 ? "ticket-contact" : "ticket-filed")));
  const page = open();
  tap(page, "开始预约");
  await settled();
  await giveContact(page);
  expect(words(page)).toContain("网络不太顺");
  tap(page, "重试");
  await settled();
  expect(advisor.received[2]).toMatchObject({ text: "王女士，13800138000", message_id: advisor.received[1].message_id });
  expect(words(page)).toContain("登记好了，工单号");
});

test("two taps on 提交预约 file one ticket", async () => {
  const advisor = new Advisor(booking);
  const page = open();
  tap(page, "开始预约");
  await settled();
  const submit = all(page, ".contact-form--card")[0];
  type(fields(page)[2], "13800138000");
  fire(all(page, ".contact-form--contact-form-agree")[0], "tap");
  const button = submit.querySelector("wx-button");
  fire(button, "tap");
  fire(button, "tap");
  await settled();
  expect(advisor.received).toHaveLength(2);
});

test("a booking begun in the conversation goes on here, one that went on elsewhere is not offered again", async () => {
  const advisor = new Advisor((_, count) => (count === 1 ? recorded("ticket-contact") : notice("好")));
  await conversation.say("帮我预约科创局");
  const page = open();
  expect(words(page)).toContain("提交预约");
  await conversation.say("不约了");
  page.triggerPageLifeTime("show");
  expect(words(page)).not.toContain("提交预约");
  expect(advisor.received).toHaveLength(2);
});

test("my bookings are asked for", async () => {
  const advisor = new Advisor(() => recorded("ticket-state"));
  const page = open();
  tap(page, "我的预约到哪了");
  await settled();
  expect(advisor.received[0].text).toBe("我的预约到哪了");
  expect(words(page)).toContain("待受理");
});
