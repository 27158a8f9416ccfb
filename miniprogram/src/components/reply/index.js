const { replyView } = require("../../utils/reply-view");

/** @param {Record<string, any>} custom */
function ticketsOf(custom) {
  if (custom.type === "ticket") return custom.items || [custom];
  return custom.tickets || [];
}

// One message of the advisor, by its custom.type.
Component({
  properties: { message: { type: Object, value: { text: "", custom: {}, buttons: [] } } },
  data: {
    view: replyView({ text: "", custom: {}, buttons: [] }),
    custom: /** @type {Record<string, any>} */ ({}),
    tickets: /** @type {object[]} */ ([]),
    failed: false,
  },
  observers: {
    /** @param {import("../../services/conversation").Message} message */
    message(message) {
      const { custom } = message;
      const failed = /^(error_|closed$)/.test(custom.answer_status || "");
      this.setData({ view: replyView(message), custom, tickets: ticketsOf(custom), failed });
    },
  },
});
