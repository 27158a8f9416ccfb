// One product, policy or desk's offer, as recommended, found or asked about.
Component({
  properties: {
    item: { type: Object, value: /** @type {Record<string, any>} */ ({}) },
    number: { type: Number, value: 0 },
  },
  data: { lists: /** @type {{label: string, words: string}[]} */ ([]) },
  observers: {
    /** @param {Record<string, any>} item */
    item({ materials, to_confirm, obligations }) {
      const lists = [
        { label: "要准备", words: (materials || []).join("；") },
        { label: "办理时要确认", words: (to_confirm || []).join("；") },
        { label: "要遵守", words: (obligations || []).join("；") },
      ];
      this.setData({ lists: lists.filter(({ words }) => words) });
    },
  },
});
