// The receipt of a ballot that this browser sealed: the code and the choices come from here, the service never had them.
const page = document.getElementById("receipt");
const names = JSON.parse(document.getElementById("candidate-names")?.textContent || "{}");
let cast = null;
try { cast = JSON.parse(sessionStorage.getItem("kuulu-cast")); } catch { /* nothing was sealed here */ }

if (page && cast?.digest === page.dataset.box) {
  const list = document.getElementById("recorded-list");
  const chosen = Array.isArray(cast.choices) ? cast.choices.map((name) => [name, ""]) : Object.entries(cast.choices);
  list.replaceChildren(...chosen.map(([name, points]) => Object.assign(document.createElement("li"), { textContent: `${name}. ${names[name] || ""}${points ? `: ${points}` : ""}` })));
  document.getElementById("recorded").hidden = false;
  if (cast.code) {
    document.getElementById("tracking-code").textContent = cast.code;
    document.getElementById("tracking").hidden = false;
  }
}
if (page) {
  const kept = sessionStorage.getItem("kuulu-cast-ballot");
  if (kept) localStorage.removeItem(kept);
  sessionStorage.removeItem("kuulu-cast-ballot");
}

// Nothing of the vote stays on a device that is cleared.
document.querySelector("form[action*='/lopeta/']")?.addEventListener("submit", () => {
  sessionStorage.removeItem("kuulu-cast");
  Object.keys(localStorage).filter((key) => key.startsWith("kuulu-ballot:")).forEach((key) => localStorage.removeItem(key));
});

export {}; // a module of its own, outside the joined script
