// 有新政策通知我: WeChat's permission for one message, then the wish itself, which the advisor keeps.

const config = require("../config");
const conversation = require("./conversation");
const session = require("./session");

const WISH = "有新政策通知我";
const NO_SUBSCRIPTION = "no_subscription";
const ONLY_HERE = "微信通知这次没登记上，您下次打开小程序时会先看到。";

/** @returns {Promise<boolean>} must be called from a tap: WeChat asks nobody otherwise */
function permitted() {
  const id = config.newPolicyTemplateId;
  if (!id) return Promise.resolve(true);
  return new Promise((resolve) => {
    wx.requestSubscribeMessage({
      tmplIds: [id],
      success: (answer) => resolve(answer[id] === "accept"),
      fail: () => resolve(false),
    });
  });
}

/**
 * The advisor's answer with a word on WeChat's message below it; one who did not get a subscription is told nothing more.
 * @param {import("./conversation").Message[]} messages
 */
async function withPermission([first, ...rest]) {
  try {
    return [{ ...first, text: `${first.text}\n${await session.permitNews()}` }, ...rest];
  } catch (error) {
    const { code } = /** @type {import("./problems").Problem} */ (error);
    return code === NO_SUBSCRIPTION ? [first, ...rest] : [{ ...first, text: `${first.text}\n${ONLY_HERE}` }, ...rest];
  }
}

/**
 * @returns {Promise<import("./conversation").Message[] | null | "refused">} "refused": the person gave no permission
 */
async function subscribe() {
  if (!(await permitted())) return "refused";
  const messages = await conversation.say(WISH, { payload: "/subscribe_updates" });
  return messages && messages.length && config.newPolicyTemplateId ? withPermission(messages) : messages;
}

module.exports = { subscribe };
