// Beside each field its passage: focusing a field marks the words that it was read from and brings them into view.
(() => {
  const form = document.querySelector(".fields");
  if (!form) return;
  const text = document.querySelector(".side-by-side .text");
  const rows = [...form.querySelectorAll(".row:not(.plain)")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const stateOf = (row) => row.querySelector(".decide input:checked")?.value || "";

  function count() {
    const states = rows.map(stateOf);
    rows.forEach((row, place) => {
      row.classList.toggle("taken", states[place] === "take");
      row.classList.toggle("dropped", states[place] === "drop");
    });
    form.querySelector("[data-all]").textContent = rows.length;
    form.querySelector("[data-done]").textContent = states.filter(Boolean).length;
    form.querySelector("[data-taken]").textContent = states.filter((state) => state === "take").length;
  }

  function show(key) {
    let first = null;
    for (const mark of text.querySelectorAll("mark")) {
      const focused = Boolean(key) && mark.dataset.keys.split(" ").includes(key);
      mark.classList.toggle("focused", focused);
      if (focused && !first) first = mark;
    }
    if (!first) return;
    const place = first.getBoundingClientRect().top - text.getBoundingClientRect().top + text.scrollTop;
    text.scrollTo({ top: place - text.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  }

  function decide(row, state) {
    const radio = row.querySelector(`.decide input[value="${state}"]`);
    if (radio) radio.checked = true;
    count();
  }

  function fill(row, texts) {
    const boxes = [...row.querySelectorAll('.options input[type="checkbox"]')];
    if (boxes.length) {
      for (const box of boxes) box.checked = texts.includes(box.value);
      return;
    }
    row.querySelector('[name^="value:"]').value = texts[0] || "";
  }

  form.addEventListener("focusin", (event) => show(event.target.closest(".row")?.dataset.key));
  form.addEventListener("click", (event) => {
    const other = event.target.closest(".other");
    const row = event.target.closest(".row");
    if (row) show(row.dataset.key);
    if (!other) return;
    fill(row, JSON.parse(other.dataset.texts));
    row.dataset.key = other.dataset.key;
    const note = row.querySelector("[data-note]");
    if (note) note.textContent = other.title;
    show(other.dataset.key);
    decide(row, "take");
  });
  form.addEventListener("input", (event) => {
    if (event.target.matches('[name^="value:"], [name^="text:"], [name^="typed:"]')) {
      decide(event.target.closest(".row"), "take");
    }
  });
  form.addEventListener("change", count);
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (!mark) return;
    const keys = mark.dataset.keys.split(" ");
    const row = rows.find((one) => keys.includes(one.dataset.key)) || rows.find((one) => keys.some((key) => key.split(":")[0] === one.dataset.path));
    if (!row) return;
    show(keys.find((key) => key === row.dataset.key) || keys[0]);
    row.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  });

  let saved = false;
  form.addEventListener("submit", () => { saved = true; });
  addEventListener("beforeunload", (event) => {
    if (!saved && rows.some(stateOf)) event.preventDefault();
  });
  count();
})();
