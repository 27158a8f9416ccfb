const { bracketed } = require("../../utils/text");

/** @param {Record<string, any>} source */
function shown({ issuer, title, url, doc_no, date }) {
  return { issuer: issuer || "", title: bracketed(String(title)), url: url || "", rest: `${doc_no ? `（${doc_no}）` : ""}${date ? `，${date}` : ""}` };
}

// Where a claim comes from, until when it holds and when it was last checked.
Component({
  properties: { of: { type: Object, value: /** @type {Record<string, any>} */ ({}) } },
  data: { sources: /** @type {object[]} */ ([]), dates: "" },
  observers: {
    /** @param {Record<string, any>} of */
    of({ sources, valid_until, reviewed_on }) {
      const dates = [valid_until && `有效期至 ${valid_until}`, reviewed_on && `${reviewed_on} 核对`].filter(Boolean).join(" · ");
      this.setData({ sources: (sources || []).map(shown), dates });
    },
  },
});
