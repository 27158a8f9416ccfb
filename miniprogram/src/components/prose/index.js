const { blocks } = require("../../utils/text");

// The advisor's text as paragraphs and lists.
Component({
  properties: { text: { type: String, value: "" } },
  data: { blocks: /** @type {import("../../utils/text").Block[]} */ ([]) },
  observers: {
    /** @param {string} text */
    text(text) {
      this.setData({ blocks: blocks(text) });
    },
  },
});
