// An own ballot among the published ones, looked for in this browser: the code is sent nowhere.
import { ALPHABET, hex } from "./codes.js";

const LETTERS = 16; // of a tracking code
const MARK = 20; // hexadecimal digits of a mark

/** A tracking code as it is printed, out of what somebody typed; "" for what is none. */
export function tidy(typed) {
  const letters = typed.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  const whole = letters.length === LETTERS && [...letters].every((letter) => ALPHABET.includes(letter));
  return whole ? letters.match(/.{4}/g).join("-") : "";
}

/** The rows of ballots.csv below its heads; no field of it needs quotes. */
export const rowsOf = (text) => text.split("\n").slice(1).filter(Boolean).map((line) => line.split(","));

/** Whole ballots of a code: { name, given } of each choice, and whether the ballot counted. */
export function ballotsOf(rows, code) {
  return rows.filter(([own]) => own.split("#")[0] === code).map(([, , choices, valid]) => ({
    valid: valid === "1",
    choices: choices.split("|").filter(Boolean).map((part) => { const [name, given = ""] = part.split(":"); return { name, given }; }),
  }));
}

/** The mark of a project, or of "!" and "-": HMAC-SHA256 under the code, as docs/reference/sealed-votes.md says. */
export async function markOf(code, vote, name) {
  const text = new TextEncoder();
  const key = await crypto.subtle.importKey("raw", text.encode(code), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, text.encode(`${vote}|${name}`)))).slice(0, MARK);
}

/** All own marks: { name, given } of each. */
export async function marksOf(rows, code, vote, names) {
  const mine = new Map(await Promise.all([...names, "!", "-"].map(async (name) => [await markOf(code, vote, name), name])));
  return rows.filter(([mark, name]) => mine.get(mark) === name).map(([, name, given]) => ({ name, given }));
}

const page = typeof document === "undefined" ? null : document.getElementById("own-ballot");
const line = (name, text) => Object.assign(document.createElement(name), { textContent: text });

function told(parts) {
  document.getElementById("own-told").replaceChildren(...parts);
}

function listed(choices, names) {
  const list = document.createElement("ul");
  list.append(...choices.map(({ name, given }) => line("li", `${name}. ${names[name] || ""}${given && given !== "1" ? `: ${given}` : ""}`)));
  return list;
}

function tellBallots(ballots, names) {
  const parts = ballots.flatMap(({ valid, choices }) => [line("p", valid ? (choices.length ? page.dataset.found : page.dataset.empty) : page.dataset.rejected), listed(choices, names)]);
  return ballots.length > 1 ? [line("p", page.dataset.shared), ...parts] : parts;
}

function tellMarks(marks, names) {
  if (!marks.length) return [];
  if (marks.some(({ name }) => name === "!")) return [line("p", page.dataset.rejected)];
  if (marks.some(({ name }) => name === "-")) return [line("p", page.dataset.empty)];
  const parts = [line("p", page.dataset.found), listed(marks, names)];
  return new Set(marks.map(({ name }) => name)).size < marks.length ? [line("p", page.dataset.shared), ...parts] : parts;
}

async function look() {
  const code = tidy(document.getElementById("own-code").value);
  if (!code) return told([line("p", page.dataset.short)]);
  const names = JSON.parse(document.getElementById("candidate-names").textContent);
  const reply = await fetch(page.dataset.source, { referrerPolicy: "no-referrer" }).catch(() => null);
  if (!reply?.ok) return told([line("p", page.dataset.broken)]);
  const rows = rowsOf(await reply.text());
  const whole = page.dataset.mode === "full";
  const parts = whole ? tellBallots(ballotsOf(rows, code), names) : tellMarks(await marksOf(rows, code, page.dataset.vote, Object.keys(names)), names);
  return told(parts.length ? parts : [line("p", page.dataset.none)]);
}

if (page && (page.dataset.mode === "full" || globalThis.crypto?.subtle)) {
  page.hidden = false;
  document.getElementById("by-letters").hidden = true;
  document.getElementById("own-look").addEventListener("click", look);
  document.getElementById("own-code").addEventListener("keydown", (event) => { if (event.key === "Enter") look(); });
}
