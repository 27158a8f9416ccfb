// The chat page: wires the composer, the log, the menu and the dialogs together.

import { bubble, view } from "./cards.js";
import "./display.js";
import { el } from "./dom.js";
import { Refused, send, Unreachable } from "./door.js";
import { canBeRated, feedback } from "./feedback.js";
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
  show(el("div", { class: "turn me", id: `m-${entry.id}` }, el("div", { class: "bubble" }, entry.me)));
  if (entry.state === "unsent") offerRetry(entry);
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
  return el("button", { type: "button", onclick: (event) => say(event.currentTarget.textContent, body) }, button.title);
}

function offerRetry(entry, problem) {
  const words = problem ? `没有发出去：${problem}。` : "没有发出去。";
  const turn = $(`m-${entry.id}`);
  if (!turn || turn.querySelector(".undelivered")) return;
  const retry = el("button", { type: "button", onclick: () => deliver(entry) }, "重试");
  turn.append(el("div", { class: "undelivered", role: "alert" }, words, retry));
}

// Under the answer to the message `id`, which is the newest.
function offerFeedback(id, messages) {
  const turns = log.querySelectorAll(".turn.bot");
  if (canBeRated(messages)) turns[turns.length - 1].append(feedback(id, () => kept.rate(id)));
}

function redraw() {
  stale = false;
  log.setAttribute("aria-live", "off"); // what was said before is not read out again
  for (const turn of log.querySelectorAll(".turn")) turn.remove();
  const history = kept.history;
  history.forEach((entry, place) => (entry.bot ? showBot(entry.bot, place === history.length - 1) : showMine(entry)));
  const place = history.map((entry) => Boolean(entry.me)).lastIndexOf(true);
  if (place >= 0 && !history[place].rated) offerFeedback(history[place].id, history.slice(place + 1).map((entry) => entry.bot));
  log.scrollTop = log.scrollHeight;
  requestAnimationFrame(() => log.setAttribute("aria-live", "polite"));
}

// Brings the start of an answer into sight: a long list is read from its top.
function reveal(node) {
  node.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

// --- sending -------------------------------------------------------------------------------------------------------

const SLOW_MS = 4000;
let waiting = false;
let stale = false; // another tab said something while this one waited

function messageId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(text, body = { text }) {
  if (waiting) return;
  const entry = { id: messageId(), me: text, body, state: "sending" };
  kept.add(entry);
  for (const chips of log.querySelectorAll(".turn .chips, .turn .feedback")) chips.remove();
  showMine(entry);
  deliver(entry);
}

// One delivery at a time in all tabs, so that two tabs never send the same unfinished message side by side.
async function alone(act) {
  const locks = navigator.locks && (await navigator.locks.query().catch(() => null)) ? navigator.locks : null;
  return locks ? locks.request("advisor.turn", act) : act();
}

// Whether the message is answered now.
async function deliver(entry) {
  if (waiting) return false;
  setWaiting(true);
  const tray = log.querySelector(`#m-${entry.id} .undelivered`);
  if (tray) tray.remove();
  const dots = show(el("div", { class: "turn bot typing" }, bubble("", el("i"), el("i"), el("i"), el("span", { class: "sr" }, "正在查找"))));
  const slow = setTimeout(() => dots.firstChild.append(el("span", {}, "还在查，请稍等")), SLOW_MS);
  log.scrollTop = log.scrollHeight;
  try {
    await alone(async () => {
      if (kept.open.some((one) => one.id === entry.id)) receive(entry, await answerTo(entry), dots);
    });
    return true;
  } catch (problem) {
    if (!(problem instanceof Unreachable)) throw problem;
    kept.settle(entry.id, "unsent");
    offerRetry(entry, problem.message);
    return false;
  } finally {
    clearTimeout(slow);
    dots.remove();
    setWaiting(false);
  }
}

async function answerTo(entry) {
  try {
    return await send({ ...entry.body, message_id: entry.id });
  } catch (problem) {
    if (problem instanceof Refused) return [{ text: problem.message, custom: { type: "notice", answer_status: "error_refused" } }];
    throw problem;
  }
}

function receive(entry, messages, dots) {
  dots.remove();
  if (messages.some((message) => (message.custom || {}).forget)) {
    kept.forget();
    redraw();
  }
  kept.settle(entry.id, "sent");
  kept.add(...messages.map((bot) => ({ bot })));
  const turns = messages.map((message, place) => showBot(message, place === messages.length - 1));
  if (!turns.length) return;
  offerFeedback(entry.id, messages);
  reveal(turns[0]);
  if (document.activeElement === document.body) turns[0].focus({ preventScroll: true }); // the tapped button is gone: Tab goes on here
}

// Sends what had no answer yet, oldest first; the same message twice is answered once.
async function resend() {
  for (const entry of kept.open) if (!(await deliver(entry))) return;
}

function setWaiting(value) {
  waiting = value;
  if (!waiting && stale) redraw();
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
addEventListener("resize", fit);
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

// Old WebViews know no modal dialogs.
const openDialog = (dialog) => (dialog.showModal ? dialog.showModal() : dialog.setAttribute("open", ""));
const closeDialog = (dialog) => (dialog.close ? dialog.close() : dialog.removeAttribute("open"));

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-say],[data-fill],[data-ask],[data-close]");
  if (!menu.hidden && !event.target.closest(".menu")) openMenu(false);
  if (!target) return;
  openMenu(false);
  if (target.closest("dialog")) closeDialog(target.closest("dialog"));
  if (target.dataset.say) say(target.dataset.say, target.dataset.payload && { payload: target.dataset.payload });
  if (target.dataset.ask) openDialog($(target.dataset.ask));
  if (target.dataset.fill) {
    words.value = target.dataset.fill;
    fit();
    words.focus();
  }
});

function decide(consent) {
  if (kept.consent !== consent) kept.token = null; // the token carries the choice
  kept.consent = consent;
  closeDialog($("consent"));
  if (matchMedia("(pointer: fine)").matches) words.focus(); // on a phone the keyboard would cover the examples
}

for (const button of $("consent").querySelectorAll("[data-consent]")) {
  button.addEventListener("click", () => decide(button.dataset.consent === "yes"));
}
$("consent").addEventListener("cancel", () => kept.consent === null && decide(false));

// --- start ---------------------------------------------------------------------------------------------------------

const showNetwork = () => ($("offline").hidden = navigator.onLine !== false);
addEventListener("offline", showNetwork);
addEventListener("online", () => {
  showNetwork();
  resend();
});

kept.onChangeElsewhere((name) => {
  if (name === "history" && waiting) stale = true;
  else if (name === "history") redraw();
  if (name === "consent" && kept.consent !== null) closeDialog($("consent"));
});

showNetwork();
$("fleeting").hidden = kept.lasts;
redraw();
if (kept.consent === null) openDialog($("consent"));
else resend(); // the page was left, or reloaded, before an answer came
