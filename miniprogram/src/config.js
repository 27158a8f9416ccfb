// The one place for what differs between installations. docs/miniprogram.md says how to set it.

/** Where the advisor is, without a slash at the end; the only address that the mini-program calls. */
const BASE_URLS = {
  develop: "http://127.0.0.1:5005/webhooks/web",
  trial: "https://advisor.example.cn/webhooks/web",
  release: "https://advisor.example.cn/webhooks/web",
};

module.exports = {
  get baseUrl() {
    return BASE_URLS[wx.getAccountInfoSync().miniProgram.envVersion];
  },
  /** Id of the one-time subscribe message about new policies; empty: the platform's permission is not asked for. */
  newPolicyTemplateId: "",
};
