// One booking and how far it is.
Component({
  properties: { ticket: { type: Object, value: /** @type {Record<string, any>} */ ({}) } },
});
