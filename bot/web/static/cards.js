// What each custom.type looks like. A type that this page does not know is shown as its text, which is always whole.

import { el, labelled, phones, prose } from "./dom.js";
import { badge, contactBlock, fold, itemCard } from "./items.js";
import { planCard } from "./plan.js";

const VERDICTS = { met: "符合", not_met: "不符合", unknown: "还不知道", confirm: "机构确认" };
const COUNTED = ["met", "not_met", "unknown", "confirm"];
const LETTERS = "ABCD";

const CARDS = new Map([
  ["recommendation", listing],
  ["catalogue", listing],
  ["record", (custom, text) => [bubble(text), fold("这一项的全部信息", itemCard(custom), "wide")]],
  ["eligibility", eligibility],
  ["comparison", comparison],
  ["contacts", (custom, text) => [bubble(before(text)), ...custom.items.map((desk) => el("article", { class: "card" }, contactBlock(desk)))]],
  ["plan", (custom, text) => [planCard(custom, text)]],
  ["estimate", estimate],
  ["profile", profile],
  ["ticket", (custom, text) => [...(custom.items || [custom]).map(ticket), bubble(text)]],
  ["question", (custom, text) => [bubble(text.replace(`（${custom.why}）`, "").trim(), custom.why && why(custom.why), progress(custom))]],
]);

// The nodes for one bot message {text, custom, buttons}.
export function view(message) {
  const custom = message.custom || {};
  const draw = CARDS.get(custom.type) || ((_, text) => [bubble(text)]);
  const failed = String(custom.answer_status || "").startsWith("error_");
  return el("div", { class: failed ? "turn bot trouble" : "turn bot", tabIndex: -1 }, drawn(draw, custom, message.text || ""));
}

function drawn(draw, custom, text) {
  try {
    return draw(custom, text).filter(Boolean);
  } catch (problem) {
    console.error("payload not understood", custom.type, problem); // the text says it all
    return [bubble(text)];
  }
}

export function bubble(text, ...more) {
  return text || more.some(Boolean) ? el("div", { class: "bubble" }, prose(text), more) : null;
}

const note = (text) => (text ? el("div", { class: "note" }, prose(text)) : null);
const why = (text) => el("p", { class: "why" }, `为什么问：${text}`);
const before = (text) => text.split(/^\s*1[.、] /m)[0].trim();
const lines = (text) => text.split("\n").filter((line) => line.trim());

function listing(custom, text) {
  return [bubble(before(text)), ...custom.items.map((item, place) => itemCard(item, place + 1)), note(after(text))];
}

// What follows the source line of the last item.
function after(text) {
  const last = text.lastIndexOf("\n来源：");
  const end = last < 0 ? -1 : text.indexOf("\n", last + 1);
  return end < 0 ? "" : text.slice(end).trim();
}

// Which question this is, of how many at most: it may well be fewer.
function progress({ asked, at_most: most }) {
  if (!asked || !most) return null;
  const left = most - asked;
  const dots = Array.from({ length: most }, (_, place) => el("i", { class: place < asked ? "on" : "" }));
  const words = left > 0 ? `第${asked}问，最多再问${left}个` : `第${asked}问，问完这个就给结果`;
  return el("p", { class: "progress" }, el("span", { class: "dots", "aria-hidden": "true" }, dots), words);
}

function eligibility(custom, text) {
  const conditions = (custom.conditions || []).filter((one) => !one.closed);
  const verdict = (one) => (one.fact ? one.verdict : "confirm");
  const counts = COUNTED.map((name) => [name, conditions.filter((one) => verdict(one) === name).length]).filter(([, count]) => count);
  const [first = "", ...others] = lines(text).filter((line) => !line.startsWith("· "));
  const { terms, rest } = labelled(others, ["找谁", "来源"]);
  return [
    el(
      "article",
      { class: "card" },
      el("div", { class: "tags" }, badge(custom.status)),
      el("h3", {}, custom.title || custom.id),
      el("p", { class: "benefit" }, first.replace(`【${custom.title}】`, "")),
      counts.length > 1 && el("p", { class: "quiet" }, counts.map(([name, count]) => `${VERDICTS[name]}${count}条`).join("，")),
      el("ul", { class: "conditions" }, conditions.map((one) => condition(one, verdict(one)))),
      rest.length > 0 && el("div", { class: "how" }, prose(rest.join("\n"))),
      terms && el("div", { class: "foot" }, terms),
    ),
  ];
}

