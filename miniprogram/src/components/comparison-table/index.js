// Several records side by side, line by line.
Component({
  properties: { custom: { type: Object, value: /** @type {Record<string, any>} */ ({}) } },
  data: { titles: /** @type {string[]} */ ([]) },
  observers: {
    /** @param {Record<string, any>} custom */
    custom({ titles, ids }) {
      this.setData({ titles: titles || ids || [] });
    },
  },
});
