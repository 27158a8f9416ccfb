// Cuts the advisor's text into what a page can lay out. Everything stays text.

/**
 * @typedef {{text: string, items: string[]}} Block a paragraph (`text`) or a list (`items`)
 */

const POINT = "· ";

/**
 * @param {string} text
 * @returns {Block[]} lines that begin with "· " are gathered into lists
 */
function blocks(text) {
  /** @type {Block[]} */
  const found = [];
  for (const line of text.split("\n")) {
    const last = found[found.length - 1];
    if (line.startsWith(POINT)) {
      if (last && last.items.length) last.items.push(line.slice(POINT.length));
      else found.push({ text: "", items: [line.slice(POINT.length)] });
    } else if (line.trim()) {
      found.push({ text: line.trim(), items: [] });
    }
  }
  return found;
}

/**
 * @param {string} text such as 0755-8888 1111、12345
 * @returns {{text: string, number: boolean}[]}
 */
function phoneParts(text) {
  const parts = text.split(/(\+?\d[\d -]{3,}\d)/);
  return parts.map((part, place) => ({ text: part, number: place % 2 === 1 })).filter((part) => part.text);
}

/** @param {string} text */
function beforeList(text) {
  return text.split(/^\s*1[.、] /m)[0].trim();
}

/**
 * @param {string} text
 * @returns {string} what follows the source line of the last item
 */
function afterList(text) {
  const last = text.lastIndexOf("\n来源：");
  const end = last < 0 ? -1 : text.indexOf("\n", last + 1);
  return end < 0 ? "" : text.slice(end).trim();
}

/** @param {string} text */
function withoutPoints(text) {
  return text
    .split("\n")
    .filter((line) => !line.startsWith(POINT))
    .join("\n");
}

/**
 * @param {string} title
 * @returns {string} 《title》, however many brackets it came with
 */
function bracketed(title) {
  return `《${title.replace(/[《》]/g, "")}》`;
}

module.exports = { blocks, phoneParts, beforeList, afterList, withoutPoints, bracketed };
