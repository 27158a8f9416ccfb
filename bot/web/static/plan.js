// A plan in the conversation: links to its page, then a timeline of what to do now, soon and within the year.

import { calls, el, phones, prose } from "./dom.js";
import { badge, fold, warning } from "./items.js";
import { isTraditional } from "./traditional.js";

const PHASES = [
  ["now", "现在可办"],
  ["next", "3-6个月准备"],
  ["later", "12个月目标"],
];
const DRAWN = ["现在可办", "3-6个月准备", "12个月目标", "材料一次备齐"]; // parts of the text that the timeline shows
const LINKS = /^(完整方案|Word版).*$/gm;

export function planCard(custom, text) {
  const parts = text.replace(LINKS, "").split(/\n{2,}/);
  const heading = (part) => (/^【([^】]+)】/.exec(part.trim()) || [])[1];
  const sections = parts.filter((part) => heading(part) && !DRAWN.includes(heading(part)));
  const [opening = "", ...closing] = parts.filter((part) => part.trim() && !heading(part));
  const [title, ...alerts] = opening.split("\n");
  return el(
    "article",
    { class: "card plan" },
    el("h3", {}, "您的融资方案"),
    el("p", { class: "quiet" }, title.replace(/^融资方案（(.*)）$/, "$1")),
    alerts.map((line) => line.trim() && el("p", { class: "warn" }, line)),
    links(custom.path),
    PHASES.map(([key, name]) => phase(key, name, custom[key] || [])),
    sections.map((part) => fold(heading(part), prose(part.trim().replace(/^【[^】]+】\s*/, "")), "part")),
    materials(custom.materials || []),
    el("div", { class: "foot" }, prose(closing.join("\n").replace("下面的完整方案", "完整方案"))),
  );
}

// The page's own address is relative to this page: it works behind any proxy.
function links(path) {
  if (!/^plan\/[\w.-]+$/.test(path || "")) return null;
  const to = (href, text, kind) => el("a", { href, class: kind, target: "_blank", rel: "noopener noreferrer" }, text);
  const page = to(path, "打开完整方案", "action main");
  page.addEventListener("click", () => (page.href = path + asShownHere()));
  return el("p", { class: "actions" }, page, to(`${path}.docx`, "下载 Word 版", "action"));
}

// The plan's page runs no script: it is told in its address how this page looks.
function asShownHere() {
  const wishes = new URLSearchParams();
  if (isTraditional()) wishes.set("script", "hant");
  if (window.look.get("size") !== "normal") wishes.set("size", window.look.get("size"));
  return wishes.toString() ? `?${wishes}` : "";
}

function phase(key, name, steps) {
  if (!steps.length) return null;
  return el("section", { class: `phase ${key}` }, el("h4", {}, name, el("small", {}, `${steps.length}步`)), el("ol", {}, steps.map(step)));
}

function step(one) {
  const line = (label, lines, mark = "；") => lines && lines.length > 0 && el("p", {}, el("b", {}, label), lines.join(mark));
  const head = [
    el("span", { class: "number" }, one.number),
    el("span", { class: "name" }, one.title, one.amount && el("small", {}, one.amount)),
    badge(one.status),
  ];
  const body = el(
    "div",
    { class: "how" },
    warning(one),
    el("p", {}, one.benefit),
    line("先完成", (one.after || []).map((number) => `第${number}步`), "或"),
    one.status !== "preparation" && line("还差", one.gaps),
    line("还要知道", one.missing, "、"),
    one.how && el("p", {}, el("b", {}, "怎么办"), calls(one.how)),
    one.contact && el("p", {}, el("b", {}, "找谁"), one.contact.name, one.contact.phone ? ["，", phones(one.contact.phone)] : "（公开页面没有电话，可打12345转接）"),
    line("办成后多出", (one.opens || []).map((next) => next.title), "、"),
  );
  return el("li", {}, fold(head, body, "step"));
}

function materials(papers) {
  if (!papers.length) return null;
  const rows = papers.map((paper) => el("li", {}, paper.name, el("small", {}, `第${paper.steps.join("、")}步用`)));
  return fold(`材料一次备齐（${papers.length}样）`, el("ul", { class: "papers" }, rows), "part");
}
