const { stated, together } = require("../../utils/ticks");

// The buttons under a message. Where several answers may hold, those that state a value are ticked and sent together.
// Event `answer`: {title, payload}.
Component({
  properties: {
    buttons: { type: Array, value: /** @type {import("../../services/conversation").Button[]} */ ([]) },
    several: { type: Boolean, value: false },
  },
  data: {
    chips: /** @type {{title: string, payload: string, several: boolean, ticked: boolean}[]} */ ([]),
    ticking: false,
    tickedCount: 0,
  },
  observers: {
    /**
     * @param {import("../../services/conversation").Button[]} buttons
     * @param {boolean} several
     */
    "buttons, several"(buttons, several) {
      const chips = (buttons || []).map((button) => ({ ...button, several: several && stated(button.payload) !== null, ticked: false }));
      this.setData({ chips, ticking: chips.some((chip) => chip.several), tickedCount: 0 });
    },
  },
  methods: {
    /** @param {WechatMiniprogram.TouchEvent} event */
    tap(event) {
      const { place } = event.currentTarget.dataset;
      const { title, payload, several, ticked } = this.data.chips[place];
      if (!several) {
        this.triggerEvent("answer", { title, payload });
        return;
      }
      this.setData({ [`chips[${place}].ticked`]: !ticked, tickedCount: this.data.tickedCount + (ticked ? -1 : 1) });
    },
    done() {
      const ticked = this.data.chips.filter((chip) => chip.ticked);
      if (ticked.length) this.triggerEvent("answer", together(ticked));
    },
  },
});
