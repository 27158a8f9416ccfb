// 有用 or 没用 under an answer, with a reason if the person likes. It travels beside the conversation and adds nothing to the log.

import { el } from "./dom.js";
import { send } from "./door.js";

const REASONS = ["没答到点子上", "看不明白", "信息不对或过时", "没有想要的"];

// Not under a question: there a word about usefulness could be taken for the answer. Not under a failure or a closed
// channel, which speak for themselves, nor after all was deleted.
export function canBeRated(messages) {
  const customs = messages.map((message) => message.custom || {});
  return customs.length > 0 && customs.every((one) => one.type !== "question" && !one.forget && !/^(error_|closed$)/.test(one.answer_status || ""));
}

// `about`: the id of the message that was answered; `rated()` is called once it arrived.
export function feedback(about, rated) {
  const row = el("div", { class: "feedback", role: "group", "aria-label": "这条回答有用吗", tabIndex: -1 });
  const ask = (words, ...choices) => {
    row.replaceChildren(el("span", {}, words), ...choices.map(([title, act]) => el("button", { type: "button", onclick: act }, title)));
    if (document.activeElement === document.body) row.focus({ preventScroll: true });
  };
  const tell = async (intent, reason) => {
    const payload = `/${intent}${JSON.stringify(reason ? { about, reason } : { about })}`;
    ask("正在发…");
    try {
      await send({ payload, message_id: `${about}-rated` }); // twice is counted once
      rated();
      ask("谢谢，收到了。");
    } catch {
      ask("没有发出去。", ["再试一次", () => tell(intent, reason)]);
    }
  };
  const why = () => ask("哪里不好？", ...REASONS.map((reason) => [reason, () => tell("feedback_negative", reason)]), ["不说了", () => tell("feedback_negative")]);
  ask("这条回答", ["有用", () => tell("feedback_positive")], ["没用", why]);
  return row;
}
