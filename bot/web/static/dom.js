// Builds elements. Every text goes in as a text node: nothing from the server or the person is ever parsed as HTML.

const HEAD = /^(【[^】]+】|\d+[.、] .{1,40})$/;

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") node.className = value;
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value);
  }
  node.append(...children.flat(Infinity).filter(Boolean));
  return node;
}

// Paragraphs, with lines that begin with "· " gathered into a list and short numbered lines as headings.
export function prose(text) {
  const parts = [];
  let list = null;
  for (const line of text.split("\n").map((line) => line.trim())) {
    if (line.startsWith("· ")) {
      if (!list) parts.push((list = el("ul")));
      list.append(el("li", {}, line.slice(2)));
    } else if (line) {
      list = null;
      parts.push(el("p", { class: HEAD.test(line) ? "head" : "" }, calls(line)));
    }
  }
  return parts;
}

// A link only for a web address; anything else stays text.
export function link(text, url) {
  if (!/^https?:\/\//i.test(url || "")) return el("span", {}, text);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

const tel = (number) => el("a", { href: `tel:${number.replace(/[^\d+]/g, "")}`, class: "tel" }, number);

// Each number in "0755-8888 1111、12345" becomes something to tap.
export function phones(text) {
  return text.split(/(\+?\d[\d -]{3,}\d)/).map((part, place) => (place % 2 ? tel(part) : part));
}

// The numbers that a sentence names as telephones: "电话0755-82975860", "直接打95533".
export function calls(text) {
  return text.split(/(电话[：:]?|打)(\d[\d-]{3,}\d)/).map((part, place) => (place % 3 === 2 ? tel(part) : part));
}

// Lines "算法：…", "来源：…" as a list of terms; `labels` says which labels count. {terms: node or null, rest: other lines}.
export function labelled(lines, labels) {
  const terms = [], rest = [];
  for (const line of lines) {
    const [, label, value] = /^([^：]{2,6})：(.+)$/.exec(line.trim()) || [];
    if (labels.includes(label)) terms.push(el("div", {}, el("dt", {}, label), el("dd", {}, calls(value))));
    else if (line.trim()) rest.push(line);
  }
  return { terms: terms.length ? el("dl", { class: "terms" }, terms) : null, rest };
}
