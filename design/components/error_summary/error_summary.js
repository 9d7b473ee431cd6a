// The summary takes the focus when the page opens, also where the browser does not heed autofocus.
document.addEventListener("DOMContentLoaded", () => document.querySelector(".k-errors")?.focus());
