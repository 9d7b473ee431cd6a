"""A holder's part of the vote key as lines on paper, each with a check that names it when it was mistyped."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from .canonical import is_hex
from .codes import from_letters, to_letters
from .keys import HOLDERS, KEY_BYTES, PAIRS, Sheet

TITLE: Final = "KUULU BALLOT KEY"
#: what stands on each sheet for its holder; lines that begin with # are not read
REMARKS: Final = (
    "# Kaksi kolmesta haltijasta avaa äänestyksen kuoret yhdessä. Säilytä lukittuna, älä kuvaa, älä näytä muille.",
    "# Två av tre innehavare öppnar kuverten tillsammans. Förvara inlåst, fotografera inte, visa inte för andra.",
    "# Two of three holders open the envelopes together. Keep it locked up, take no picture, show it to nobody.",
)
LINE: Final = 8  #: bytes of the key's half in a line
CHECK: Final = 2  #: bytes of check beside them
LINES: Final = KEY_BYTES // LINE
HEAD: Final = re.compile(r"(holder|vote|key)\s*:\s*(\S+)", re.IGNORECASE)
ROW: Final = re.compile(r"([ABC]{2})\s*([1-4])\s*:?\s+(\S.*)", re.IGNORECASE)


class Mistyped(ValueError):
    """A sheet that cannot be read; the message names the line."""


def text_of(sheet: Sheet) -> str:
    """A sheet to be printed. The text has two strings of four lines, each line of four groups."""
    lines = [TITLE, *REMARKS, f"holder: {sheet.holder}", f"vote: {sheet.vote}", f"key: {sheet.key_print}", ""]
    for pair, half in sorted(sheet.halves.items()):
        for number in range(LINES):
            part = half[number * LINE : (number + 1) * LINE]
            lines.append(f"{pair}{number + 1}  {to_letters(part + _check(sheet, pair, number, part))}")
        lines.append("")
    return "\n".join(lines)


def read_sheet(text: str) -> Sheet:
    """A sheet as somebody typed it again. Raises Mistyped naming the line that is wrong or missing."""
    heads: dict[str, str] = {}
    rows: dict[tuple[str, int], str] = {}
    for line in text.lstrip("\ufeff").splitlines():
        if line.strip().startswith("#"):
            continue
        if head := HEAD.fullmatch(line.strip()):
            heads[head[1].lower()] = head[2]
        elif row := ROW.fullmatch(line.strip()):
            rows[row[1].upper(), int(row[2]) - 1] = row[3]
        elif line.strip() and line.strip().upper() != TITLE:
            raise Mistyped(f"this line is none of a sheet: {line.strip()[:12]!r} …")
    sheet = _headed(heads)
    halves = {pair: b"".join(_parts(sheet, pair, rows)) for pair in PAIRS if sheet.holder in pair}
    return Sheet(sheet.holder, sheet.vote, sheet.key_print, halves)


def _headed(heads: dict[str, str]) -> Sheet:
    for name in ("holder", "vote", "key"):
        if name not in heads:
            raise Mistyped(f"the line “{name}:” is missing")
    holder, short = heads["holder"].upper(), heads["key"].lower()
    if holder not in HOLDERS or len(holder) != 1:
        raise Mistyped(f"the line “holder:” says {holder}, which is none of A, B and C")
    if not is_hex(short, 16):
        raise Mistyped("the line “key:” does not have 16 digits")
    return Sheet(holder, heads["vote"], short, {})


def _parts(sheet: Sheet, pair: str, rows: dict[tuple[str, int], str]) -> Iterator[bytes]:
    """The parts of one half, each held against its check."""
    for number in range(LINES):
        name = f"line {pair}{number + 1}"
        if (pair, number) not in rows:
            raise Mistyped(f"{name} is missing")
        try:
            content = from_letters(rows[pair, number], LINE + CHECK)
        except ValueError as fault:
            raise Mistyped(f"{name} is mistyped: {fault}") from None
        part, check = content[:LINE], content[LINE:]
        if check != _check(sheet, pair, number, part):
            raise Mistyped(f"{name} is mistyped, or stands on the sheet of another holder, key or vote")
        yield part


def _check(sheet: Sheet, pair: str, number: int, part: bytes) -> bytes:
    """Two bytes that belong to this line of this sheet."""
    place = f"kuulu-sheet-1|{sheet.vote}|{sheet.key_print}|{sheet.holder}|{pair}{number + 1}|"
    return hashlib.sha256(place.encode() + part).digest()[:CHECK]
