// Builds elements. Every text goes in as a text node: nothing from the server or the person is ever parsed as HTML.

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

// Paragraphs, with lines that begin with "· " gathered into a list.
export function prose(text) {
  const parts = [];
  let list = null;
  for (const line of text.split("\n")) {
    if (line.startsWith("· ")) {
      if (!list) parts.push((list = el("ul")));
      list.append(el("li", {}, line.slice(2)));
    } else if (line.trim()) {
      list = null;
      parts.push(el("p", {}, line));
    }
  }
  return parts;
}

// A link only for a web address; anything else stays text.
export function link(text, url) {
  if (!/^https?:\/\//i.test(url || "")) return el("span", {}, text);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
}

// Each number in "0755-8888 1111、12345" becomes something to tap.
export function phones(text) {
  return text.split(/(\+?\d[\d -]{3,}\d)/).map((part, place) =>
    place % 2 ? el("a", { href: `tel:${part.replace(/[^\d+]/g, "")}`, class: "tel" }, part) : part,
  );
}
