// The advisor tells a profile as lines "· 员工人数：20人"; the page lists them as rows to correct.

const { blocks } = require("./text");

/**
 * @typedef {{label: string, value: string}} Row `label` empty for a line without one, such as 没有逾期或失信
 */

/**
 * @param {import("../services/conversation").Message} message of type profile
 * @returns {{rows: Row[], stage: string}}
 */
function profileLines({ text, custom }) {
  const [facts, list] = blocks(text.split("您的预约：")[0]);
  const known = Object.keys(custom.facts || {}).length > 0 && facts !== undefined && list !== undefined;
  const stage = text.split("\n").find((line) => line.startsWith("发展阶段：")) || "";
  return { rows: known ? list.items.map(row) : [], stage };
}

/**
 * @param {string} line
 * @returns {Row}
 */
function row(line) {
  const at = line.indexOf("：");
  return at < 0 ? { label: "", value: line } : { label: line.slice(0, at), value: line.slice(at + 1) };
}

module.exports = { profileLines };
