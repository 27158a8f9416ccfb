// The conversation on this phone, oldest first, and the last plan; small enough for the phone's storage.
// Who did not agree that anything is kept has them until the mini-program is closed.

const session = require("./session");
const storage = require("./storage");

const MOST_ENTRIES = 60;
const MOST_CHARACTERS = 250000; // of JSON; Chinese takes 3 bytes each, and WeChat stores 1 MB under one name

/**
 * @typedef {{id: string, said: string, body: import("./conversation").Body | null, state: "sending" | "unsent" | "sent",
 *   problem?: string, retriable?: boolean}} Said
 * @typedef {{id: string, reply: import("./conversation").Message}} Heard
 * @typedef {Said | Heard} Entry
 */

/** @returns {Entry[]} */
function entries() {
  return storage.read("history") || [];
}

/**
 * @param {string} name
 * @param {any} value
 */
function store(name, value) {
  if (session.agreed() === true) storage.write(name, value);
  else storage.hold(name, value);
}

/** @param {Entry[]} all */
function keep(all) {
  const kept = all.slice(-MOST_ENTRIES);
  while (kept.length > 1 && JSON.stringify(kept).length > MOST_CHARACTERS) kept.shift();
  store("history", kept);
}

/** @param {Entry[]} more */
function add(...more) {
  keep([...entries(), ...more]);
  for (const entry of more) {
    if ("reply" in entry && entry.reply.custom.type === "plan") store("plan", entry.reply);
  }
}

/**
 * @param {string} id
 * @param {Partial<Said>} change
 */
function settle(id, change) {
  keep(entries().map((entry) => (entry.id === id && "said" in entry ? { ...entry, ...change } : entry)));
}

/** @returns {import("./conversation").Message | undefined} */
function plan() {
  return storage.read("plan");
}

/** Takes the conversation off the phone's storage when the person no longer agrees that it is kept. */
function choiceChanged() {
  for (const name of ["history", "plan"]) {
    const kept = storage.read(name);
    if (kept !== undefined) store(name, kept);
  }
}

function forget() {
  storage.remove("history");
  storage.remove("plan");
}

module.exports = { entries, add, settle, plan, choiceChanged, forget };
