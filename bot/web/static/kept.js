// What this browser remembers between visits; memory only where storage is blocked (some WebViews and iframes).

const PREFIX = "advisor.";
const MOST_ENTRIES = 200;
const FEWEST_ENTRIES = 20;
const memory = new Map();

function read(name) {
  try {
    const stored = localStorage.getItem(PREFIX + name);
    return stored === null ? memory.get(name) ?? null : JSON.parse(stored);
  } catch {
    return memory.get(name) ?? null;
  }
}

// False when it is kept for as long as the page lives only: storage is blocked, or full.
function write(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
    return true;
  } catch {
    try {
      localStorage.removeItem(PREFIX + name); // an old value must not hide the new one
    } catch {
      // Blocked: there is none.
    }
    return false;
  }
}

function writeHistory(entries) {
  let kept = entries.slice(-MOST_ENTRIES);
  while (!write("history", kept) && kept.length > FEWEST_ENTRIES) kept = kept.slice(kept.length / 2);
  memory.set("history", entries.slice(-MOST_ENTRIES));
}

// Whether what is kept outlives this page.
function lasts() {
  try {
    localStorage.setItem(`${PREFIX}probe`, "1");
    localStorage.removeItem(`${PREFIX}probe`);
    return true;
  } catch {
    return false;
  }
}

export const kept = {
  lasts: lasts(),
  get token() { return read("token"); },
  set token(value) { write("token", value); },
  get consent() { return read("consent"); },
  set consent(value) { write("consent", value); },
  // Entries, oldest first: {id, me: text, body, state: sending | sent | unsent} for the person, {bot: message} for the advisor.
  get history() { return read("history") || []; },
  add(...entries) { writeHistory([...this.history, ...entries]); },
  settle(id, state) { writeHistory(this.history.map((entry) => (entry.id === id ? { ...entry, state } : entry))); },
  rate(id) { writeHistory(this.history.map((entry) => (entry.id === id ? { ...entry, rated: true } : entry))); },
  // Those still without an answer.
  get open() { return this.history.filter((entry) => entry.me && entry.state !== "sent"); },
  forget() {
    write("history", []);
    write("token", null);
    write("consent", false);
  },
  // `act(name)` when another tab changed what is kept.
  onChangeElsewhere(act) {
    addEventListener("storage", (event) => (event.key || "").startsWith(PREFIX) && act(event.key.slice(PREFIX.length)));
  },
};
