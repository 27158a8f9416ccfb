// One product, policy or desk as a card, with its status, reasons, ways and sources.

import { calls, el, link, phones } from "./dom.js";

const BADGES = { eligible: "可申请", needs_info: "待补充", near_miss: "差一步", ineligible: "不符合", preparation: "先准备" };

export const badge = (status) => status && el("span", { class: `badge ${status}` }, BADGES[status] || status);

export const warning = (item) => [
  ...(item.notes || []).map((note) => el("p", { class: "warn" }, note)),
  item.unverified && el("p", { class: "warn" }, "公开资料较旧或不全，是否仍在办理需向机构确认。"),
];

export function fold(summary, content, kind = "", open = false) {
  return el("details", { class: kind, open }, el("summary", {}, summary), content);
}

export function itemCard(item, number) {
  return el(
    "article",
    { class: "card item" },
    el("div", { class: "tags" }, badge(item.status), item.kind && el("span", { class: "kind" }, item.kind)),
    el("h3", {}, number && el("span", { class: "number" }, number), item.title),
    el("p", { class: "provider" }, item.provider),
    el("p", { class: "benefit" }, item.benefit),
    warning(item),
    inLine("差在哪", item.gaps, "gaps"),
    inLine("还要知道", item.missing, "missing"),
    foldedList("为什么推荐", item.reasons, "ok"),
    foldedList("主要条件", item.conditions, "ask"),
    fold("怎么办、找谁", [howTo(item), item.contact && contactBlock(item.contact)]),
    provenance(item),
  );
}

// What stands between the firm and the product is short and to be seen at once.
function inLine(label, lines, kind) {
  if (!lines || !lines.length) return null;
  return el("p", { class: `key ${kind}` }, el("b", {}, label), lines.join(kind === "gaps" ? "；" : "、"));
}

function foldedList(summary, lines, mark) {
  if (!lines || !lines.length) return null;
  const list = el("ul", { class: `marks ${mark}` }, lines.map((line) => el("li", {}, line)));
  return fold(`${summary}（${lines.length}）`, list);
}

function howTo(item) {
  const list = (label, lines) => lines && lines.length > 0 && el("p", {}, el("b", {}, label), lines.join("；"));
  return el(
    "div",
    { class: "how" },
    item.apply && el("p", {}, calls(item.apply)),
    item.apply_url && el("p", {}, link("网上办理入口", item.apply_url)),
    item.window && el("p", {}, el("b", {}, "申报时间"), item.window),
    list("要准备", item.materials),
    list("办理时要确认", item.to_confirm),
    list("要遵守", item.obligations),
  );
}

export function contactBlock(contact) {
  return el(
    "div",
    { class: "contact" },
    el("strong", {}, link(contact.name, contact.url)),
    el("p", {}, contact.phone ? ["电话：", phones(contact.phone)] : "公开页面上没有查到电话，可以打12345转接"),
    contact.address && el("p", {}, `地址：${contact.address}`),
    contact.hours && el("p", {}, `时间：${contact.hours}`),
    contact.expertise && contact.expertise.length > 0 && el("p", { class: "quiet" }, `能帮：${contact.expertise.join("、")}`),
    contact.source && el("p", { class: "quiet" }, `信息来自${contact.source}`),
  );
}

function source({ title, issuer, url, doc_no, date }) {
  const name = `《${String(title).replace(/[《》]/g, "")}》`;
  return [issuer, link(name, url), doc_no ? `（${doc_no}）` : "", date ? `，${date}` : ""];
}

function provenance(item) {
  const [first, ...others] = (item.sources || []).map(source);
  const dates = [item.valid_until && `有效期至 ${item.valid_until}`, item.reviewed_on && `${item.reviewed_on} 核对`];
  return el(
    "footer",
    {},
    first && el("p", {}, "来源：", first),
    others.length > 0 && fold(`另有${others.length}处来源`, el("ul", { class: "sources" }, others.map((one) => el("li", {}, one)))),
    el("p", {}, dates.filter(Boolean).join(" · ")),
  );
}
