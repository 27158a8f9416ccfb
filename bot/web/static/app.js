// The chat page: wires the composer, the log, the menu and the dialogs together.

import { bubble, view } from "./cards.js";
import { el } from "./dom.js";
import { Refused, send } from "./door.js";
import { kept } from "./kept.js";
import { ticks } from "./ticks.js";

const $ = (id) => document.getElementById(id);
const log = $("log"), words = $("words"), menu = $("menu"), menuButton = $("menu-button");
const MOST_ROWS = 5;

// --- the log -------------------------------------------------------------------------------------------------------

function show(node) {
  log.append(node);
  return node;
}

function showMine(entry) {
  const turn = show(el("div", { class: "turn me", id: `m-${entry.id}` }, el("div", { class: "bubble" }, entry.me)));
  if (entry.state !== "sent") offerRetry(turn, entry);
  return turn;
}

function showBot(message, last) {
  const turn = show(view(message));
  const buttons = message.buttons && message.buttons.length ? message.buttons : (message.custom || {}).buttons;
  if (last && buttons && buttons.length) turn.append(el("div", { class: "chips", role: "group", "aria-label": "可选的回答" }, choices(message, buttons)));
  return turn;
}

function choices(message, buttons) {
  return (message.custom || {}).several ? ticks(buttons, say, chip) : buttons.map(chip);
}

function chip(button) {
  const payload = button.payload || button.title;
  const body = payload.startsWith("/") ? { payload } : { text: payload };
  return el("button", { type: "button", onclick: () => say(body.text || button.title, body) }, button.title);
}

function offerRetry(turn, entry) {
  const retry = () => {
    tray.remove();
    deliver(entry);
  };
  const tray = el("div", { class: "undelivered", role: "alert" }, "没有发出去 ", el("button", { type: "button", onclick: retry }, "重试"));
  turn.append(tray);
}

function redraw() {
  for (const turn of log.querySelectorAll(".turn")) turn.remove();
  const history = kept.history;
  history.forEach((entry, place) => (entry.bot ? showBot(entry.bot, place === history.length - 1) : showMine(entry)));
  log.scrollTop = log.scrollHeight;
}

// Brings the start of an answer into sight: a long list is read from its top.
function reveal(node) {
  node.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

// --- sending -------------------------------------------------------------------------------------------------------

let waiting = false;

function messageId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(text, body = { text }) {
  if (waiting) return;
  const entry = { id: messageId(), me: text, body, state: "unsent" };
  kept.add(entry);
  for (const chips of log.querySelectorAll(".turn .chips")) chips.remove();
  showMine({ ...entry, state: "sent" });
  deliver(entry);
}

async function deliver(entry) {
  setWaiting(true);
  const dots = show(el("div", { class: "turn bot typing" }, bubble("", el("i"), el("i"), el("i"), el("span", { class: "sr" }, "正在查找"))));
  log.scrollTop = log.scrollHeight;
  try {
    const messages = await send({ ...entry.body, message_id: entry.id });
    dots.remove();
    receive(entry, messages);
  } catch (problem) {
    dots.remove();
    if (problem instanceof Refused) receive(entry, [{ text: problem.message, custom: { type: "notice", answer_status: "error_refused" } }]);
    else offerRetry($(`m-${entry.id}`), entry);
  } finally {
    setWaiting(false);
  }
}

function receive(entry, messages) {
  if (messages.some((message) => (message.custom || {}).forget)) {
    kept.forget();
    redraw();
  }
  kept.settle(entry.id, "sent");
  kept.add(...messages.map((bot) => ({ bot })));
  const turns = messages.map((message, place) => showBot(message, place === messages.length - 1));
  if (turns.length) reveal(turns[0]);
}

function setWaiting(value) {
  waiting = value;
  $("send").disabled = value;
  log.setAttribute("aria-busy", String(value));
}

// --- composer ------------------------------------------------------------------------------------------------------

function fit() {
  words.rows = 1;
  while (words.rows < MOST_ROWS && words.scrollHeight > words.clientHeight) words.rows += 1;
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = words.value.trim();
  if (!text || waiting) return words.focus();
  words.value = "";
  fit();
  say(text);
});

words.addEventListener("input", fit);
words.addEventListener("keydown", (event) => {
  const composing = event.isComposing || event.keyCode === 229; // 229: Safari ends a composition with Enter
  if (event.key === "Enter" && !event.shiftKey && !composing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});

// --- menu and dialogs ----------------------------------------------------------------------------------------------

function openMenu(open) {
  menu.hidden = !open;
  menuButton.setAttribute("aria-expanded", String(open));
  if (open) menu.querySelector("button").focus();
}

menuButton.addEventListener("click", () => openMenu(menu.hidden));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !menu.hidden) {
    openMenu(false);
    menuButton.focus();
  }
});

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-say],[data-fill],[data-ask],[data-close]");
  if (!menu.hidden && !event.target.closest(".menu")) openMenu(false);
  if (!target) return;
  openMenu(false);
  if (target.closest("dialog")) target.closest("dialog").close();
  if (target.dataset.say) say(target.dataset.say, target.dataset.payload && { payload: target.dataset.payload });
  if (target.dataset.ask) $(target.dataset.ask).showModal();
  if (target.dataset.fill) {
    words.value = target.dataset.fill;
    fit();
    words.focus();
  }
});

function decide(consent) {
  if (kept.consent !== consent) kept.token = null; // the token carries the choice
  kept.consent = consent;
  $("consent").close();
  if (matchMedia("(pointer: fine)").matches) words.focus(); // on a phone the keyboard would cover the examples
}

for (const button of $("consent").querySelectorAll("[data-consent]")) {
  button.addEventListener("click", () => decide(button.dataset.consent === "yes"));
}
$("consent").addEventListener("cancel", () => kept.consent === null && decide(false));

// --- start ---------------------------------------------------------------------------------------------------------

addEventListener("online", () => {
  const [retry] = log.querySelectorAll(".undelivered button");
  if (retry && !waiting) retry.click();
});
kept.onChangeElsewhere(redraw);
redraw();
if (kept.consent === null) $("consent").showModal();
