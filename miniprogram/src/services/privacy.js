// WeChat's privacy guideline comes before the interfaces that it covers.

/** @returns {Promise<boolean>} whether the person agreed to the guideline, now or before */
function authorised() {
  return new Promise((resolve) => {
    wx.requirePrivacyAuthorize({ success: () => resolve(true), fail: () => resolve(false) });
  });
}

module.exports = { authorised };
