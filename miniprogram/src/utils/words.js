// The words for the advisor's closed vocabularies (DESIGN section 6): how they look, not what they mean.

/** @type {Record<string, string>} */
const STATUSES = { eligible: "可申请", needs_info: "待补充", near_miss: "差一步", ineligible: "不符合" };
/** Told apart without colour too. @type {Record<string, string>} */
const STATUS_MARKS = { eligible: "✓", needs_info: "?", near_miss: "△", ineligible: "×" };
/** @type {Record<string, string>} */
const VERDICTS = { met: "✓ 符合", not_met: "× 不符合", unknown: "? 还不知道" };

module.exports = { STATUSES, STATUS_MARKS, VERDICTS };
