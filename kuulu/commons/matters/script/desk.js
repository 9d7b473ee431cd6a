// Single keys at the desk: j k x t a ? — every one presses a link or button that is on the page anyway.
(() => {
  const OFF = "kuulu-desk-keys-off";
  const rows = () => [...document.querySelectorAll("[data-row]")];
  if (!document.querySelector("[data-desk]")) return;

  const off = document.querySelector("[data-desk-keys-off]");
  if (off) {
    off.checked = localStorage.getItem(OFF) === "yes";
    off.addEventListener("change", () => localStorage.setItem(OFF, off.checked ? "yes" : "no"));
  }

  const here = () => rows().findIndex((row) => row.contains(document.activeElement));
  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    const next = Math.max(0, Math.min(all.length - 1, here() + step));
    all[next].querySelector("[data-row-link]").focus();
  };
  const press = (key) => document.querySelector(`[data-key="${key}"]`);

  const keys = {
    j: () => go(1),
    k: () => go(here() < 0 ? 1 : -1),
    x: () => {
      const box = rows()[here()]?.querySelector("input[type=checkbox]");
      if (box) box.checked = !box.checked;
    },
    t: () => press("t")?.click(),
    a: () => document.querySelector(".k-answer textarea")?.focus(),
    "?": () => {
      const help = document.querySelector(".k-desk__keys");
      if (!help) return;
      help.open = true;
      help.querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || off?.checked) return;
    const field = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (field || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
})();