function condition(one, verdict) {
  const open = verdict !== "met";
  const aside = one.must === false ? "优先，不是硬性要求" : one.either && open ? "几条里满足一条就行" : "";
  return el(
    "li",
    { class: verdict },
    el("span", { class: "verdict" }, VERDICTS[verdict]),
    el("span", {}, one.text, one.yours && el("span", { class: "yours" }, `您：${one.yours}`), aside && el("span", { class: "quiet" }, `（${aside}）`)),
  );
}

function comparison(custom, text) {
  const summary = (/^简单说：.+$/m.exec(text) || [""])[0];
  return [bubble(summary), comparisonTable(custom)];
}

function comparisonTable(custom) {
  const titles = custom.titles || custom.ids;
  const head = titles.map((title, place) => el("th", { scope: "col" }, el("b", {}, LETTERS[place]), title));
  const rows = custom.rows.map((row) =>
    el("tr", {}, el("th", { scope: "row" }, row.label), row.values.map((value) => el("td", {}, value))),
  );
  const table = el("table", {}, el("thead", {}, el("tr", {}, el("td"), head)), el("tbody", {}, rows));
  const wide = titles.length > 2;
  const box = el("div", { class: wide ? "card table many" : "card table", tabIndex: 0, role: "region", "aria-label": "对比表，可左右滑动" }, table);
  return el("div", {}, box, wide && el("p", { class: "note" }, "左右滑动看全部"));
}

function estimate(custom, text) {
  const amount = Number(custom.amount_wan);
  const shown = amount.toLocaleString("zh-CN", { maximumFractionDigits: 2 });
  const { terms, rest } = labelled(lines(text), ["算法", "用到的数", "前提", "来源"]);
  const [, title] = /【([^】]+)】/.exec(text) || [];
  const figure = amount > 0 && [
    el("p", { class: "figure" }, "粗算约", el("b", {}, shown), "万元"),
    el("p", { class: "quiet" }, custom.result, custom.capped && "（已到上限）"),
  ];
  const words = rest.filter((line) => !(figure && line.includes("粗算")));
  return [el("article", { class: "card estimate" }, el("h3", {}, title || "粗算"), figure, terms, words.length > 0 && el("div", { class: "foot" }, prose(words.join("\n"))))];
}

// The facts are the text's list lines, "· 成立时间：约2024年11月": there they are in words.
function profile(custom, text) {
  const all = lines(text);
  const facts = all.filter((line) => line.startsWith("· ")).map((line) => /^· ([^：]+)：(.*)$/.exec(line) || [line, "", line.slice(2)]);
  if (!facts.length) return [bubble(text)];
  const [lead, ...rest] = all.filter((line) => !line.startsWith("· "));
  return [
    el(
      "article",
      { class: "card" },
      el("h3", {}, lead.replace(/：$/, "")),
      el("dl", { class: "terms facts" }, facts.map(([, name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
      el("div", { class: "foot" }, prose(rest.join("\n"))),
    ),
  ];
}

const ROAD = ["待受理", "已受理", "已办结"];

function ticket(one) {
  if (!one.number) return null;
  const reached = ROAD.indexOf(one.state);
  const road = ROAD.map((name, place) =>
    el("li", { class: place <= reached ? "done" : "", "aria-current": place === reached ? "step" : "false" }, name),
  );
  const desk = one.desk || {};
  return el(
    "article",
    { class: "card ticket" },
    el("div", { class: "tags" }, el("span", { class: `badge state ${reached < 0 ? "over" : reached > 0 ? "moved" : ""}` }, one.state)),
    el("h3", {}, `工单 ${one.number}`),
    el("p", {}, [one.topic, desk.name].filter(Boolean).join(" · ")),
    reached >= 0 && el("ol", { class: "road", "aria-label": "办理进度" }, road),
    desk.phone && el("p", {}, "电话：", phones(desk.phone)),
  );
}
