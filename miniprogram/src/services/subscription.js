// 有新政策通知我: WeChat's permission for one message, then the wish itself, which the advisor keeps.

const config = require("../config");
const conversation = require("./conversation");

const WISH = "有新政策通知我";

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
 * @returns {Promise<import("./conversation").Message[] | null | "refused">} "refused": the person gave no permission
 */
async function subscribe() {
  if (!(await permitted())) return "refused";
  return conversation.say(WISH, { payload: "/subscribe_updates" });
}

module.exports = { subscribe };
