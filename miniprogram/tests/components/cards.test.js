const { recorded } = require("../helpers/advisor");
const { all, close, fire, render, settled, showing, tap, type, unfold, words } = require("../helpers/render");

beforeEach(() => wx.reset());
afterEach(close);

/** A reply as the conversation shows it. */
const shown = (message) => render("components/reply", { message });

test("a recommendation: every item with its status in words, reasons folded, sources and review date", () => {
  const [message] = recorded("recommendation");
  const reply = shown(message);
  const cards = all(reply, ".record-card--card");
  expect(cards).toHaveLength(message.custom.items.length);
  const badges = { eligible: "✓ 可申请", needs_info: "? 待补充", near_miss: "△ 差一步", ineligible: "× 不符合" };
  message.custom.items.forEach((item, place) => {
    const text = cards[place].textContent;
    expect(text).toContain(`${place + 1}. ${item.title}`);
    expect(text).toContain(badges[item.status]);
    expect(text).toContain(item.benefit);
    expect(text).toContain(`${item.reviewed_on} 核对`);
    expect(text).toContain(item.sources[0].title.replace(/[《》]/g, ""));
    expect(text).not.toContain(item.reasons[0]);
  });
  unfold(reply);
  for (const item of message.custom.items) {
    for (const detail of [...item.reasons, ...item.missing, ...item.gaps, item.apply, item.contact.name]) expect(words(reply)).toContain(detail);
  }
  expect(words(reply)).toContain("以办理机构审核为准");
});

test.each(["eligible", "needs_info", "near_miss", "ineligible"])("status %s is told in words and by a mark, not by colour alone", (status) => {
  const badge = render("components/status-badge", { status });
  expect(words(badge)).toMatch(/^[✓?△×] (可申请|待补充|差一步|不符合)$/);
});

test("a preparation claims no status", () => {
  expect(words(render("components/status-badge", { status: "preparation" }))).toBe("");
});

test("a near miss opens with its gaps; a closed, doubtful record warns", () => {
  const item = { ...recorded("recommendation")[0].custom.items[0], status: "near_miss", gaps: ["发明专利差1件"], notes: ["提醒：这一项已经停止办理，现在不能申请。"], unverified: true };
  const card = render("components/record-card", { item });
  expect(words(card)).toContain("发明专利差1件");
  expect(words(card)).toContain("提醒：这一项已经停止办理");
  expect(words(card)).toContain("是否仍在办理需向机构确认");
});

test("a catalogue lists what was found", () => {
  const [message] = recorded("catalogue");
  const reply = shown(message);
  for (const { title } of message.custom.items) expect(words(reply)).toContain(title);
});

test("a record answers first and keeps the rest behind a fold", () => {
  const [message] = recorded("record");
  const reply = shown(message);
  expect(words(reply)).toContain("怎么申请：");
  expect(all(reply, ".record-card--card")).toHaveLength(0);
  tap(reply, "这一项的全部信息");
  expect(words(reply)).toContain(message.custom.benefit);
});

test("eligibility: each condition with its verdict and the founder's own fact", () => {
  const [message] = recorded("eligibility");
  const reply = shown(message);
  for (const { text, yours } of message.custom.conditions) {
    expect(words(reply)).toContain(text);
    expect(words(reply)).toContain(`您：${yours}`);
  }
  expect(words(reply)).toContain("✓ 符合");
});

test("eligibility: unknown and not met differ, a condition without a fact is for the desk", () => {
  const conditions = [
    { text: "甲", fact: "employees", verdict: "unknown", yours: null },
    { text: "乙", fact: "revenue_wan", verdict: "not_met", yours: "1万元" },
    { text: "丙", fact: null, verdict: "unknown", yours: null },
  ];
  const card = render("components/conditions-card", { custom: { title: "某贷", status: "ineligible", conditions } });
  expect(words(card)).toMatch(/\? 还不知道甲.*× 不符合乙.*办理时确认丙/s);
});

test("a comparison is a table: a column for each record, a row for each label", () => {
  const [message] = recorded("comparison");
  const reply = shown(message);
  const rows = all(reply, ".comparison-table--comparison-row").map((row) => Array.from(row.children, (cell) => cell.textContent));
  expect(rows[0].slice(1)).toEqual(message.custom.titles);
  expect(rows.slice(1)).toEqual(message.custom.rows.map(({ label, values }) => [label, ...values]));
});

test("an estimate shows its figure and how it is computed", () => {
  const [message] = recorded("estimate");
  const text = words(shown(message));
  expect(text).toContain(`粗算约 ${message.custom.amount_wan} 万元`);
  expect(text).toContain(message.custom.formula);
});

test("a plan in the conversation leads to its page and repeats no long address", () => {
  const [message] = recorded("plan");
  const reply = shown(message);
  expect(words(reply)).not.toContain(message.custom.url);
  expect(words(reply)).toContain(`现在可办 ${message.custom.now.length} 步`);
  tap(reply, "打开方案");
  expect(wx.tabs).toEqual(["/pages/plan/index"]);
});

test("a question shows why it is asked, once", () => {
  const [message] = recorded("question");
  const text = words(shown(message));
  expect(text).toContain(`为什么问：${message.custom.why}`);
  expect(text.split(message.custom.why)).toHaveLength(2);
});

