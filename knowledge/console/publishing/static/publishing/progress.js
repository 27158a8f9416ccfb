// Follows a release in the background; asks before going back to an earlier snapshot.
(() => {
  document.querySelectorAll("form[data-confirm]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      if (!window.confirm(form.dataset.confirm)) event.preventDefault();
    });
  });

  const box = document.querySelector("[data-progress]");
  if (!box) return;
  const look = async () => {
    try {
      const answer = await fetch(box.dataset.progress, { credentials: "same-origin" });
      if (answer.ok) {
        const now = await answer.json();
        box.querySelector("progress").value = now.percent;
        box.querySelector("[data-percent]").textContent = now.percent;
        box.querySelector("[data-step]").textContent = now.step;
        box.querySelector("[data-waiting]").hidden = !now.waits_long;
        if (!now.under_way) {
          if (now.ready && box.dataset.done) window.location.assign(box.dataset.done);
          else window.location.reload();
          return;
        }
      }
    } catch {
      // the console restarts or the network is away: ask again
    }
    window.setTimeout(look, 700);
  };
  window.setTimeout(look, 300);
})();
