const conversation = require("../../services/conversation");
const history = require("../../services/history");

const TOPICS = ["贷款", "贷款贴息", "知识产权质押", "补贴申报", "股权融资", "上市辅导"];

/** @typedef {import("../../services/conversation").Message} Message */

// 预约咨询: a form in front of the ticket conversation; the advisor decides what it asks and when the ticket is filed.
Component({
  data: {
    topic: "",
    topics: TOPICS,
    answers: /** @type {Message[]} */ ([]),
    last: /** @type {Message | null} */ (null),
    waiting: false,
    problem: "",
    lost: "",
  },
  pageLifetimes: {
    /** A booking that was begun in the conversation goes on here; what was answered elsewhere is not offered again. */
    show() {
      const pending = conversation.pending() || null;
      const same = pending && this.data.last && pending.text === this.data.last.text;
      if (same) return;
      const asked = pending && String(pending.custom.fact || "").startsWith("ticket_") ? pending : null;
      this.setData({ answers: asked ? [asked] : [], last: asked, problem: "", lost: "" });
    },
  },
  methods: {
    /** @param {WechatMiniprogram.CustomEvent<{value: string}>} event */
    typeTopic(event) {
      this.setData({ topic: event.detail.value });
    },
    /** @param {WechatMiniprogram.TouchEvent} event */
    pickTopic(event) {
      this.setData({ topic: event.currentTarget.dataset.topic });
    },
    start() {
      const topic = this.data.topic.trim();
      if (topic) return this.say(`帮我预约，想咨询${topic}`);
      return this.say("预约咨询", { payload: '/ask_expert{"book": true}' });
    },
    showMine() {
      return this.say("我的预约到哪了");
    },
    /** @param {WechatMiniprogram.CustomEvent<import("../../services/conversation").Button>} event */
    answer(event) {
      const { title, payload } = event.detail;
      return this.say(title, payload.startsWith("/") ? { payload } : { text: payload });
    },
    /** @param {WechatMiniprogram.CustomEvent<{text: string}>} event */
    giveContact(event) {
      return this.say(event.detail.text);
    },
    retry() {
      const { lost } = this.data;
      return this.exchange(() => conversation.retry(lost));
    },
    /**
     * @param {string} said
     * @param {import("../../services/conversation").Body} [body]
     */
    say(said, body) {
      return this.exchange(() => conversation.say(said, body));
    },
    /** @param {() => Promise<Message[] | null>} speak */
    async exchange(speak) {
      if (this.data.waiting || conversation.isWaiting()) return;
      this.setData({ waiting: true, problem: "", lost: "" });
      const answers = await speak();
      if (answers) this.setData({ answers, last: answers[answers.length - 1] || null, waiting: false });
      else this.setData({ waiting: false, ...this.failure() });
    },
    failure() {
      const entry = history.entries().slice(-1)[0];
      if (!entry || !("said" in entry)) return { problem: "没有发出去，请再试一次。", lost: "" };
      return { problem: entry.problem || "", lost: entry.retriable ? entry.id : "" };
    },
  },
});
