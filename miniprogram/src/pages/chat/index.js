const conversation = require("../../services/conversation");
const history = require("../../services/history");

/** @typedef {import("../../services/history").Entry} Entry */

const EXAMPLE_FIRM = "我们是做新能源电池材料的，成立两年，有5个发明专利，厂房租的，想贷300万";
const EXAMPLES = [
  { about: "问一项产品", said: "知识产权质押融资怎么办？" },
  { about: "看有哪些政策", said: "坪山有哪些贷款贴息？" },
  { about: "找窗口", said: "想找人当面咨询，找谁？" },
];

/** @type {WeakMap<object, () => void>} how to stop watching, by page */
const watching = new WeakMap();

/**
 * What to change on the page: only entries that differ, because every setData crosses to the other thread.
 * @param {Entry[]} drawn
 * @param {Entry[]} now
 * @returns {Record<string, any>}
 */
function changes(drawn, now) {
  if (now.length < drawn.length || drawn.some((entry, place) => entry.id !== now[place].id)) return { entries: now };
  /** @type {Record<string, any>} */
  const changed = {};
  now.forEach((entry, place) => {
    const old = drawn[place];
    if (!old || ("said" in entry && "said" in old && entry.state !== old.state)) changed[`entries[${place}]`] = entry;
  });
  return changed;
}

// The conversation.
Component({
  data: {
    entries: /** @type {Entry[]} */ ([]),
    last: /** @type {import("../../services/conversation").Message | null} */ (null),
    waiting: false,
    draft: "",
    toView: "",
    exampleFirm: EXAMPLE_FIRM,
    examples: EXAMPLES,
  },
  lifetimes: {
    attached() {
      watching.set(this, conversation.watch(() => this.draw()));
      this.draw();
    },
    detached() {
      const stop = watching.get(this);
      if (stop) stop();
    },
  },
  methods: {
    draw() {
      const drawn = this.data.entries;
      const now = history.entries();
      const waiting = conversation.isWaiting();
      const fresh = now.find((entry) => "reply" in entry && !drawn.some((old) => old.id === entry.id));
      this.setData({ ...changes(drawn, now), waiting, last: conversation.pending() || null });
      if (!drawn.length) this.setData({ toView: "end" });
      else if (fresh || waiting) this.setData({ toView: fresh ? `e-${fresh.id}` : "waiting" });
    },
    /** @param {WechatMiniprogram.CustomEvent<{value: string}>} event */
    type(event) {
      this.setData({ draft: event.detail.value });
    },
    send() {
      const words = this.data.draft.trim();
      if (!words || this.data.waiting) return;
      this.setData({ draft: "" });
      conversation.say(words);
    },
    fillExample() {
      this.setData({ draft: EXAMPLE_FIRM });
    },
    /** @param {WechatMiniprogram.TouchEvent} event */
    sayExample(event) {
      conversation.say(event.currentTarget.dataset.said);
    },
    /** @param {WechatMiniprogram.TouchEvent} event */
    retry(event) {
      conversation.retry(event.currentTarget.dataset.id);
    },
    /** @param {WechatMiniprogram.CustomEvent<import("../../services/conversation").Button>} event */
    answer(event) {
      const { title, payload } = event.detail;
      conversation.say(title, payload.startsWith("/") ? { payload } : { text: payload || title });
    },
    /** @param {WechatMiniprogram.CustomEvent<{text: string}>} event */
    giveContact(event) {
      conversation.say(event.detail.text);
    },
    onShareAppMessage() {
      return { title: "坪山科技金融顾问：说说公司情况，找对贷款、补贴和窗口", path: "/pages/chat/index" };
    },
  },
});
