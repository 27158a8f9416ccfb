const { VERDICTS } = require("../../utils/words");

// Each condition of one record beside the founder's own fact. A condition without a fact is for the desk to confirm.
Component({
  properties: { custom: { type: Object, value: /** @type {Record<string, any>} */ ({}) } },
  data: { rows: /** @type {object[]} */ ([]) },
  observers: {
    /** @param {Record<string, any>} custom */
    custom({ conditions }) {
      const rows = (conditions || []).map((/** @type {Record<string, any>} */ { text, fact, verdict, yours }) => ({
        text,
        yours,
        verdict: fact ? verdict : "confirm",
        word: (fact && VERDICTS[verdict]) || "办理时确认",
      }));
      this.setData({ rows });
    },
  },
});
