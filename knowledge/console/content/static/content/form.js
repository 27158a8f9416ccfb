/* The form of an entry: starts its choosers; in conditions offers only the operators and values that fit the chosen fact, and reads the whole back. */
(() => {
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const MANY = new Set(["in", "not_in", "has_any", "has_all", "has_none"]);
  const SEPARATOR = /[、,，;；]/;
  const QUIET_MS = 400;

  const inside = (leaf, name) => leaf.querySelector(`[name$="-value-${name}"]`);

  function offerOps(op, fact) {
    const fitting = facts[fact]?.ops ?? [];
    for (const option of op.options) {
      const fits = !option.value || fitting.includes(option.value);
      option.hidden = option.disabled = !fits;
    }
    if (op.value && !fitting.includes(op.value)) op.value = "";
  }

  function offerValues(value, fact, op) {
    let picks = value.parentElement.querySelector(".condition-picks");
    picks?.remove();
    const { choices = [], unit = "", hint = "" } = facts[fact] ?? {};
    value.placeholder = hint || (unit ? `单位：${unit}` : "");
    value.hidden = choices.length > 0;
    if (!choices.length) return;
    const many = MANY.has(op);
    const chosen = new Set(value.value.split(SEPARATOR).map((part) => part.trim()));
    picks = document.createElement("div");
    picks.className = "condition-picks";
    picks.setAttribute("role", "group");
    picks.setAttribute("aria-label", "值");
    for (const choice of choices) {
      const label = document.createElement("label");
      const box = document.createElement("input");
      box.type = many ? "checkbox" : "radio";
      box.name = many ? "" : `${value.name}-pick`;
      box.value = choice;
      box.checked = chosen.has(choice);
      box.addEventListener("change", () => {
        value.value = [...picks.querySelectorAll("input:checked")].map((one) => one.value).join("、");
        value.dispatchEvent(new Event("change", { bubbles: true }));
      });
      label.append(box, ` ${choice}`);
      picks.append(label);
    }
    const left = [...picks.querySelectorAll("input:checked")].map((one) => one.value).join("、");
    if (left !== value.value) value.value = left;
    value.after(picks);
  }

  function tend(leaf) {
    if (leaf.dataset.tended) return;
    const [fact, op, value] = ["fact", "op", "value"].map((name) => inside(leaf, name));
    if (!fact || !op || !value) return;
    leaf.dataset.tended = "yes";
    const refresh = () => {
      offerOps(op, fact.value);
      offerValues(value, fact.value, op.value);
    };
    fact.addEventListener("change", () => {
      value.value = "";
      refresh();
    });
    op.addEventListener("change", refresh);
    refresh();
  }

  function keepSentence() {
    const sentence = document.querySelector("[data-sentence-url]");
    const form = sentence?.closest("form");
    if (!form) return;
    let timer;
    const ask = async () => {
      const answer = await fetch(sentence.dataset.sentenceUrl, { method: "POST", body: new FormData(form) });
      if (answer.ok) sentence.textContent = await answer.text();
    };
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, QUIET_MS);
    };
    for (const kind of ["input", "change", "click"]) {
      form.addEventListener(kind, (event) => event.target.closest?.("[data-group='申请条件'], [data-contentpath='conditions']") && later());
    }
  }

  function startChoosers() {
    for (const place of document.querySelectorAll("[data-entry-chooser]")) {
      new window.SnippetChooser(place.dataset.entryChooser, JSON.parse(place.dataset.options));
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    startChoosers();
    const tendAll = () => document.querySelectorAll(".condition-leaf").forEach(tend);
    tendAll();
    new MutationObserver(tendAll).observe(document.body, { childList: true, subtree: true });
    keepSentence();
  });
})();
