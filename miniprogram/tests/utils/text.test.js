const { masked } = require("../../src/utils/mask");
const { profileLines } = require("../../src/utils/profile-lines");
const { afterList, beforeList, blocks, phoneParts } = require("../../src/utils/text");
const { stated, together } = require("../../src/utils/ticks");
const { recorded } = require("../helpers/advisor");

test("lines with a point become one list between paragraphs", () => {
  expect(blocks("记下了：\n· 一\n· 二\n\n就这些。")).toEqual([
    { text: "记下了：", items: [] },
    { text: "", items: ["一", "二"] },
    { text: "就这些。", items: [] },
  ]);
});

test("every number can be dialled, extensions and words stay words", () => {
  const numbers = (text) => phoneParts(text).filter((part) => part.number).map((part) => part.text);
  expect(numbers("0755-28339213、12345转2")).toEqual(["0755-28339213", "12345"]);
  expect(numbers("微信公众号")).toEqual([]);
  expect(phoneParts("0755-28339213 转 2").map((part) => part.text).join("")).toBe("0755-28339213 转 2");
});

test("the lead and the end of a recommendation are kept, the items are left to their cards", () => {
  const [{ text, custom }] = recorded("recommendation");
  expect(beforeList(text)).toMatch(/可以先看这\d+项/);
  expect(beforeList(text)).not.toContain(custom.items[0].benefit);
  expect(afterList(text)).toContain("以办理机构审核为准");
  expect(afterList(text)).not.toContain(custom.items[custom.items.length - 1].title);
});

test("ticked buttons say together what each says alone", () => {
  const [{ buttons }] = recorded("several");
  const ticked = buttons.filter(({ payload }) => stated(payload)).slice(0, 2);
  const { title, payload } = together(ticked);
  expect(title).toBe(`${ticked[0].title}、${ticked[1].title}`);
  const { fact, values } = stated(payload);
  expect([fact, values]).toEqual(["certifications", ticked.flatMap((button) => stated(button.payload).values)]);
  expect(buttons.map((button) => stated(button.payload)).filter((told) => told === null).length).toBeGreaterThan(0);
});

test.each([
  ["王女士，13800138000", "王女士，138****"],
  ["王女士 138-0013-8000", "王女士 138****"],
  ["电话0755-28339213", "电话0755-28339213"],
  ["想贷3000000元", "想贷3000000元"],
])("a mobile number is never kept readable: %s", (said, shown) => {
  expect(masked(said, false)).toBe(shown);
});

test.each(["李总 0755-28339213", "微信wang_2026", "+852 5123 4567", "wxid_9f8e7d"])("asked for a contact, any kind is kept unreadable: %s", (said) => {
  const [secret] = said.match(/[\w+-][\w +-]*$/);
  expect(masked(said, true)).not.toContain(secret);
  expect(masked(said, true)).toContain("****");
});

test("a profile becomes rows to correct, its tickets and stage are no facts", () => {
  const [profile] = recorded("profile");
  const { rows, stage } = profileLines(profile);
  expect(rows).toContainEqual({ label: "注册地", value: "坪山区" });
  expect(rows).toContainEqual({ label: "", value: "没有逾期或失信" });
  expect(rows).toHaveLength(Object.keys(profile.custom.facts).length);
  expect(stage).toMatch(/^发展阶段：/);
  expect(profileLines(recorded("profile-empty")[0])).toEqual({ rows: [], stage: "" });
  expect(profileLines(recorded("profile-ticket")[0]).rows).toEqual([]);
});
