const conversation = require("../../services/conversation");
const { openWord } = require("../../services/documents");
const history = require("../../services/history");
const phone = require("../../services/phone");

const HORIZONS = [
  { name: "now", title: "现在可办" },
  { name: "next", title: "3-6个月准备" },
  { name: "later", title: "12个月目标" },
];
const WORD_PATH = /^plan\/[\w.-]+$/;

// The plan as it was last made; making one is a message of the conversation.
Component({
  data: {
    plan: /** @type {Record<string, any> | null} */ (null),
    answer: /** @type {import("../../services/conversation").Message | null} */ (null),
    horizons: HORIZONS,
    busy: false,
    problem: "",
  },
  lifetimes: {
    attached() {
      this.load();
    },
  },
  pageLifetimes: {
    show() {
      this.load();
    },
  },
  methods: {
    load() {
      const message = history.plan();
      this.setData({ plan: message ? message.custom : null });
    },
    async make() {
      if (this.data.busy) return;
      this.setData({ busy: true, problem: "", answer: null });
      const messages = await conversation.say("给我一份方案", { payload: '/seek_recommendation{"view": "plan"}' });
      const made = messages && messages.some(({ custom }) => custom.type === "plan");
      const answer = messages && !made ? messages[messages.length - 1] : null;
      this.setData({ busy: false, answer, problem: messages ? "" : "没有排成，请到“对话”里看看，或者再试一次。" });
      this.load();
    },
    /** @param {WechatMiniprogram.CustomEvent<import("../../services/conversation").Button>} event */
    goOn(event) {
      const { title, payload } = event.detail;
      conversation.say(title, payload.startsWith("/") ? { payload } : { text: payload });
      wx.switchTab({ url: "/pages/chat/index" });
    },
    copyPage() {
      return phone.copy(this.data.plan && this.data.plan.url, "网址已复制，请到浏览器打开");
    },
    async openWord() {
      const path = this.data.plan && this.data.plan.path;
      if (!WORD_PATH.test(path || "")) return;
      try {
        await openWord(`${path}.docx`);
      } catch {
        wx.showToast({ title: "没能打开，请再试一次", icon: "none" });
      }
    },
  },
});
