const phone = require("../../services/phone");
const { phoneParts } = require("../../utils/text");

// Each number in "0755-8888 1111、12345" becomes something to tap.
Component({
  properties: { text: { type: String, value: "" } },
  data: { parts: /** @type {{text: string, number: boolean}[]} */ ([]) },
  observers: {
    /** @param {string} text */
    text(text) {
      this.setData({ parts: phoneParts(text || "") });
    },
  },
  methods: {
    /** @param {WechatMiniprogram.TouchEvent} event */
    call(event) {
      phone.call(event.currentTarget.dataset.number);
    },
  },
});
