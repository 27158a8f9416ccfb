// The way from the conversation to the plan's own page.
Component({
  properties: { custom: { type: Object, value: /** @type {Record<string, any>} */ ({}) } },
  methods: {
    open() {
      wx.switchTab({ url: "/pages/plan/index" });
    },
  },
});
