// A question that takes several answers at once: its buttons are ticked, then sent together.

/**
 * @param {string} payload
 * @returns {{fact: string, values: string[]} | null} null for a button that answers at once
 */
function stated(payload) {
  const [, json] = /^\/inform(\{.*\})$/.exec(payload) || [];
  if (!json) return null;
  const [fact, value] = Object.entries(JSON.parse(json))[0];
  const values = typeof value === "string" && value.startsWith("[") ? JSON.parse(value) : [];
  return values.length ? { fact, values } : null;
}

/**
 * @param {import("../services/conversation").Button[]} ticked at least one, each of which states a list
 * @returns {import("../services/conversation").Button} the one button that says the same
 */
function together(ticked) {
  const told = ticked.map(({ payload }) => /** @type {{fact: string, values: string[]}} */ (stated(payload)));
  const values = Array.from(new Set(told.reduce((all, { values }) => all.concat(values), /** @type {string[]} */ ([]))));
  const payload = `/inform${JSON.stringify({ [told[0].fact]: JSON.stringify(values) })}`;
  return { title: ticked.map(({ title }) => title).join("、"), payload };
}

module.exports = { stated, together };
