// What each custom.type looks like. A type that this page does not know is shown as its text, which is always whole.

import { el, link, phones, prose } from "./dom.js";

const BADGES = { eligible: "可申请", needs_info: "待补充", near_miss: "差一步", ineligible: "不符合" };
const VERDICTS = { met: "符合", not_met: "不符合", unknown: "还不知道" };
const STANDINGS = {
  expired: "已过有效期，现在不能申请",
  not_started: "还没有开始",
  reference: "外地或一般案例，只作参考",
  proposed: "只是研究中的建议，目前没有这项服务",
  closed: "已经停止办理",
};

const CARDS = {
  recommendation: (custom, text) => [bubble(before(text)), ...custom.items.map(numbered), note(after(text))],
  catalogue: (custom, text) => [bubble(before(text)), ...custom.items.map(numbered), note(after(text))],
  record: (custom, text) => [bubble(text), fold("这一项的全部信息", itemCard(custom, ""), "wide")],
  eligibility: (custom, text) => [conditionsCard(custom), bubble(plain(text))],
  comparison: (custom, text) => [bubble(text.split("\n")[0]), comparisonTable(custom)],
  contacts: (custom, text) => [bubble(before(text)), ...custom.items.map((desk) => el("article", { class: "card" }, contactBlock(desk)))],
  plan: (custom, text) => [planLinks(custom), bubble(text.replace(/^(完整方案|Word版).*\n?/gm, ""))],
  estimate: (custom, text) => [estimateCard(custom), bubble(text)],
  question: (custom, text) => [bubble(text.replace(`（${custom.why}）`, "").trim(), custom.why && why(custom.why))],
};

// The nodes for one bot message {text, custom, buttons}.
export function view(message) {
  const custom = message.custom || {};
  const draw = Object.hasOwn(CARDS, custom.type) ? CARDS[custom.type] : (_, text) => [bubble(text)];
  const failed = String(custom.answer_status || "").startsWith("error_");
  const nodes = draw(custom, message.text || "").filter(Boolean);
  return el("div", { class: failed ? "turn bot trouble" : "turn bot" }, nodes);
}

export function bubble(text, ...more) {
  return text || more.some(Boolean) ? el("div", { class: "bubble" }, prose(text), more) : null;
}

const note = (text) => (text ? el("div", { class: "note" }, prose(text)) : null);
const why = (text) => el("p", { class: "why" }, `为什么问：${text}`);
const before = (text) => text.split(/^\s*1[.、] /m)[0].trim();
const plain = (text) => text.split("\n").filter((line) => !line.startsWith("· ")).join("\n");

// What follows the source line of the last item.
function after(text) {
  const last = text.lastIndexOf("\n来源：");
  const end = last < 0 ? -1 : text.indexOf("\n", last + 1);
  return end < 0 ? "" : text.slice(end).trim();
}

const numbered = (item, place) => itemCard(item, `${place + 1}. `);

function itemCard(item, number) {
  return el(
    "article",
    { class: "card item" },
    el("div", { class: "tags" }, badge(item.status), item.kind && el("span", { class: "kind" }, item.kind)),
    el("h3", {}, number + item.title),
    el("p", { class: "provider" }, item.provider),
    el("p", { class: "benefit" }, item.benefit),
    item.standing && el("p", { class: "warn" }, `提醒：${STANDINGS[item.standing] || "现在不能申请"}。`),
    item.unverified && el("p", { class: "warn" }, "公开资料较旧或不全，是否仍在办理需向机构确认。"),
    foldedList("差在哪", item.gaps, "gap", true),
    foldedList("为什么推荐", item.reasons, "ok"),
    foldedList("还要知道", item.missing, "ask"),
    foldedList("主要条件", item.conditions, "ask"),
    fold("怎么办、找谁", [howTo(item), item.contact && contactBlock(item.contact)]),
    provenance(item),
  );
}

const badge = (status) => status && el("span", { class: `badge ${status}` }, BADGES[status] || status);

function fold(summary, content, kind = "") {
  return el("details", { class: kind }, el("summary", {}, summary), content);
}

