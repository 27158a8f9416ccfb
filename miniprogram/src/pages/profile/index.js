const conversation = require("../../services/conversation");
const session = require("../../services/session");
const { subscribe } = require("../../services/subscription");
const { profileLines } = require("../../utils/profile-lines");

/** @typedef {import("../../services/conversation").Message} Message */
/** @typedef {import("../../utils/profile-lines").Row} Row */

const NOTHING = -1; // no row is being corrected
const BUSY = "上一条消息还在路上，请稍等再试。";
const LOST = "没有发出去，请到“对话”里重试。";
const UNCHANGED = "这一项没有改过来。请到“对话”里换个说法，比如“想找的是股权融资，不是贷款”。";
const STILL_THERE = "以后说的不再记。已经记下的还在，要清掉请点“删除我的资料”。";
const NOT_PERMITTED = "没有授权订阅消息，不会给您发通知。想要的话再点一次并选“允许”。";

/** @param {string} text */
function notice(text) {
  return { text, custom: { type: "notice" }, buttons: [] };
}

// What is remembered: see, correct, delete. All of it is said to the advisor in the conversation's own messages.
Component({
  data: {
    rows: /** @type {Row[]} */ ([]),
    stage: "",
    tickets: /** @type {object[]} */ ([]),
    answer: /** @type {Message | null} */ (null),
    asks: false,
    correcting: NOTHING,
    correction: "",
    agreed: false,
    consentAgain: false,
    loaded: false,
    busy: false,
    problem: "",
  },
  pageLifetimes: {
    show() {
      this.setData({ answer: null });
      this.load();
    },
  },
  methods: {
    async load() {
      this.setData({ agreed: session.agreed() === true });
      if (session.agreed() === undefined || this.data.busy) return;
      this.setData({ busy: true, problem: "" });
      try {
        const messages = await conversation.ask({ payload: "/show_profile" });
        const profile = messages.find(({ custom }) => custom.type === "profile");
        if (profile) this.setData({ ...profileLines(profile), tickets: profile.custom.tickets || [], loaded: true });
        else this.setData({ answer: messages[0] || null });
      } catch (error) {
        this.setData({ problem: /** @type {Error} */ (error).message });
      }
      this.setData({ busy: false });
    },
    /**
     * @param {string} said
     * @param {import("../../services/conversation").Body} [body]
     */
    async say(said, body) {
      if (this.occupied()) return;
      this.setData({ busy: true });
      await this.answered(await conversation.say(said, body));
    },
    /** One message at a time; the person is told when another one is still under way. */
    occupied() {
      if (conversation.isWaiting()) this.setData({ answer: notice(BUSY), asks: false });
      return this.data.busy || conversation.isWaiting();
    },
    /** @param {Message[] | null} messages */
    async answered(messages) {
      const [first = null] = messages || [];
      const answer = messages ? first : notice(LOST);
      this.setData({ busy: false, answer, asks: Boolean(first && first.custom.type === "question"), correcting: NOTHING });
      if (messages) await this.load();
    },
    /** @param {WechatMiniprogram.TouchEvent} event */
    startCorrecting(event) {
      this.setData({ correcting: event.currentTarget.dataset.place, correction: "", answer: null });
    },
    stopCorrecting() {
      this.setData({ correcting: NOTHING });
    },
    /** @param {WechatMiniprogram.CustomEvent<{value: string}>} event */
    typeCorrection(event) {
      this.setData({ correction: event.detail.value });
    },
    async correct() {
      const row = this.data.rows[this.data.correcting];
      const now = this.data.correction.trim();
      if (!row || !now) return;
      await this.say(row.label ? `${row.label}改成${now}` : `更正：${now}`);
      const unchanged = this.data.rows.some(({ label, value }) => label === row.label && value === row.value);
      if (unchanged && !this.data.asks && !this.data.problem) this.setData({ answer: notice(UNCHANGED) });
    },
    /** @param {WechatMiniprogram.CustomEvent<import("../../services/conversation").Button>} event */
    goOn(event) {
      const { title, payload } = event.detail;
      this.say(title, payload.startsWith("/") ? { payload } : { text: payload });
    },
    async subscribe() {
      if (this.occupied()) return;
      const messages = await subscribe();
      if (messages === "refused") this.setData({ answer: notice(NOT_PERMITTED), asks: false });
      else await this.answered(messages);
    },
    restart() {
      this.say("重新开始", { payload: "/restart" });
    },
    confirmDelete() {
      wx.showModal({
        title: "删除我的资料？",
        content: "您说过的公司情况、没办完的预约和这里的对话都会清掉，不能恢复。",
        confirmText: "删除",
        cancelText: "先不删",
        success: ({ confirm }) => {
          if (confirm) this.say("删除我的资料", { payload: "/delete_profile" });
        },
      });
    },
    showConsent() {
      this.setData({ consentAgain: true });
    },
    consentChosen() {
      this.setData({ consentAgain: false, asks: false, answer: session.agreed() || !this.data.rows.length ? null : notice(STILL_THERE) });
      this.load();
    },
  },
});
