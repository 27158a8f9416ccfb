// How much it may be, roughly.
Component({
  properties: { custom: { type: Object, value: /** @type {Record<string, any>} */ ({}) } },
  data: { amount: "" },
  observers: {
    /** @param {Record<string, any>} custom */
    custom({ amount_wan }) {
      this.setData({ amount: String(Math.round(Number(amount_wan) * 100) / 100) });
    },
  },
});
