// What of a message goes where: `lead` above its cards, `tail` below them, `folded` behind a title. A type that is not known shows its text, which is whole.

const { afterList, beforeList, withoutPoints } = require("./text");

/**
 * @typedef {{kind: string, lead: string, tail: string, folded: string, note: string, why: string}} ReplyView
 */

/** @type {Record<string, (text: string, custom: Record<string, any>) => Partial<ReplyView>>} */
const LAYOUTS = {
  recommendation: (text) => ({ lead: beforeList(text), note: afterList(text) }),
  catalogue: (text) => ({ lead: beforeList(text), note: afterList(text) }),
  record: (text) => ({ lead: text }),
  eligibility: (text) => ({ tail: withoutPoints(text) }),
  comparison: (text) => ({ lead: comparisonLead(text), note: text.split("\n\n").slice(-1)[0] }),
  estimate: (text) => ({ tail: text }),
  contacts: (text) => ({ lead: beforeList(text) }),
  plan: (text) => ({ folded: text.replace(/^(完整方案|Word版).*\n?/gm, "") }),
  profile: (text) => ({ lead: text }),
  ticket: (text) => ({ lead: text }),
  question: (text, { why }) => ({ lead: text.replace(`（${why}）`, "").trim(), why: why || "" }),
};

/** @param {string} text */
function comparisonLead(text) {
  return text.split("\n\n")[0];
}

/**
 * @param {import("../services/conversation").Message} message
 * @returns {ReplyView}
 */
function replyView({ text, custom }) {
  const known = Object.prototype.hasOwnProperty.call(LAYOUTS, custom.type);
  const view = { kind: known ? custom.type : "notice", lead: "", tail: "", folded: "", note: "", why: "" };
  return { ...view, ...(known ? LAYOUTS[custom.type](text, custom) : { lead: text }) };
}

module.exports = { replyView };
