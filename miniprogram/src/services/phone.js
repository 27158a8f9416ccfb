// What only the phone can do: call, and put an address on the clipboard (a mini-program opens no foreign page).

const { authorised } = require("./privacy");

/** @param {string} number as written, with spaces or dashes */
function call(number) {
  wx.makePhoneCall({ phoneNumber: number.replace(/[^\d+]/g, ""), fail: () => {} }); // fail: the person thought better of it
}

/**
 * @param {string} text
 * @param {string} done what to tell the person
 */
async function copy(text, done) {
  if (!(await authorised())) {
    wx.showToast({ title: "没有同意隐私指引，不能复制", icon: "none" });
    return;
  }
  wx.setClipboardData({
    data: text,
    success: () => wx.showToast({ title: done, icon: "none" }),
    fail: () => wx.showToast({ title: "没能复制，请再试一次", icon: "none" }),
  });
}

module.exports = { call, copy };
