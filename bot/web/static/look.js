// Text size and colours as chosen, set before the first paint. A plain script: modules run too late for that.

window.look = (() => {
  const KEY = "advisor.look", root = document.documentElement;
  const BARS = { light: "#0b4f8a", dark: "#101a26" };
  let chosen = { size: "normal", theme: "auto", script: "hans" };
  try {
    chosen = { ...chosen, ...JSON.parse(localStorage.getItem(KEY)) };
  } catch {
    // Storage is blocked (some iframes) or holds nonsense: the defaults stand.
  }

  const system = matchMedia("(prefers-color-scheme: dark)");
  function apply() {
    const theme = chosen.theme === "auto" ? (system.matches ? "dark" : "light") : chosen.theme;
    root.dataset.theme = theme;
    root.dataset.size = chosen.size;
    document.querySelector("meta[name=theme-color]").content = BARS[theme];
  }

  if (system.addEventListener) system.addEventListener("change", apply);
  apply();
  return {
    get: (name) => chosen[name],
    set(name, value) {
      chosen = { ...chosen, [name]: value };
      apply();
      try {
        localStorage.setItem(KEY, JSON.stringify(chosen));
      } catch {
        // The choice lasts as long as the page.
      }
    },
  };
})();
