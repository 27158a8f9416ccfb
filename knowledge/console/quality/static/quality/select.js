// One box marks every entry of the page, and the button says how many are marked.
const form = document.querySelector("[data-quality-select]");
if (form) {
  const all = form.querySelector("[data-all]");
  const boxes = [...form.querySelectorAll('input[name="entries"]')];
  const count = form.querySelector("[data-count]");
  const show = () => {
    const marked = new Set(boxes.filter((box) => box.checked).map((box) => box.value)).size;
    count.textContent = marked ? `（${marked}条）` : "";
    all.checked = boxes.length > 0 && boxes.every((box) => box.checked);
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => { box.checked = all.checked; });
    show();
  });
  form.addEventListener("change", show);
  show();
}
