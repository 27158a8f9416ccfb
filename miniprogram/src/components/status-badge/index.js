const { STATUSES, STATUS_MARKS } = require("../../utils/words");

// 可申请 / 待补充 / 差一步 / 不符合; nothing for a status that makes no claim.
Component({
  properties: { status: { type: String, value: "" } },
  data: { word: "", sign: "" },
  observers: {
    /** @param {string} status */
    status(status) {
      this.setData({ word: STATUSES[status] || "", sign: STATUS_MARKS[status] || "" });
    },
  },
});
