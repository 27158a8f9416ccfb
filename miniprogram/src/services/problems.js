// What can go wrong between the phone and the advisor, with words for the person.

/**
 * @typedef {Error & {retriable: boolean, status: number, code: string}} Problem
 *   `retriable`: sending the same message again may help and is safe. `status`: HTTP status, 0 without an answer.
 */

/**
 * @param {string} message
 * @param {{retriable: boolean, status?: number, code?: string}} traits
 * @returns {Problem}
 */
function problem(message, { retriable, status = 0, code = "" }) {
  return Object.assign(new Error(message), { retriable, status, code });
}

/** No usable answer: no network, a timeout, or a server in trouble. */
function unreachable() {
  return problem("网络不太顺，没有发出去。", { retriable: true });
}

/**
 * The advisor's refusal {error: {code, message}}; its message is for the person.
 * @param {number} status
 * @param {any} body
 */
function refused(status, body) {
  const error = (body && body.error) || {};
  const retriable = status === 429 || status === 401;
  return problem(error.message || "这条消息没能发出去。", { retriable, status, code: error.code || "" });
}

module.exports = { unreachable, refused };
