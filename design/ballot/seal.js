// The ballot page with script: the browser closes the envelope, and the service never sees what was chosen.
// Without script, or where the browser cannot seal (X25519), the form goes the plain way and the service seals.
import { hex, letters, TRACKING_BYTES } from "./codes.js";

const INSIDE = 1024; // bytes of the padded ballot, two of them its length
const form = document.getElementById("ballot");
const told = form.dataset;
const words = JSON.parse(document.getElementById("ballot-words").textContent);
const unfinished = `kuulu-ballot:${told.sealVote}`;
const DAY = 86400000;

/** The choices as the envelope has them: numbers in a list, or a map from numbers to points. */
function marked() {
  const filled = new FormData(form);
  if (told.kind === "ranking") return [...filled].filter(([name, value]) => name.startsWith("place-") && value).map(([, value]) => value);
  if (told.kind !== "points") return filled.getAll("choice");
  const points = [...filled].filter(([name, value]) => name.startsWith("points-") && Number(value) > 0);
  return Object.fromEntries(points.map(([name, value]) => [name.slice("points-".length), Number(value)]).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const names = (choices) => (Array.isArray(choices) ? choices : Object.keys(choices));
const cost = (choices) => names(choices).reduce((sum, name) => sum + Number(form.querySelector(`[value="${CSS.escape(name)}"]`)?.dataset.euros || 0), 0);
const given = (choices) => Object.values(choices).reduce((sum, points) => sum + points, 0);
const say = (sentence, ...values) => values.reduce((text, value) => text.replace("%s", value.toLocaleString(document.documentElement.lang)), sentence);

function faultsOf(choices) {
  const chosen = names(choices);
  if (!chosen.length) return [words.none];
  if (told.kind === "points") {
    const whole = Object.values(choices).every(Number.isInteger);
    if (!whole) return [words.whole];
    return given(choices) > Number(told.points) ? [say(words.points, Number(told.points), given(choices))] : [];
  }
  const faults = [];
  if (chosen.length > Number(told.most)) faults.push(say(words.many, Number(told.most), chosen.length));
  if (new Set(chosen).size < chosen.length) faults.push(words.twice);
  if (told.budget && cost(choices) > Number(told.budget)) faults.push(say(words.over, cost(choices) - Number(told.budget)));
  return faults;
}

function showFaults(faults) {
  document.getElementById("ballot-faults")?.remove();
  if (!faults.length) return;
  const box = document.createElement("div");
  Object.assign(box, { id: "ballot-faults", className: "k-errors", tabIndex: -1 });
  box.setAttribute("role", "group");
  const title = Object.assign(document.createElement("h2"), { className: "k-errors__title", id: "ballot-faults-title", textContent: words.title });
  box.setAttribute("aria-labelledby", title.id);
  const list = Object.assign(document.createElement("ul"), { className: "k-errors__list" });
  list.append(...faults.map((fault) => Object.assign(document.createElement("li"), { textContent: fault })));
  box.append(title, list);
  form.before(box);
  box.focus();
}

function tellSoFar() {
  const line = document.getElementById("so-far"), choices = marked(), said = line.dataset;
  const parts = told.kind === "points" ? [say(said.given, given(choices))] : [say(said.chosen, names(choices).length)];
  if (told.kind === "knapsack") parts.push(say(said.sum, cost(choices)));
  line.textContent = parts.join(" ");
}

/** What is marked and not yet cast stays on this device for a day, but never on the desk's. */
function keep() {
  if (told.kiosk) return;
  try { localStorage.setItem(unfinished, JSON.stringify({ at: Date.now(), choices: marked() })); } catch { /* no room */ }
}

function bringBack() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(unfinished)); } catch { return; }
  if (!kept || Date.now() - kept.at > DAY || names(marked()).length) return;
  if (told.kind === "ranking") kept.choices.forEach((name, at) => { const place = form.elements[`place-${at + 1}`]; if (place) place.value = name; });
  else if (told.kind === "points") Object.entries(kept.choices).forEach(([name, points]) => { const field = form.elements[`points-${name}`]; if (field) field.value = points; });
  else form.querySelectorAll("[name=choice]").forEach((tick) => { tick.checked = kept.choices.includes(tick.value); });
}

