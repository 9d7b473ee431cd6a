// What htmx may do in this house, and where the focus goes when a part of the page has changed.
(() => {
  htmx.config.includeIndicatorStyles = false; // styles come from our sheet only
  htmx.config.allowEval = false;
  htmx.config.allowScriptTags = false;
  htmx.config.selfRequestsOnly = true;
  htmx.config.historyCacheSize = 0;
  document.documentElement.dataset.script = "on";

  // A new part begins with its heading: say so to those who do not see it change.
  document.addEventListener("htmx:afterSettle", (event) => {
    const heading = event.target.querySelector("[data-focus], .k-errors");
    if (heading) heading.focus();
  });

  // Twice pressed is once sent; after a moment the form may be sent again.
  document.addEventListener("submit", (event) => {
    if (event.target.method !== "post") return;
    if (event.target.dataset.sent) event.preventDefault();
    const form = event.target;
    form.dataset.sent = "yes";
    setTimeout(() => delete form.dataset.sent, 4000);
  });
})();
