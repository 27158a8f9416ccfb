// Who is speaking: WeChat's login exchanged for the advisor's token, and whether the person agreed that facts are kept.

const api = require("./api");
const storage = require("./storage");
const { unreachable } = require("./problems");

const NO_WECHAT_LOGIN = "no_mini_program_yet";
/** @type {Promise<string> | null} one login at a time, whoever asks */
let opening = null;

/** @returns {Promise<string>} */
function wechatCode() {
  return new Promise((resolve, reject) => {
    wx.login({ success: ({ code }) => (code ? resolve(code) : reject(unreachable())), fail: () => reject(unreachable()) });
  });
}

/** An advisor that has no WeChat login set up still talks, to a visitor without a name, as its web page does. */
async function exchange() {
  const consent = agreed() === true;
  const wx_code = await wechatCode();
  try {
    return await api.openSession({ wx_code, consent });
  } catch (error) {
    if (/** @type {any} */ (error).code !== NO_WECHAT_LOGIN) throw error;
    return api.openSession({ consent });
  }
}

async function open() {
  const { token, expires_in } = await exchange();
  storage.write("session", { token, until: Date.now() + expires_in * 1000 });
  return token;
}

/** @returns {Promise<string>} a token that is still good; rejects with a Problem */
function token() {
  const kept = storage.read("session");
  if (kept && kept.until > Date.now()) return Promise.resolve(kept.token);
  if (!opening) {
    opening = open().finally(() => {
      opening = null;
    });
  }
  return opening;
}

/** @returns {Promise<string>} the advisor's words: WeChat may bring this person one message; rejects with a Problem */
async function permitNews() {
  return (await api.permitNews(await token(), await wechatCode())).text;
}

/**
 * Forgets the token that the advisor did not take; another one stays.
 * @param {string} [refusedToken] without it, whatever is there
 */
function drop(refusedToken) {
  const kept = storage.read("session");
  if (kept && (refusedToken === undefined || kept.token === refusedToken)) storage.remove("session");
}

/** @returns {boolean | undefined} undefined before the person has chosen */
function agreed() {
  return storage.read("consent");
}

/** @param {boolean} consent */
function choose(consent) {
  if (agreed() !== consent) drop(); // the token carries the choice
  storage.write("consent", consent);
}

module.exports = { token, permitNews, drop, agreed, choose };
