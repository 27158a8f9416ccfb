// WeChat's simulator brings a small `wx` of its own; what the mini-program calls is answered by ours.

require("miniprogram-simulate");
const { FakeWx } = require("./fake-wx");

global.wx = Object.assign(new FakeWx(), Object.fromEntries(Object.entries(global.wx).filter(([name]) => !(name in new FakeWx()))));
global.App = () => {};
global.getApp = () => ({});