function foldedList(summary, lines, mark, open = false) {
  if (!lines || !lines.length) return null;
  const list = el("ul", { class: `marks ${mark}` }, lines.map((line) => el("li", {}, line)));
  return el("details", { open }, el("summary", {}, `${summary}（${lines.length}）`), list);
}

function howTo(item) {
  const list = (label, lines) => lines && lines.length > 0 && el("p", {}, `${label}：${lines.join("；")}`);
  return el(
    "div",
    {},
    item.apply && el("p", {}, item.apply),
    item.apply_url && el("p", {}, link("网上办理入口", item.apply_url)),
    item.window && el("p", {}, `申报时间：${item.window}`),
    list("要准备", item.materials),
    list("办理时要确认", item.to_confirm),
    list("要遵守", item.obligations),
  );
}

function contactBlock(contact) {
  return el(
    "div",
    { class: "contact" },
    el("strong", {}, link(contact.name, contact.url)),
    el("p", {}, contact.phone ? ["电话：", phones(contact.phone)] : "公开页面上没有查到电话，可以打12345转接"),
    contact.address && el("p", {}, `地址：${contact.address}`),
    contact.hours && el("p", {}, `时间：${contact.hours}`),
    contact.expertise && el("p", { class: "quiet" }, `能帮：${contact.expertise.join("、")}`),
    contact.source && el("p", { class: "quiet" }, `信息来自${contact.source}`),
  );
}

function provenance(item) {
  const sources = (item.sources || []).map((source) => {
    const title = `《${String(source.title).replace(/[《》]/g, "")}》`;
    const number = source.doc_no ? `（${source.doc_no}）` : "";
    return el("li", {}, source.issuer, link(title, source.url), number, source.date ? `，${source.date}` : "");
  });
  const dates = [item.valid_until && `有效期至 ${item.valid_until}`, item.reviewed_on && `${item.reviewed_on} 核对`];
  return el(
    "footer",
    {},
    sources.length > 0 && el("div", {}, "来源", el("ul", {}, sources)),
    el("p", {}, dates.filter(Boolean).join(" · ")),
  );
}

function conditionsCard(custom) {
  const rows = (custom.conditions || []).map((condition) => {
    const verdict = condition.fact ? condition.verdict : "confirm";
    const facts = condition.yours && el("span", { class: "quiet" }, ` 您：${condition.yours}`);
    const label = el("span", { class: "verdict" }, VERDICTS[verdict] || "办理时确认");
    return el("li", { class: verdict }, label, el("span", {}, condition.text, facts));
  });
  const head = el("div", { class: "tags" }, badge(custom.status));
  return el("article", { class: "card" }, head, el("h3", {}, custom.title || custom.id), el("ul", { class: "conditions" }, rows));
}

function comparisonTable(custom) {
  const head = (custom.titles || custom.ids).map((title) => el("th", { scope: "col" }, title));
  const rows = custom.rows.map((row) =>
    el("tr", {}, el("th", { scope: "row" }, row.label), row.values.map((value) => el("td", {}, value))),
  );
  const table = el("table", {}, el("thead", {}, el("tr", {}, el("td"), head)), el("tbody", {}, rows));
  return el("div", { class: "card table", tabIndex: 0, role: "region", "aria-label": "对比表，可左右滑动" }, table);
}

function estimateCard(custom) {
  const amount = Number(custom.amount_wan).toLocaleString("zh-CN", { maximumFractionDigits: 2 });
  const figure = el("p", { class: "figure" }, "粗算约 ", el("b", {}, amount), " 万元", custom.capped ? "（已到上限）" : "");
  return el("article", { class: "card" }, figure);
}

// The page's own address is relative to this page: it works behind any proxy.
function planLinks(custom) {
  if (!/^plan\/[\w.-]+$/.test(custom.path || "")) return null;
  const to = (href, text) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
  return el(
    "article",
    { class: "card" },
    el("h3", {}, "您的融资方案排好了"),
    el("p", { class: "quiet" }, "每步的办法、材料、算法和出处都在里面，可以打印、转发。"),
    el("p", {}, to(custom.path, "打开完整方案"), "　", to(`${custom.path}.docx`, "下载 Word 版")),
  );
}
