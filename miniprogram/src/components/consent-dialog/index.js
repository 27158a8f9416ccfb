const history = require("../../services/history");
const session = require("../../services/session");

// What is kept and how to delete it, before anything else; opens itself until the person has chosen.
// Event `chosen`.
Component({
  properties: { again: { type: Boolean, value: false } },
  data: { open: false },
  observers: {
    /** @param {boolean} again */
    again(again) {
      if (again) this.setData({ open: true });
    },
  },
  lifetimes: {
    attached() {
      this.show();
    },
  },
  pageLifetimes: {
    show() {
      this.show();
    },
  },
  methods: {
    show() {
      if (session.agreed() === undefined) this.setData({ open: true });
      else if (!this.data.again) this.setData({ open: false });
    },
    agree() {
      this.choose(true);
    },
    decline() {
      this.choose(false);
    },
    /** @param {boolean} consent */
    choose(consent) {
      session.choose(consent);
      history.choiceChanged();
      this.setData({ open: false });
      this.triggerEvent("chosen");
    },
    hold() {}, // the page below must not scroll
  },
});
