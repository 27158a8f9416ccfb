// Renders pages and components with WeChat's simulator and its own compiler, and taps what a person would tap.

const path = require("path");
const exparser = require("miniprogram-exparser");
const simulate = require("miniprogram-simulate");
const utils = require("miniprogram-simulate/src/utils");

const rootPath = path.join(__dirname, "../../src");

// The simulator runs a component's file again for every load. Jest runs a module once, so its definition is kept and registered again.
const definitions = new Map();
utils.runJs = (file) => {
  if (!definitions.has(file)) {
    const register = global.Component;
    global.Component = (options) => definitions.set(file, options);
    require(file);
    global.Component = register;
  }
  global.Component(definitions.get(file));
};

const opened = [];

/** A rendered page or component, attached to the document and, if it is a page, shown. */
function render(place, properties) {
  const id = simulate.load(path.join(rootPath, place, "index"), place.split("/")[1], { rootPath });
  const component = simulate.render(id, properties);
  const parent = document.createElement("div");
  document.body.append(parent);
  component.attach(parent);
  component.triggerPageLifeTime("show");
  opened.push(component);
  return component;
}

/** Leaves every page. */
function close() {
  for (const component of opened.splice(0)) component.detach();
  document.body.replaceChildren();
}

/** Types into the field, as WeChat reports it. */
function type(field, value) {
  fire(field, "input", { value, cursor: value.length, keyCode: 0 });
}

/** Lets callbacks of `wx`, which come later, and what follows from them happen. */
async function settled() {
  for (let turn = 0; turn < 12; turn += 1) await simulate.sleep(0);
}

const words = (component) => component.dom.textContent;
const all = (component, selector) => Array.from(component.dom.querySelectorAll(selector));

/** The innermost element that shows exactly this. */
function showing(component, text) {
  const found = all(component, "*").filter((node) => node.textContent.replace(/[☐☑]/g, "").trim() === text);
  if (!found.length) throw new Error(`nothing shows ${text}`);
  return found[found.length - 1];
}

function fire(node, name, detail = {}) {
  let element = node;
  while (!element.__wxElement) element = element.parentElement;
  const traits = { bubbles: true, capturePhase: true, composed: true };
  exparser.Event.dispatchEvent(element.__wxElement, exparser.Event.create(name, detail, traits));
}

const tap = (component, text) => fire(showing(component, text), "tap");

/** Unfolds everything that is folded, and what was folded within. */
function unfold(component) {
  const folded = all(component, ".fold--fold-head").filter((head) => head.nextSibling === null);
  for (const head of folded) fire(head, "tap");
  if (folded.length) unfold(component);
}

module.exports = { all, close, fire, render, rootPath, settled, showing, tap, type, unfold, words };
