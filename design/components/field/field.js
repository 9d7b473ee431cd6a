// Tells how many characters are left when a long text nears its limit; nothing is ever cut off.
(() => {
  const words = { fi: "merkkiä jäljellä", sv: "tecken kvar", en: "characters left" };
  const counters = new WeakMap();

  document.addEventListener("input", (event) => {
    const limit = Number(event.target.dataset?.limit);
    if (!limit) return;
    const left = limit - event.target.value.length;
    let counter = counters.get(event.target);
    if (!counter) {
      counter = document.createElement("p");
      counter.className = "k-field__hint";
      counter.setAttribute("role", "status");
      event.target.after(counter);
      counters.set(event.target, counter);
    }
    counter.textContent = left < limit * 0.1 ? `${left} ${words[document.documentElement.lang] || words.en}` : "";
  });
})();
