// The display settings: text size, colours, simplified or traditional characters.

import { traditional } from "./traditional.js";

const dialog = document.getElementById("display");

for (const choice of dialog.querySelectorAll("input")) {
  choice.checked = window.look.get(choice.name) === choice.value;
  choice.addEventListener("change", () => {
    window.look.set(choice.name, choice.value);
    dispatchEvent(new Event("resize"));
    if (choice.name === "script") traditional(choice.value === "hant");
  });
}

if (window.look.get("script") === "hant") traditional(true);
