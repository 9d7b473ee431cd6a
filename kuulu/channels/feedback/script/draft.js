// Keeps what is being typed on this device until it has been sent, and sends it when the line is back.
// Only what tells of the matter is kept, for three days: no pictures, no name, no address. Others may use the device too.
(() => {
  const PREFIX = "kuulu-draft:";
  const DAYS = 3;
  const store = (() => { try { return window.localStorage; } catch { return null; } })();
  if (!store) return;

  const drafts = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const read = (key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };
  const old = (draft) => !draft || Date.now() - draft.at > DAYS * 86400000;
  drafts().filter((key) => old(read(key))).forEach((key) => store.removeItem(key));

  // The receipt is here: what was sent need not be kept. The form told which draft it sent.
  if (document.querySelector("[data-sent]") || document.querySelector(".k-messages .k-notice--good")) {
    const sent = sessionStorage.getItem("kuulu-sending");
    if (sent) store.removeItem(sent);
    sessionStorage.removeItem("kuulu-sending");
  }

  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  const key = PREFIX + form.dataset.draft;
  const line = form.querySelector("#line");
  const KEPT = "textarea, input[type=text], input[type=email], input[type=tel], input[name=idempotency_key]";
  const fields = () => [...form.querySelectorAll(KEPT)].filter((field) => field.name && !/^(website$|sum$|sender_)/.test(field.name));
  const say = (what) => { if (line) line.textContent = line.dataset[what] || ""; };

  const keep = () => {
    const values = Object.fromEntries(fields().map((field) => [field.name, field.value]));
    const typed = fields().some((field) => field.tagName === "TEXTAREA" && field.value.trim());
    try { if (typed) store.setItem(key, JSON.stringify({ at: Date.now(), values })); } catch { /* no room: nothing is lost that is on the page */ }
  };

  const bringBack = () => {
    const draft = read(key);
    const text = form.querySelector("textarea[name=text]");
    if (!draft || !text || text.value.trim()) return;
    fields().forEach((field) => { if (draft.values[field.name] !== undefined) field.value = draft.values[field.name]; });
    say("restored");
  };

  let waiting = false;
  form.addEventListener("input", () => { keep(); });
  form.addEventListener("submit", (event) => {
    keep();
    sessionStorage.setItem("kuulu-sending", key);
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = event.submitter || true;
    say("away");
  }, true);
  window.addEventListener("offline", () => { keep(); say("kept"); });
  window.addEventListener("online", () => {
    if (!waiting) { say(""); return; }
    say("back");
    const submitter = waiting === true ? null : waiting;
    waiting = false;
    form.requestSubmit(submitter);
  });
  bringBack();
})();
