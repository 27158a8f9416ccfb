// Details behind their title.
Component({
  properties: { title: { type: String, value: "" }, open: { type: Boolean, value: false } },
  data: { unfolded: false },
  observers: {
    /** @param {boolean} open */
    open(open) {
      this.setData({ unfolded: open });
    },
  },
  methods: {
    toggle() {
      this.setData({ unfolded: !this.data.unfolded });
    },
  },
});
