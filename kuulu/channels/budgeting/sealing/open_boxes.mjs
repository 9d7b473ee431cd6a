// A second opener of a sealed vote, written apart from the first: the same boxes and sheets must give the same file.
//
//   node open_boxes.mjs FOLDER A.txt B.txt [--paper paper.json] [--out ballots-second.csv]
//
// FOLDER is what `kuulu elect FOLDER strip` left. Needs only Node 20 or later, no network and nothing to install. What is
// read and written is told in docs/reference/sealed-votes.md. Exit code 0 when the file was written, else 1.
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";

const BOX = 1072, INSIDE = 1024, MOST_POINTS = 10n ** 9n;
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE = /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/;
const PKCS8_X25519 = Buffer.from("302e020100300506032b656e04220420", "hex"); // RFC 8410, before the 32 bytes of a key
const SPKI_X25519 = Buffer.from("302a300506032b656e032100", "hex");

class Stopped extends Error {}
const need = (ok, text) => { if (!ok) throw new Stopped(text); };
const sha256 = (...parts) => crypto.createHash("sha256").update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const byCodePoint = (one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)); // UTF-8 keeps their order

// --- JSON, with whole numbers of any length apart from others, and its canonical form ------------------------------

/** Reads JSON: whole numbers become BigInt, other numbers Number, maps Map. Throws for what is none. */
function readJson(text) {
  let at = 0;
  const fail = () => { throw new SyntaxError(`no JSON at ${at}`); };
  const skip = () => { while (" \t\n\r".includes(text[at] ?? "x")) at += 1; };
  const take = (pattern) => { pattern.lastIndex = at; const found = pattern.exec(text); if (found) at += found[0].length; return found?.[0]; };
  const string = () => JSON.parse(take(/"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y) ?? fail());
  function number() {
    const found = take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y) ?? fail();
    return /[.eE]/.test(found) ? Number(found) : BigInt(found);
  }
  function list() {
    const made = [];
    at += 1; skip();
    if (text[at] === "]") { at += 1; return made; }
    for (;;) {
      made.push(value());
      if (text[at] === "]") { at += 1; return made; }
      if (text[at] !== ",") fail();
      at += 1;
    }
  }
  function map() {
    const made = new Map();
    at += 1; skip();
    if (text[at] === "}") { at += 1; return made; }
    for (;;) {
      skip();
      const name = string();
      skip();
      if (text[at] !== ":") fail();
      at += 1;
      made.set(name, value());
      if (text[at] === "}") { at += 1; return made; }
      if (text[at] !== ",") fail();
      at += 1;
    }
  }
  function value() {
    skip();
    const word = take(/true|false|null|NaN|-?Infinity/y);
    let found;
    if (word) found = { true: true, false: false, null: null, NaN, Infinity, "-Infinity": -Infinity }[word];
    else if (text[at] === '"') found = string();
    else if (text[at] === "[") found = list();
    else if (text[at] === "{") found = map();
    else found = number();
    skip();
    return found;
  }
  const found = value();
  return at === text.length ? found : fail();
}

/** A number that is not whole as the first opener writes it: the shortest digits, with an exponent from 1e16 and below 1e-4. */
function floating(number) {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  if (number === 0) return Object.is(number, -0) ? "-0.0" : "0.0";
  const [digits, power] = number.toExponential().split("e"), size = Number(power);
  if (size < -4 || size >= 16) return `${digits}e${size < 0 ? "-" : "+"}${String(Math.abs(size)).padStart(2, "0")}`;
  const plain = digits.replace("-", "").replace(".", ""), sign = number < 0 ? "-" : "";
  if (size < 0) return `${sign}0.${"0".repeat(-size - 1)}${plain}`;
  const whole = plain.padEnd(size + 1, "0");
  return `${sign}${whole.slice(0, size + 1)}.${whole.slice(size + 1) || "0"}`;
}

/** Sorted keys, no spaces. Throws for text that is not Unicode. */
function canonical(value) {
  if (typeof value === "string") { if (!value.isWellFormed()) throw new SyntaxError("not Unicode"); return JSON.stringify(value); }
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return floating(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!(value instanceof Map)) return String(value);
  return `{${[...value.keys()].sort(byCodePoint).map((key) => `${canonical(key)}:${canonical(value.get(key))}`).join(",")}}`;
}

/** The value in bytes that are canonical. Throws for others. */
function readCanonical(bytes) {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  const value = readJson(text);
  if (canonical(value) !== text) throw new SyntaxError("not written in the canonical way");
  return value;
}

// --- the sheets of two holders -------------------------------------------------------------------------------------

/** 10 bytes out of 16 letters as people type them; null for others. */
function fromLetters(text) {
  const clean = text.toUpperCase().replace(/[- \t]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (clean.length !== 16 || [...clean].some((letter) => !ALPHABET.includes(letter))) return null;
  const number = [...clean].reduce((sum, letter) => (sum << 5n) | BigInt(ALPHABET.indexOf(letter)), 0n);
  return Buffer.from(number.toString(16).padStart(20, "0"), "hex");
}

function readSheet(file) {
  const name = path.basename(file), heads = {}, rows = {};
  for (const line of fs.readFileSync(file, "utf8").replace(/^\ufeff/, "").split(/\r\n|\n|\r/).map((one) => one.trim())) {
    const head = /^(holder|vote|key)\s*:\s*(\S+)$/i.exec(line), row = /^([ABC]{2})\s*([1-4])\s*:?\s+(\S.*)$/i.exec(line);
    if (head) heads[head[1].toLowerCase()] = head[2];
    else if (row) rows[row[1].toUpperCase() + row[2]] = row[3];
    else need(!line || line.startsWith("#") || line.toUpperCase() === "KUULU BALLOT KEY", `${name}: a line is none of a sheet`);
  }
  const holder = (heads.holder ?? "").toUpperCase(), key = (heads.key ?? "").toLowerCase();
  need(/^[ABC]$/.test(holder) && heads.vote && /^[0-9a-f]{16}$/.test(key), `${name}: holder, vote or key is missing or wrong`);
  const halves = {};
  for (const pair of ["AB", "AC", "BC"].filter((one) => one.includes(holder))) {
    halves[pair] = Buffer.concat([1, 2, 3, 4].map((number) => {
      const line = `${pair}${number}`, content = fromLetters(rows[line] ?? "");
      const check = content && sha256(`kuulu-sheet-1|${heads.vote}|${key}|${holder}|${line}|`, content.subarray(0, 8)).subarray(0, 2);
      need(content && check.equals(content.subarray(8)), `${name}: line ${line} is missing or mistyped`);
      return content.subarray(0, 8);
    }));
  }
  return { holder, vote: heads.vote, key, halves };
}

/** The vote key out of two sheets. */
function joined(one, other, rules) {
  need(one.holder !== other.holder, "both sheets are those of one holder");
  const short = sha256(Buffer.from(rules.public_key, "hex")).toString("hex").slice(0, 16);
  for (const sheet of [one, other]) need(sheet.key === short && sheet.vote === one.vote, `the sheet of ${sheet.holder} is of another vote or key`);
  const pair = [one.holder, other.holder].sort().join("");
  const secret = one.halves[pair].map((byte, at) => byte ^ other.halves[pair][at]);
  const key = crypto.createPrivateKey({ key: Buffer.concat([PKCS8_X25519, secret]), format: "der", type: "pkcs8" });
  const own = crypto.createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  need(own.toString("hex") === rules.public_key, "the halves do not make up the vote key");
  return { key, own };
}

// --- envelopes: HPKE in base mode, RFC 9180 ------------------------------------------------------------------------

const hmac = (key, ...parts) => crypto.createHmac("sha256", key).update(Buffer.concat(parts)).digest();
const text = (words) => Buffer.from(words, "latin1");
const KEM = text("KEM\x00\x20"), HPKE = text("HPKE\x00\x20\x00\x01\x00\x01");
const extract = (suite, salt, label, ikm) => hmac(salt, text("HPKE-v1"), suite, text(label), ikm);

/** LabeledExpand for at most 32 bytes. */
function expand(suite, secret, label, info, size) {
  return hmac(secret, Buffer.from([0, size]), text("HPKE-v1"), suite, text(label), info, Buffer.from([1])).subarray(0, size);
}

/** What is in an envelope, 1024 bytes. Throws for one that is not for this key and this vote. */
function unsealed({ key, own }, vote, box) {
  const enc = box.subarray(0, 32), sealed = box.subarray(32, -16), tag = box.subarray(-16);
  const sender = crypto.createPublicKey({ key: Buffer.concat([SPKI_X25519, enc]), format: "der", type: "spki" });
  const shared = crypto.diffieHellman({ privateKey: key, publicKey: sender });
  if (shared.every((byte) => byte === 0)) throw new RangeError("no key");
  const secret = expand(KEM, extract(KEM, Buffer.alloc(0), "eae_prk", shared), "shared_secret", Buffer.concat([enc, own]), 32);
  const none = Buffer.alloc(0), info = Buffer.from(`kuulu-vote-1|${vote}`);
  const context = Buffer.concat([Buffer.from([0]), extract(HPKE, none, "psk_id_hash", none), extract(HPKE, none, "info_hash", info)]);
  const base = extract(HPKE, secret, "secret", none);
  const opener = crypto.createDecipheriv("aes-128-gcm", expand(HPKE, base, "key", context, 16), expand(HPKE, base, "base_nonce", context, 12));
  opener.setAuthTag(tag);
  return Buffer.concat([opener.update(sealed), opener.final()]);
}

/** The code and the choices in an envelope; null for what is no ballot. */
function opened(keys, vote, box) {
  try {
    const padded = unsealed(keys, vote, box), length = padded.readUInt16BE(0);
    if (length > INSIDE - 2 || padded.subarray(2 + length).some((byte) => byte !== 0)) return null;
    const ballot = readCanonical(padded.subarray(2, 2 + length));
    if (!(ballot instanceof Map) || ballot.size !== 2 || !ballot.has("choices")) return null;
    const code = ballot.get("code");
    return typeof code === "string" && CODE.test(code) ? { code, said: ballot.get("choices") } : null;
  } catch {
    return null;
  }
}

// --- ballots -------------------------------------------------------------------------------------------------------

/** Choices in their one form, [name, given]; null for no form. */
function choicesOf(rules, said) {
  const known = (name) => typeof name === "string" && Object.hasOwn(rules.cost, name);
  if (rules.kind === "points") {
    if (!(said instanceof Map) || ![...said.keys()].every(known)) return null;
    if (![...said.values()].every((points) => typeof points === "bigint" && points >= 0n && points <= MOST_POINTS)) return null;
    return [...said].filter(([, points]) => points > 0n).sort(([one], [other]) => byCodePoint(one, other)).map(([name, points]) => [name, Number(points)]);
  }
  if (!Array.isArray(said) || !said.every(known)) return null;
  return (rules.kind === "ranking" ? said : [...said].sort(byCodePoint)).map((name) => [name, 1]);
}

function fits(rules, choices) {
  if (choices === null || choices.length < rules.min || choices.length > rules.max) return false;
  const names = new Set(choices.map(([name]) => name)), cost = [...names].reduce((sum, name) => sum + rules.cost[name], 0);
  if (names.size < choices.length || (rules.budget !== null && cost > rules.budget)) return false;
  if (rules.kind !== "points") return true;
  const given = choices.map(([, points]) => points), sum = given.reduce((one, other) => one + other, 0);
  return (rules.points === null || sum <= rules.points) && (rules.most === null || Math.max(0, ...given) <= rules.most);
}

function told(rules, choices) {
  if (choices === null) return "?";
  return choices.map(([name, points]) => (rules.kind === "points" ? `${name}:${points}` : name)).join("|");
}

const numbered = (word, number) => `${word}-${String(number).padStart(4, "0")}`;
const inOrder = (one, other) => byCodePoint(one[0], other[0]) || byCodePoint(one[1], other[1]);

/** Rows [code, source, choices, valid] of opened envelopes and of paper ballots. */
function rowsOf(rules, envelopes, paper) {
  const row = (code, source, choices) => [code, source, told(rules, choices), fits(rules, choices) ? "1" : "0"];
  const read = envelopes.filter(Boolean).map(({ code, said }) => ({ code, choices: choicesOf(rules, said) }));
  read.sort((one, other) => inOrder([one.code, told(rules, one.choices)], [other.code, told(rules, other.choices)]));
  const often = new Map(), seen = new Map();
  for (const { code } of read) often.set(code, (often.get(code) ?? 0) + 1);
  const rows = read.map(({ code, choices }) => {
    seen.set(code, (seen.get(code) ?? 0) + 1);
    return row(often.get(code) > 1 ? `${code}#${seen.get(code)}` : code, "web", choices);
  });
  const unread = envelopes.length - read.length;
  for (let number = 1; number <= unread; number += 1) rows.push(row(numbered("UNREAD", number), "web", null));
  const entered = paper.map((said) => choicesOf(rules, said)).sort((one, other) => byCodePoint(told(rules, one), told(rules, other)));
  entered.forEach((choices, at) => rows.push(row(numbered("PAPER", at + 1), "paper", choices)));
  return rows.sort((one, other) => byCodePoint(one.join("\0"), other.join("\0")));
}

// --- the folder ----------------------------------------------------------------------------------------------------

/** The rules, once the log has fixed them, and the envelopes that the log selects. */
function given(folder) {
  const read = (name) => fs.readFileSync(path.join(folder, name));
  const raw = read("rules.json"), rules = JSON.parse(raw);
  let prev = "0".repeat(64);
  const last = new Map();
  read("log.jsonl").toString().split("\n").slice(0, -1).forEach((line, at) => {
    const row = JSON.parse(line);
    need(row.prev === prev && row.seq === at + 1 && row.e === rules.id, `the chain breaks at row ${at + 1}`);
    need(at > 0 || (row.kind === "open" && row.box === sha256(raw).toString("hex")), "the rules are not those that the log fixed");
    prev = sha256("\0", line).toString("hex");
    if (row.tag && row.ver > (last.get(row.tag)?.ver ?? 0)) last.set(row.tag, row);
  });
  const chosen = [...last.values()].filter((row) => row.kind === "cast").map((row) => row.box).sort();
  const boxes = read("boxes.bin"), found = [];
  need(boxes.length % BOX === 0, "boxes.bin is cut off");
  for (let at = 0; at < boxes.length; at += BOX) found.push(boxes.subarray(at, at + BOX));
  const hashes = found.map((box) => sha256(box).toString("hex")).sort();
  need(hashes.join() === chosen.join(), "boxes.bin is not what the log selects: strip again");
  return { rules, boxes: found };
}

function main(words) {
  const plain = [], asked = { "--paper": null, "--out": null };
  for (let at = 0; at < words.length; at += 1) {
    if (Object.hasOwn(asked, words[at])) asked[words[at]] = words[at += 1];
    else plain.push(words[at]);
  }
  need(plain.length === 3, "usage: node open_boxes.mjs FOLDER A.txt B.txt [--paper paper.json] [--out FILE]");
  const [folder, ...sheets] = plain, { rules, boxes } = given(folder);
  const keys = joined(readSheet(sheets[0]), readSheet(sheets[1]), rules);
  const paper = asked["--paper"] ? readJson(fs.readFileSync(asked["--paper"], "utf8")) : [];
  need(Array.isArray(paper), "a list of the paper ballots' choices is expected");
  const rows = rowsOf(rules, boxes.map((box) => opened(keys, rules.id, box)), paper);
  const content = ["code,source,choices,valid", ...rows.map((row) => row.join(","))].map((line) => `${line}\n`).join("");
  const out = asked["--out"] ?? path.join(folder, "ballots-second.csv");
  fs.writeFileSync(out, content);
  process.stdout.write(`${rows.length} ballots in ${path.basename(out)}, SHA-256 ${sha256(content).toString("hex")}\n`);
}

try {
  main(process.argv.slice(2));
} catch (fault) {
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
}
