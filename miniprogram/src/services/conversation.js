// Says things to the advisor and keeps what was said: one message at a time, each answered once however often it is sent.

const api = require("./api");
const history = require("./history");
const session = require("./session");
const { masked } = require("../utils/mask");

/**
 * @typedef {{title: string, payload: string}} Button
 * @typedef {{text: string, custom: Record<string, any>, buttons: Button[]}} Message
 * @typedef {{text: string} | {payload: string}} Body
 */

const LOST = "没有发出去。";
/** @type {Set<() => void>} */
const listeners = new Set();
/** @type {Map<string, Body>} bodies that must not be stored */
const unstored = new Map();
let waiting = false;

function messageId() {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
}

function changed() {
  for (const listener of listeners) listener();
}

/**
 * @param {() => void} listener called after every change
 * @returns {() => void} stops it
 */
function watch(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns {Message | undefined} the advisor's last message, if nothing was said since */
function pending() {
  const last = history.entries().slice(-1)[0];
  return last && "reply" in last ? last.reply : undefined;
}

/** A message that was under way when the mini-program was closed was not answered here. */
function recover() {
  for (const entry of history.entries()) {
    if ("said" in entry && entry.state === "sending") {
      history.settle(entry.id, { state: "unsent", problem: LOST, retriable: entry.body !== null });
    }
  }
}

/**
 * @param {Body} body
 * @param {string} id
 * @returns {Promise<Message[]>}
 */
async function exchange(body, id) {
  const token = await session.token();
  try {
    return await api.sendMessage(token, { ...body, message_id: id });
  } catch (error) {
    if (/** @type {any} */ (error).status !== 401) throw error;
    session.drop(token);
    return api.sendMessage(await session.token(), { ...body, message_id: id });
  }
}

/**
 * Asks without a trace in the conversation, for pages that show one thing.
 * @param {Body} body
 * @returns {Promise<Message[]>} rejects with a Problem
 */
function ask(body) {
  return exchange(body, messageId());
}

/** @param {Message[]} messages */
function receive(messages) {
  if (messages.some(({ custom }) => custom.forget)) {
    history.forget();
    session.drop();
    session.choose(false);
  }
  history.add(...messages.map((reply, place) => ({ id: `${messageId()}-${place}`, reply })));
}

/**
 * @param {string} id
 * @param {Body} body
 * @returns {Promise<Message[] | null>} null when it did not get through
 */
async function deliver(id, body) {
  waiting = true;
  changed();
  try {
    const messages = await exchange(body, id);
    unstored.delete(id);
    history.settle(id, { state: "sent", problem: "", body: null });
    receive(messages);
    return messages;
  } catch (error) {
    const { message, retriable } = /** @type {import("./problems").Problem} */ (error);
    history.settle(id, { state: "unsent", problem: message, retriable: Boolean(retriable) });
    return null;
  } finally {
    waiting = false;
    changed();
  }
}

/**
 * @param {string} said what the conversation shows
 * @param {Body} [body] what is sent, if it is not the words
 * @returns {Promise<Message[] | null>} null when it did not get through, or another message is under way
 */
async function say(said, body = { text: said }) {
  if (waiting) return null;
  const asked = pending();
  const shown = masked(said, Boolean(asked && asked.custom.fact === "ticket_contact"));
  const id = messageId();
  if (shown !== said) unstored.set(id, body);
  history.add({ id, said: shown, body: shown === said ? body : null, state: "sending" });
  return deliver(id, body);
}

/**
 * @param {string} id of a message that did not get through
 * @returns {Promise<Message[] | null>}
 */
async function retry(id) {
  const entry = history.entries().find((one) => one.id === id);
  if (waiting || !entry || !("said" in entry) || entry.state !== "unsent") return null;
  const body = entry.body || unstored.get(id);
  if (!body) return null;
  history.settle(id, { state: "sending", problem: "" });
  return deliver(id, body);
}

/** Sends the last message that got lost again, once there is a network. */
function retryLost() {
  const lost = history.entries().filter((entry) => "said" in entry && entry.state === "unsent" && entry.retriable);
  const last = lost[lost.length - 1];
  return last ? retry(last.id) : Promise.resolve(null);
}

module.exports = { say, ask, retry, retryLost, recover, pending, watch, isWaiting: () => waiting };
