// Contacts stay with the ticket: the conversation on the phone keeps them unreadable.

const MOBILE = /(^|\D)(1\d{2})[\s-]?\d{4}[\s-]?\d{4}(?!\d)/g;
const CONTACT = /(^|[^\w+])(\+?\d{2,3}|[A-Za-z]\w{0,2})[\w -]{3,}/g;

/**
 * @param {string} text
 * @param {boolean} everyContact also land lines and WeChat ids, where a contact was asked for
 * @returns {string}
 */
function masked(text, everyContact) {
  return text.replace(everyContact ? CONTACT : MOBILE, "$1$2****");
}

module.exports = { masked };
