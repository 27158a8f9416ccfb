// What this phone remembers between visits; memory only where the phone's storage is full.

const PREFIX = "advisor.";
/** @type {Map<string, any>} */
const memory = new Map();

/**
 * @param {string} name
 * @returns {any} undefined when nothing is stored
 */
function read(name) {
  if (memory.has(name)) return memory.get(name);
  const stored = wx.getStorageSync(PREFIX + name); // "" when there is none
  if (stored !== "") memory.set(name, stored);
  return memory.get(name);
}

/**
 * @param {string} name
 * @param {any} value
 */
function write(name, value) {
  memory.set(name, value);
  try {
    wx.setStorageSync(PREFIX + name, value);
  } catch {
    // Full: the conversation lives as long as the mini-program is open.
  }
}

/**
 * Keeps a value until the mini-program is closed, and no longer.
 * @param {string} name
 * @param {any} value
 */
function hold(name, value) {
  wx.removeStorageSync(PREFIX + name);
  memory.set(name, value);
}

/** @param {string} name */
function remove(name) {
  memory.delete(name);
  wx.removeStorageSync(PREFIX + name);
}

module.exports = { read, write, hold, remove };