test("contacts: a number is dialled by a tap, a desk without one says what to do", () => {
  const [message] = recorded("contacts");
  const reply = shown(message);
  const phones = message.custom.items.filter(({ phone }) => phone);
  tap(reply, phones[0].phone);
  expect(wx.calls).toEqual([phones[0].phone.replace(/-/g, "")]);
  expect(message.custom.items.some(({ phone }) => !phone)).toBe(true);
  expect(words(reply)).toContain("公开页面上没有查到电话，可以打12345转接");
});

test("a source with an address is copied for the browser, one without is plain text", async () => {
  const sources = [{ title: "某政策", issuer: "某局", url: "https://www.sz.gov.cn/a" }, { title: "某文", issuer: "某报", url: "javascript:alert(1)" }];
  const footer = render("components/provenance", { of: { sources, reviewed_on: "2026-11-23" } });
  tap(footer, "《某政策》");
  await settled();
  expect(wx.clipboard).toBe("https://www.sz.gov.cn/a");
  tap(footer, "《某文》");
  await settled();
  expect(wx.clipboard).toBe("https://www.sz.gov.cn/a");
});

test.each(["ticket-filed", "ticket-state", "ticket-attached", "profile-ticket"])("%s shows the ticket: number, state, desk", (name) => {
  const [message] = recorded(name);
  const reply = shown(message);
  const ticket = message.custom.number ? message.custom : message.custom.tickets[0];
  for (const detail of [ticket.number, ticket.state, ticket.topic, ticket.desk.name]) expect(words(reply)).toContain(detail);
  expect(all(reply, ".ticket-card--card")).toHaveLength(1);
});

test.each(["profile", "profile-empty", "notice", "deleted", "correction"])("%s shows the advisor's words", (name) => {
  const [message] = recorded(name);
  const first = message.text.split("\n")[0];
  expect(words(shown(message))).toContain(first);
});

test("a type that this version does not know shows its text, which is whole", () => {
  expect(words(shown({ text: "新的一种回答", custom: { type: "hologram" }, buttons: [] }))).toContain("新的一种回答");
  expect(words(shown({ text: "构造函数", custom: { type: "constructor" }, buttons: [] }))).toContain("构造函数");
});

test("an answer that failed is marked", () => {
  const failed = { text: "抱歉", custom: { type: "notice", answer_status: "error_internal" }, buttons: [] };
  expect(all(shown(failed), ".reply--bubble-failed")).toHaveLength(1);
});

const HOSTILE = '<img src=x onerror="alert(1)"><script>alert(2)</script>{{constructor}}&lt;b&gt;';

/** Every string within, made hostile; types, ids and statuses stay what they are. */
function poisoned(value, name = "") {
  if (typeof value === "string") return ["type", "status", "verdict", "id", "kind"].includes(name) ? value : `${HOSTILE}${value}`;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, name));
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, poisoned(one, key)]));
  return value;
}

test.each(["recommendation", "catalogue", "record", "eligibility", "comparison", "estimate", "plan", "question", "contacts", "ticket-state", "profile", "notice"])(
  "hostile text in a %s stays text",
  (name) => {
    const reply = shown(poisoned(recorded(name)[0]));
    unfold(reply);
    expect(words(reply)).toContain(HOSTILE);
    expect(all(reply, "img, script, b, iframe, a[href]")).toHaveLength(0);
  },
);

test("buttons: a tap answers with the button's own payload", () => {
  const [{ buttons }] = recorded("question");
  const replies = render("components/quick-replies", { buttons });
  const answers = [];
  replies.addEventListener("answer", ({ detail }) => answers.push(detail));
  tap(replies, buttons[1].title);
  expect(answers).toEqual([buttons[1]]);
});

test("several answers are ticked, unticked and sent together; the way out answers at once", () => {
  const [{ buttons }] = recorded("several");
  const replies = render("components/quick-replies", { buttons, several: true });
  const answers = [];
  replies.addEventListener("answer", ({ detail }) => answers.push(detail));
  tap(replies, "选好了");
  expect(answers).toEqual([]);
  for (const place of [0, 1, 2]) tap(replies, buttons[place].title);
  tap(replies, buttons[1].title);
  tap(replies, "选好了");
  expect(answers).toHaveLength(1);
  expect(answers[0].title).toBe(`${buttons[0].title}、${buttons[2].title}`);
  expect(JSON.parse(JSON.parse(answers[0].payload.slice("/inform".length)).certifications)).toEqual([buttons[0].title, buttons[2].title]);
  tap(replies, "不清楚，跳过");
  expect(answers[1].payload).toBe("/dont_know");
});

test("the contact form sends nothing without a contact and the person's agreement", () => {
  const form = render("components/contact-form");
  const sent = [];
  form.addEventListener("contact", ({ detail }) => sent.push(detail.text));
  const [name, contact] = all(form, ".t-input--t-input__control");
  tap(form, "提交预约");
  expect(words(form)).toContain("请填一个电话或微信号");
  type(name, "王女士");
  type(contact, "13800138000");
  tap(form, "提交预约");
  expect(words(form)).toContain("请先勾选同意");
  expect(sent).toEqual([]);
  fire(showing(form, "我同意：联系方式只给接单的工作人员和这家机构，只用来联系我这一次；说“删除我的资料”就删。"), "tap");
  tap(form, "提交预约");
  expect(sent).toEqual(["王女士，13800138000"]);
});
