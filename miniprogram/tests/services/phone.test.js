const phone = require("../../src/services/phone");
const { settled } = require("../helpers/render");

beforeEach(() => wx.reset());

test("a number is dialled without its dashes", () => {
  phone.call("0755-2833 9213");
  expect(wx.calls).toEqual(["075528339213"]);
});

test("the clipboard is touched only after WeChat's privacy guideline was agreed to", async () => {
  wx.agreesToPrivacy = false;
  await phone.copy("https://www.szpsq.gov.cn/", "已复制");
  expect([wx.clipboard, wx.toasts]).toEqual(["", ["没有同意隐私指引，不能复制"]]);
  wx.agreesToPrivacy = true;
  await phone.copy("https://www.szpsq.gov.cn/", "已复制");
  await settled();
  expect([wx.clipboard, wx.toasts[1]]).toEqual(["https://www.szpsq.gov.cn/", "已复制"]);
});
