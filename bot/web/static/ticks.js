// A question that takes several answers at once: its buttons are ticked, then sent together.

import { el } from "./dom.js";

// {fact, values} of a button that states a list of values, else null: such a button answers at once.
function stated(payload) {
  const [, json] = /^\/inform(\{.*\})$/.exec(payload) || [];
  if (!json) return null;
  const [fact, value] = Object.entries(JSON.parse(json))[0];
  const values = typeof value === "string" && value.startsWith("[") ? JSON.parse(value) : [];
  return values.length ? { fact, values } : null;
}

// The nodes of a question's buttons; `answer(title, body)` sends, `chip(button)` makes a button that answers at once.
export function ticks(buttons, answer, chip) {
  const picked = new Map();
  const done = el("button", { type: "button", class: "done", disabled: true, onclick: () => {
    const chosen = [...picked.values()];
    const values = [...new Set(chosen.flatMap((one) => one.values))];
    const payload = `/inform${JSON.stringify({ [chosen[0].fact]: JSON.stringify(values) })}`;
    answer(chosen.map((one) => one.title).join("、"), { payload });
  } }, "选好了");
  const nodes = buttons.map((button) => {
    const told = stated(button.payload || "");
    if (!told) return chip(button);
    const node = el("button", { type: "button", "aria-pressed": "false", onclick: () => {
      if (!picked.delete(button.title)) picked.set(button.title, { title: node.textContent, ...told });
      node.setAttribute("aria-pressed", String(picked.has(button.title)));
      done.toggleAttribute("disabled", picked.size === 0);
    } }, button.title);
    return node;
  });
  const last = nodes.findIndex((node) => !node.hasAttribute("aria-pressed"));
  nodes.splice(last < 0 ? nodes.length : last, 0, done);
  return nodes;
}
