// A stand-in for the advisor's HTTP door: real recorded replies, tokens that count up, everything it was sent.

/** @param {string} name of a file in fixtures */
const recorded = (name) => require(`../fixtures/${name}.json`).messages;
const ok = (data) => ({ statusCode: 200, data });
const refusal = (statusCode, code, message) => ({ statusCode, data: { error: { code, message } } });

const TOO_FAST = refusal(429, "too_many_messages", "发得太快了，请歇一会儿再说。");
const BAD_TOKEN = refusal(401, "bad_token", "会话已失效，请刷新页面重新开始。");
const notice = (text) => [{ text, custom: { type: "notice" }, buttons: [] }];

class Advisor {
  /** `answer(data)` gives the messages for what was sent, or a whole answer of the door such as TOO_FAST or "down". */
  constructor(answer = ({ text, payload }) => notice(`收到：${text || payload}`)) {
    this.answer = answer;
    this.sessions = [];
    this.received = [];
    this.lifetime = 3600;
    this.permissions = [];
    this.permission = ok({ text: "微信也会给您发一条通知。" });
    wx.server = (path, data, header) => this.serve(path, data, header);
  }

  serve(path, data, header) {
    if (path === "session") {
      this.sessions.push(data);
      return ok({ token: `token-${this.sessions.length}`, expires_in: this.lifetime });
    }
    if (path === "news-permission") {
      this.permissions.push({ ...data, token: header.Authorization });
      return this.permission;
    }
    this.received.push({ ...data, token: header.Authorization });
    const answer = this.answer(data, this.received.length);
    return Array.isArray(answer) ? ok({ messages: answer }) : answer;
  }
}

module.exports = { Advisor, BAD_TOKEN, TOO_FAST, notice, ok, recorded, refusal };
