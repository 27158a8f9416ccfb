// The advisor's two doors. Nothing else in the mini-program makes a request.

const config = require("../config");
const { refused, unreachable } = require("./problems");

const PATIENCE_MS = 25000;

/**
 * @param {string} path
 * @param {object} data
 * @param {Record<string, string>} [header]
 * @returns {Promise<any>} the body of a 200; rejects with a Problem
 */
function post(path, data, header = {}) {
  return new Promise((resolve, reject) => {
    wx.request({
      url: `${config.baseUrl}/${path}`,
      method: "POST",
      data,
      header: { "Content-Type": "application/json", ...header },
      timeout: PATIENCE_MS,
      success({ statusCode, data: body }) {
        if (statusCode >= 200 && statusCode < 300 && typeof body === "object") resolve(body);
        else if (statusCode >= 400 && statusCode < 500) reject(refused(statusCode, body));
        else reject(statusCode === 501 ? refused(statusCode, body) : unreachable());
      },
      fail: () => reject(unreachable()),
    });
  });
}

/**
 * @param {{wx_code?: string, consent: boolean}} fields
 * @returns {Promise<{token: string, expires_in: number}>} `expires_in` in seconds
 */
function openSession(fields) {
  return post("session", fields);
}

/**
 * @param {string} token
 * @param {import("./conversation").Body & {message_id: string}} message
 * @returns {Promise<import("./conversation").Message[]>}
 */
async function sendMessage(token, message) {
  const body = await post("messages", message, { Authorization: `Bearer ${token}` });
  if (!Array.isArray(body.messages)) throw unreachable();
  return body.messages;
}

/**
 * Tells the advisor that WeChat may bring one message.
 * @param {string} token
 * @param {string} wx_code of a login just now: it says where to
 * @returns {Promise<{text: string}>} the words for the person
 */
function permitNews(token, wx_code) {
  return post("news-permission", { wx_code }, { Authorization: `Bearer ${token}` });
}

module.exports = { openSession, sendMessage, permitNews };
