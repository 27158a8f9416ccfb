// Shows the page in traditional characters. The server converts (OpenCC); this swaps what is shown, and swaps it back.
// The person's own words, and what their buttons send, stay as they are.

import { convert } from "./door.js";
import { kept } from "./kept.js";

const CHINESE = /[\u4e00-\u9fff]/;
const OWN = ".me, textarea, script, style";
const ATTRIBUTES = ["placeholder", "aria-label"];
const MOST_AT_ONCE = 12000; // characters; the door takes 64 kB
const known = new Map();
const shown = new Map(); // text or attribute node -> its simplified text
let on = false;
let behind = false; // the server was out of reach: what is on the page is still to be turned

export const isTraditional = () => on;

export function traditional(wanted) {
  on = wanted;
  document.documentElement.lang = on ? "zh-Hant-HK" : "zh-CN";
  if (on) return swapAll();
  for (const [node, text] of shown) node.nodeValue = text;
  shown.clear();
}

function nodesIn(root) {
  if (root.nodeType === Node.TEXT_NODE) return root.parentElement && !root.parentElement.closest(OWN) ? [root] : [];
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(".me")) return [];
  const nodes = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(OWN)) nodes.push(walker.currentNode);
  for (const name of ATTRIBUTES) {
    for (const owner of [root, ...root.querySelectorAll(`[${name}]`)]) {
      if (owner.hasAttribute(name)) nodes.push(owner.getAttributeNode(name));
    }
  }
  return nodes;
}

// The text in pieces; what it quotes of the person's own words is a piece of its own, marked as theirs.
function pieces(text, own) {
  return text.split(/(“[^”]+”)/).map((piece, place) => ({ piece, theirs: place % 2 === 1 && own.includes(piece.slice(1, -1)) }));
}

const swapAll = () => swap([document.body, document.querySelector("title")]);

async function swap(roots) {
  const nodes = roots.flatMap(nodesIn).filter((node) => CHINESE.test(node.nodeValue) && !shown.has(node));
  if (!nodes.length) return;
  const own = kept.history.filter((entry) => entry.me).map((entry) => entry.me).join("\n");
  const parts = new Map(nodes.map((node) => [node, pieces(node.nodeValue, own)]));
  const wanted = [...parts.values()].flat().filter(({ piece, theirs }) => !theirs && CHINESE.test(piece) && !known.has(piece));
  const wasBehind = behind;
  behind = !(await learn([...new Set(wanted.map(({ piece }) => piece))]));
  if (behind || !on) return;
  if (wasBehind) swapAll();
  for (const [node, split] of parts) {
    if (shown.has(node)) continue; // an earlier call came back meanwhile
    shown.set(node, node.nodeValue);
    node.nodeValue = split.map(({ piece, theirs }) => (theirs ? piece : known.get(piece) || piece)).join("");
  }
}

// Fetches what is not known yet; false when the server is out of reach: then the page stays as it is and tries later.
async function learn(texts) {
  for (let rest = texts; rest.length; ) {
    let size = 0;
    const cut = rest.findIndex((text) => (size += text.length) > MOST_AT_ONCE);
    const batch = rest.slice(0, cut < 0 ? rest.length : Math.max(cut, 1));
    rest = rest.slice(batch.length);
    const converted = await convert(batch).catch(() => null);
    if (!converted) return false;
    batch.forEach((text, place) => known.set(text, converted[place]));
  }
  return true;
}

new MutationObserver((changes) => {
  for (const node of [...shown.keys()]) if (!(node.ownerElement || node).isConnected) shown.delete(node);
  if (on) swap(changes.flatMap((change) => [...change.addedNodes]));
}).observe(document.body, { childList: true, subtree: true });
addEventListener("online", () => on && swapAll());
