// What the developer tool would complain about, as far as it can be seen without the tool.

const fs = require("fs");
const path = require("path");
const compiler = require("miniprogram-compiler");
const { Advisor, recorded } = require("./helpers/advisor");
const { newPhone } = require("./helpers/phone");
const { all, close, render, rootPath, settled, unfold } = require("./helpers/render");

const app = require("../src/app.json");
const places = fs.readdirSync(path.join(rootPath, "components")).map((name) => `components/${name}`).concat(app.pages.map(path.dirname));
const read = (place, kind) => fs.readFileSync(path.join(rootPath, place, `index.${kind}`), "utf8");
const tags = (wxml) => new Set(Array.from(wxml.matchAll(/<([a-z][\w-]*)/g), ([, tag]) => tag));
const NATIVE = new Set(["block", "page-meta", "scroll-view", "slot", "text", "textarea", "view"]);

/** Every file of ours under src. */
function ourFiles(folder = rootPath) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === "miniprogram_npm") return [];
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? ourFiles(file) : [file];
  });
}

const sources = ourFiles().filter((file) => !file.endsWith(".png"));

beforeEach(newPhone);
afterEach(close);

test.each(places)("%s: all four files, its components declared, there and used", (place) => {
  const { usingComponents } = JSON.parse(read(place, "json"));
  const used = tags(read(place, "wxml"));
  for (const [tag, where] of Object.entries(usingComponents)) {
    expect(fs.existsSync(path.join(rootPath, `${where}.json`))).toBe(true);
    expect(used).toContain(tag);
  }
  for (const tag of used) expect([...NATIVE, ...Object.keys(usingComponents)]).toContain(tag);
  expect(read(place, "js")).toContain("Component({");
});

test.each(places)("%s: every event has its handler", (place) => {
  const handlers = Array.from(read(place, "wxml").matchAll(/(?:bind|catch):?\w+="(\w+)"/g), ([, name]) => name);
  for (const name of handlers) expect(read(place, "js")).toMatch(new RegExp(`^    (async )?${name}\\(`, "m"));
});

test("WeChat's own compilers take every template and every style sheet", () => {
  const list = (kind) => sources.filter((file) => file.endsWith(kind)).map((file) => path.relative(rootPath, file));
  const templates = compiler.wxmlToJs(rootPath, { wxmlList: list(".wxml") });
  expect(list(".wxml").filter((file) => !templates.includes(file))).toEqual([]);
  for (const file of list(".wxss")) expect(() => compiler.wxssToJs(rootPath, { wxssList: [file] })).not.toThrow();
});

test("both themes name every colour that the app asks for", () => {
  const { light, dark } = require("../src/theme.json");
  const asked = JSON.stringify(app).match(/(?<="@)\w+/g);
  expect(Object.keys(light).sort()).toEqual([...new Set(asked)].sort());
  expect(Object.keys(dark).sort()).toEqual(Object.keys(light).sort());
});

test("tab icons are there and within 40 kB", () => {
  for (const { iconPath, selectedIconPath } of app.tabBar.list) {
    for (const icon of [iconPath, selectedIconPath]) expect(fs.statSync(path.join(rootPath, icon)).size).toBeLessThan(40 * 1024);
  }
});

test("one file holds addresses, and no request is made outside the services", () => {
  const holding = (words) => sources.filter((file) => words.test(fs.readFileSync(file, "utf8"))).map((file) => path.relative(rootPath, file));
  expect(holding(/https?:\/\/\w/)).toEqual(["config.js"]);
  expect(holding(/wx\.(request|downloadFile|uploadFile|connectSocket)\(/).sort()).toEqual(["services/api.js", "services/documents.js"]);
});

test("no page shows an icon of the component library: their font comes from a third party", async () => {
  new Advisor(({ payload }) => recorded(payload === "/show_profile" ? "profile-ticket" : "plan"));
  const session = require("../src/services/session");
  for (const place of app.pages.map(path.dirname)) {
    session.choose(true);
    const page = render(place);
    await settled();
    unfold(page);
    expect(all(page, "[class*=t-icon]")).toHaveLength(0);
  }
});

test("older iPhones can read every pattern: none looks behind", () => {
  for (const file of sources.filter((one) => one.endsWith(".js"))) expect(fs.readFileSync(file, "utf8")).not.toMatch(/\(\?<[=!]/);
});

test("no secret and no real app id is kept", () => {
  const project = fs.readFileSync(path.join(rootPath, "../project.config.json"), "utf8");
  expect(JSON.parse(project).appid).toBe("touristappid");
  for (const file of sources) expect(fs.readFileSync(file, "utf8")).not.toMatch(/wx[0-9a-f]{16}|secret/i);
});
