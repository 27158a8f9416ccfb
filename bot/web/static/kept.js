// What this browser remembers between visits; memory only where storage is blocked (some WebViews and iframes).

const PREFIX = "advisor.";
const MOST_ENTRIES = 200;
const memory = new Map();

function read(name) {
  try {
    const stored = localStorage.getItem(PREFIX + name);
    return stored === null ? memory.get(name) ?? null : JSON.parse(stored);
  } catch {
    return memory.get(name) ?? null;
  }
}

function write(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage is blocked or full: the conversation lives as long as the page.
  }
}

export const kept = {
  get token() { return read("token"); },
  set token(value) { write("token", value); },
  get consent() { return read("consent"); },
  set consent(value) { write("consent", value); },
  // Entries: {id, me: text, body, state} for the person, {bot: message} for the advisor, oldest first.
  get history() { return read("history") || []; },
  add(...entries) { write("history", [...this.history, ...entries].slice(-MOST_ENTRIES)); },
  settle(id, state) { write("history", this.history.map((entry) => (entry.id === id ? { ...entry, state } : entry))); },
  forget() {
    write("history", []);
    write("token", null);
    write("consent", false);
  },
  onChangeElsewhere(act) {
    addEventListener("storage", (event) => event.key === `${PREFIX}history` && act());
  },
};
