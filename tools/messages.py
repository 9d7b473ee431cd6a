#!/usr/bin/env python
"""The four languages' texts: gather new ones from code and templates, check that none is missing, compile."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
LOCALES = {"fi": "fi", "fi-simple": "fi_Simple", "sv": "sv", "en": "en"}
FUNCTIONS = {
    "gettext": None, "gettext_lazy": None, "_": None, "_n": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
SOURCES = ("kuulu", "design", "config")


def _found() -> Iterator[tuple[str, str, str | None, str | None]]:
    """(where, message, plural, context) of every translatable text in code and templates."""
    from babel.messages.extract import extract
    from django.utils.translation.template import templatize

    for folder in SOURCES:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.suffix not in (".py", ".html", ".txt", ".xml") or {"tests", "migrations"} & set(file.parts):
                continue
            text = file.read_text()
            where = str(file.relative_to(ROOT))
            if file.suffix != ".py":
                text = _flat(templatize(text, origin=where))
            for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=FUNCTIONS):
                plural = None
                if isinstance(message, tuple):
                    message, plural = (*message, None)[:2]
                if message:
                    yield f"{where}:{line}", message, plural, context


def _flat(source: str) -> str:
    """Template code turned into Python keeps the template's indentation, which Python's reader would mind."""
    return "\n".join(line.lstrip() for line in source.split("\n"))


def _open(code: str):
    import polib

    path = ROOT / "kuulu" / "locale" / LOCALES[code] / "LC_MESSAGES" / "django.po"
    if path.exists():
        return path, polib.pofile(str(path), wrapwidth=100)
    made = polib.POFile(wrapwidth=100)
    made.metadata = {
        "Project-Id-Version": "kuulu", "Language": LOCALES[code], "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }  # fmt: skip
    return path, made


def _expected() -> dict[tuple[str | None, str], tuple[str | None, list[str]]]:
    """(context, message) -> (plural, files)."""
    wanted: dict[tuple[str | None, str], tuple[str | None, list[str]]] = {}
    for where, message, plural, context in _found():
        file = where.rsplit(":", 1)[0]
        before = wanted.get((context, message), (None, []))
        wanted[context, message] = (plural or before[0], sorted({*before[1], file}))
    return wanted


def gather() -> None:
    """Bring the catalogues up to the texts in use: add new ones, drop those gone, keep translations."""
    import polib

    wanted = _expected()
    for code in LOCALES:
        path, catalogue = _open(code)
        kept = {(e.msgctxt, e.msgid): e for e in catalogue}
        catalogue.clear()
        for (context, message), (plural, files) in sorted(
            wanted.items(), key=lambda item: (item[0][1], item[0][0] or "")
        ):
            entry = kept.get((context, message)) or polib.POEntry(msgid=message, msgctxt=context)
            entry.msgid_plural = plural or ""
            if plural and not entry.msgstr_plural:
                entry.msgstr_plural, entry.msgstr = {0: "", 1: ""}, ""
            if code == "en" and not entry.translated():
                if plural:
                    entry.msgstr_plural = {0: message, 1: plural}
                else:
                    entry.msgstr = message
            entry.occurrences = [(file, "") for file in files]
            catalogue.append(entry)
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(path))
        print(f"{code}: {len(catalogue)} texts, {len(_missing(catalogue))} to translate")


def _missing(catalogue) -> list:
    return [e for e in catalogue if not e.obsolete and (e.fuzzy or not e.translated())]


def faults() -> list[str]:
    """What is missing, fuzzy, unknown, or whose placeholders differ, in words."""
    wanted, wrong = set(_expected()), []
    for code in LOCALES:
        _, catalogue = _open(code)
        known = {(e.msgctxt, e.msgid) for e in catalogue}
        wrong += [f"{code}: not gathered: {m!r}" for _, m in sorted(wanted - known, key=str)]
        wrong += [f"{code}: no longer used: {m!r}" for _, m in sorted(known - wanted, key=str)]
        wrong += [f"{code}: missing or fuzzy: {e.msgid!r}" for e in _missing(catalogue)]
        wrong += [f"{code}: placeholders differ: {e.msgid!r}" for e in catalogue if not _same_places(e)]
    return wrong


def _same_places(entry) -> bool:
    places = lambda text: set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))  # noqa: E731
    said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    allowed = places(entry.msgid) | places(entry.msgid_plural)
    return all(
        not text or (places(text) <= allowed and (entry.msgid_plural or places(text) == allowed)) for text in said
    )


def export(code: str, file: str) -> None:
    """Write what a language lacks as JSON: a list of {"context", "message", "plural", "text"}."""
    _, catalogue = _open(code)
    rows = [
        {"context": e.msgctxt, "message": e.msgid, "plural": e.msgid_plural or None, "text": ""}
        for e in _missing(catalogue)
    ]
    Path(file).write_text(json.dumps(rows, ensure_ascii=False, indent=1))
    print(f"{len(rows)} texts to {file}")


def take(code: str, file: str) -> None:
    """Read translations back: `text` is a string, or a list of two for a plural."""
    path, catalogue = _open(code)
    known = {(e.msgctxt, e.msgid): e for e in catalogue}
    taken = 0
    for row in json.loads(Path(file).read_text()):
        entry = known.get((row.get("context"), row["message"]))
        if entry is None or not row["text"]:
            continue
        if entry.msgid_plural:
            one, many = row["text"] if isinstance(row["text"], list) else (row["text"], row["text"])
            entry.msgstr_plural = {0: one, 1: many}
        else:
            entry.msgstr = row["text"]
        entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
        taken += 1
    catalogue.save(str(path))
    print(f"{code}: {taken} texts taken")


def compile_all() -> None:
    """Write the compiled catalogues that Django reads; needs only what production has (Babel)."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for folder in LOCALES.values():
        path = ROOT / "kuulu" / "locale" / folder / "LC_MESSAGES" / "django.po"
        if path.exists():
            with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
                write_mo(target, read_po(source))


def main() -> int:
    """gather | check | compile | export CODE FILE | take CODE FILE."""
    verb, *rest = sys.argv[1:] or ["check"]
    if verb == "check":
        wrong = faults()
        print(
            "\n".join(wrong[:40]) + (f"\n… {len(wrong)} in all. Run: make messages" if wrong else ""),
            end="\n" if wrong else "",
        )
        return bool(wrong)
    {"gather": gather, "compile": compile_all, "export": export, "take": take}[verb](*rest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
