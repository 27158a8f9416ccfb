// A phone on which the mini-program was never opened, for tests of pages, which share the services.

const storage = require("../../src/services/storage");

function newPhone() {
  wx.reset();
  for (const name of ["session", "consent", "history", "plan"]) storage.remove(name);
}

module.exports = { newPhone };
