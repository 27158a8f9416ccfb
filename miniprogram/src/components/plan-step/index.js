/** @param {Record<string, any>} step */
function ordered({ after }) {
  if (!after || !after.length) return "";
  return `先完成第${after.join("、")}步${after.length > 1 ? "之一" : ""}`;
}

/** @param {Record<string, any>} step */
function opened({ opens, opens_more }) {
  if (!opens || !opens.length) return "";
  const titles = opens.map((/** @type {{title: string}} */ { title }) => title).join("、");
  return opens_more ? `${titles}等${opens.length + opens_more}项` : titles;
}

// One step of the plan.
Component({
  properties: { step: { type: Object, value: /** @type {Record<string, any>} */ ({}) } },
  data: { order: "", opens: "", lists: /** @type {{label: string, words: string}[]} */ ([]) },
  observers: {
    /** @param {Record<string, any>} step */
    step(step) {
      const lists = [
        { label: "怎么算", words: step.estimate || "" },
        { label: "要准备", words: (step.materials || []).join("；") },
        { label: "办理时要确认", words: (step.to_confirm || []).join("；") },
        { label: "要遵守", words: (step.obligations || []).join("；") },
        { label: "提示", words: (step.hints || []).join("；") },
      ];
      this.setData({ order: ordered(step), opens: opened(step), lists: lists.filter(({ words }) => words) });
    },
  },
});