/** HPKE in base mode, as docs/reference/sealed-votes.md says. */
async function sealed(choices, code) {
  const { Aes128Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } = await import(told.library);
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes128Gcm() });
  const key = Uint8Array.from(told.sealKey.match(/../g), (pair) => parseInt(pair, 16));
  const recipientPublicKey = await suite.kem.deserializePublicKey(key.buffer);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: new TextEncoder().encode(`kuulu-vote-1|${told.sealVote}`).buffer });
  const inside = new TextEncoder().encode(JSON.stringify({ choices, code }));
  if (inside.length > INSIDE - 2) throw new RangeError("too long");
  const padded = new Uint8Array(INSIDE);
  padded.set([inside.length >> 8, inside.length & 255]);
  padded.set(inside, 2);
  const box = new Uint8Array(await sender.seal(padded.buffer));
  const whole = new Uint8Array(sender.enc.byteLength + box.length);
  whole.set(new Uint8Array(sender.enc));
  whole.set(box, sender.enc.byteLength);
  return whole;
}

async function newCode(word) {
  const mixed = new Uint8Array([...crypto.getRandomValues(new Uint8Array(32)), ...new TextEncoder().encode(word)]);
  return letters(new Uint8Array(await crypto.subtle.digest("SHA-256", mixed)).slice(0, TRACKING_BYTES));
}

/** The second look, on this same page: what was marked in words, and nothing of it is sent. */
function look(choices) {
  const marking = document.getElementById("marking");
  const checking = document.getElementById("check-template").content.cloneNode(true).firstElementChild;
  const list = checking.querySelector("#chosen");
  for (const name of names(choices)) {
    const item = document.createElement("li");
    item.textContent = words.names[name] + (told.kind === "points" ? `: ${choices[name]}` : "");
    list.append(item);
  }
  marking.hidden = true;
  marking.after(checking);
  checking.querySelector("h1").focus();
  checking.querySelector("#change").addEventListener("click", () => {
    checking.remove();
    marking.hidden = false;
    form.querySelector("input:not([type=hidden]), select").focus();
  });
  const cast = checking.querySelector("form");
  cast.addEventListener("submit", (event) => { if (!cast.elements.box.value) { event.preventDefault(); event.stopImmediatePropagation(); send(cast, choices); } }, true);
}

async function send(cast, choices) {
  const code = await newCode(form.elements.word.value.slice(0, 40));
  let box;
  try {
    box = await sealed(choices, code);
  } catch {
    form.dataset.plain = "yes"; // this browser cannot seal: the service does, and says so on the next page
    form.requestSubmit();
    return;
  }
  const noCode = cast.elements.no_code.checked;
  cast.elements.box.value = btoa(String.fromCharCode(...box));
  cast.elements.idem.value = hex(crypto.getRandomValues(new Uint8Array(16)));
  const digest = hex(new Uint8Array(await crypto.subtle.digest("SHA-256", box)));
  sessionStorage.setItem("kuulu-cast", JSON.stringify({ digest, choices, code: noCode ? "" : code, at: Date.now() }));
  sessionStorage.setItem("kuulu-cast-ballot", unfinished);
  cast.requestSubmit();
}

async function canSeal() {
  try {
    await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"]);
    return true;
  } catch {
    return false;
  }
}

const sealing = canSeal();
form.addEventListener("submit", async (event) => {
  if (form.dataset.plain) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!await sealing) {
    form.dataset.plain = "yes";
    form.requestSubmit();
    return;
  }
  const choices = marked(), faults = faultsOf(choices);
  showFaults(faults);
  if (!faults.length) look(choices);
}, true);
bringBack();
form.addEventListener("input", () => { keep(); tellSoFar(); });
tellSoFar();
