// The plan's Word file, which the advisor serves: downloaded and opened in WeChat's own viewer.

const config = require("../config");
const { unreachable } = require("./problems");

/**
 * @param {string} path relative to the advisor's door, such as plan/….docx
 * @returns {Promise<void>} rejects with a Problem
 */
function openWord(path) {
  return new Promise((resolve, reject) => {
    const failed = () => reject(unreachable());
    wx.downloadFile({
      url: `${config.baseUrl}/${path}`,
      success({ statusCode, tempFilePath }) {
        if (statusCode !== 200) failed();
        else wx.openDocument({ filePath: tempFilePath, fileType: "docx", showMenu: true, success: () => resolve(), fail: failed });
      },
      fail: failed,
    });
  });
}

module.exports = { openWord };
