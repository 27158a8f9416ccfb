const phone = require("../../services/phone");

// A foreign page cannot be opened inside a mini-program: its address goes to the clipboard. Anything but a web address stays text.
Component({
  properties: { text: { type: String, value: "" }, url: { type: String, value: "" } },
  data: { web: false },
  observers: {
    /** @param {string} url */
    url(url) {
      this.setData({ web: /^https?:\/\//i.test(url || "") });
    },
  },
  methods: {
    copy() {
      return phone.copy(this.data.url, "网址已复制，请到浏览器打开");
    },
  },
});
