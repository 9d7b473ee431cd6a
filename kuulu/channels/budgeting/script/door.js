// A printed code comes with its picture after the # of the address, which no server sees: fill it in and take it away.
(() => {
  const field = document.querySelector("input.budgeting-code");
  if (!field) return;
  const fill = () => {
    const code = location.hash.slice(1);
    if (!/^[\w-]{13,20}$/.test(code)) return;
    field.value = code;
    history.replaceState(null, "", location.pathname + location.search);
    field.focus();
  };
  fill();
  window.addEventListener("hashchange", fill);
})();
