/** @type {Record<string, string>} */
const SIGNS = { ok: "✓", gap: "△", ask: "·" };

// Folded reasons, gaps or conditions, with how many there are.
Component({
  properties: {
    title: { type: String, value: "" },
    lines: { type: Array, value: /** @type {string[]} */ ([]) },
    mark: { type: String, value: "ask" },
    open: { type: Boolean, value: false },
  },
  data: { sign: SIGNS.ask },
  observers: {
    /** @param {string} mark */
    mark(mark) {
      this.setData({ sign: SIGNS[mark] });
    },
  },
});
