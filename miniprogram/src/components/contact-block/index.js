// One desk or expert: name, telephone to tap, address, and where that is known from.
Component({
  properties: { contact: { type: Object, value: /** @type {Record<string, any>} */ ({}) }, plain: { type: Boolean, value: false } },
});
