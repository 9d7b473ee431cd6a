"""The count, in a room and off the net: envelopes are parted from marks without a key, then opened by two holders.

A folder holds what the house gave out: `rules.json`, `log.jsonl`, `heads.jsonl` and `envelopes.bin`, all envelopes one after
another in any order. `strip` puts `boxes.bin` and `opened.json` beside them, `open_boxes` then `ballots.csv`, `count.json`
and `minutes.txt`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from . import log
from .ballots import paper_ballots, read_entered, web_ballots, write_ballots
from .canonical import canonical, read_canonical, read_lines, sha256
from .envelope import BOX, Unopenable, unseal
from .keys import Sheet, join
from .rules import Rules, read_rules

GIVEN: Final = ("rules.json", "log.jsonl", "heads.jsonl")
PROGRAMS: Final = ("sealing", "counting")


class Stopped(ValueError):
    """The count cannot go on; `reasons` are sentences, the first the first place where something shows."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Given:
    """What the house gave out, once it has been found whole."""

    rules: Rules
    rows: list[log.Row]
    heads: list[log.Head]

    @property
    def boxes(self) -> list[str]:
        """The hashes of the envelopes that count, sorted: the highest version of each mark, where that is an envelope."""
        return sorted(row["box"] for row in log.selected(self.rows).values() if row["kind"] == "cast")


def read_given(folder: Path) -> Given:
    """Rules, log and heads of a folder. Raises Stopped when anything is wrong with them, and OSError."""
    raw, rows, heads = ((folder / name).read_bytes() for name in GIVEN)
    rules = read_rules(raw)
    given = Given(rules, _lines("log.jsonl", rows), _lines("heads.jsonl", heads))
    faults = log.faults_of(given.rows, given.heads, vote=rules.vote, rules_hash=rules.hash, log_key=rules.log_key)
    if faults:
        raise Stopped([fault.text for fault in faults])
    return given


def _lines(name: str, content: bytes) -> list[Any]:
    try:
        return read_lines(content)
    except ValueError as fault:
        raise Stopped([f"{name}: {fault}"]) from None


# --- without a key -----------------------------------------------------------------------------------------------


def strip(folder: Path) -> int:
    """Part the envelopes that count from their marks; how many there are. Raises Stopped and OSError.

    The log is checked, the highest version of each mark taken, and what is left is shuffled.
    """
    given = read_given(folder)
    boxes = _chosen((folder / "envelopes.bin").read_bytes(), given)
    secrets.SystemRandom().shuffle(boxes)
    (folder / "boxes.bin").write_bytes(b"".join(boxes))
    (folder / "opened.json").write_bytes(canonical({"boxes": given.boxes, "id": given.rules.vote, "v": 1}))
    return len(boxes)


def _chosen(content: bytes, given: Given) -> list[bytes]:
    """The envelopes that the log selects. Raises Stopped for one that is missing, changed or in no row."""
    if len(content) % BOX:
        raise Stopped([f"envelopes.bin is cut off: {len(content)} bytes are no multiple of {BOX}"])
    held = {sha256(box): box for box in boxes_in(content)}
    named = {row["box"]: row["seq"] for row in given.rows if row["kind"] == "cast"}
    missing = [f"the envelope of row {seq} is missing or was changed" for box, seq in named.items() if box not in held]
    strange = [f"the envelope {box[:8]} stands in no row of the log" for box in held if box not in named]
    if missing or strange:
        raise Stopped([*missing, *strange])
    return [held[box] for box in given.boxes]


def boxes_in(content: bytes) -> list[bytes]:
    """Envelopes that lie one after another."""
    return [content[at : at + BOX] for at in range(0, len(content), BOX)]


# --- with the key ------------------------------------------------------------------------------------------------


def open_boxes(folder: Path, sheets: tuple[Sheet, Sheet], *, paper: bytes = b"[]", spoiled: int = 0) -> dict[str, int]:
    """Open what `strip` left, with the sheets of two holders; the counts that the minutes tell.

    `paper` is a JSON list with the choices of each paper ballot, entered twice and agreed; `spoiled` is how many came back
    spoiled. A ballot against the rules is kept and not counted. Raises Stopped, WrongShares, ValueError and OSError.
    """
    given = read_given(folder)
    rules, boxes = given.rules, boxes_in((folder / "boxes.bin").read_bytes())
    opened = read_canonical((folder / "opened.json").read_bytes())
    if not opened.get("boxes") == given.boxes == sorted(map(sha256, boxes)):
        raise Stopped(["boxes.bin and opened.json are not what the log selects: strip again"])
    key = join(*sheets, rules.public_key)
    ballots = web_ballots(rules, [_opened(key, rules, box) for box in boxes])
    ballots += paper_ballots(rules, read_entered(paper))
    counts = {
        "envelopes": len(boxes),
        "paper_ballots": len(ballots) - len(boxes),
        "paper_spoiled": spoiled,
        "rejected": sum(not one.valid for one in ballots),
        "unread": sum(one.source == "web" and one.choices is None for one in ballots),
    }
    if (given_out := papers(given)) < counts["paper_ballots"] + spoiled:
        raise Stopped([f"more paper ballots came back than the {given_out} that the log gave out"])
    (folder / "ballots.csv").write_bytes(write_ballots(rules, ballots))
    (folder / "count.json").write_bytes(canonical(counts))
    (folder / "minutes.txt").write_text(_minutes(folder, rules, sheets, counts), encoding="utf-8")
    return counts


def _opened(key: X25519PrivateKey, rules: Rules, box: bytes) -> tuple[str, Any] | None:
    try:
        return unseal(key, rules.vote, box)
    except Unopenable:
        return None


def papers(given: Given) -> int:
    """To how many marks a paper ballot was given out."""
    return len({row["tag"] for row in given.rows if row["kind"] == "paper"})


def program_hash() -> str:
    """One hash over all files of the programs that open and count."""
    root = Path(__file__).parents[1]
    files = sorted(file for name in PROGRAMS for file in (root / name).glob("*.py"))
    return sha256(canonical({str(file.relative_to(root)): sha256(file.read_bytes()) for file in files}))


def _minutes(folder: Path, rules: Rules, sheets: tuple[Sheet, Sheet], counts: dict[str, int]) -> str:
    """What was done with what, for the people in the room to sign; it names no choice."""
    files = (*GIVEN, "boxes.bin", "opened.json", "ballots.csv")
    lines = [
        f"Ääntenlaskennan pöytäkirja · Protokoll över rösträkning · Minutes of the count: {rules.vote}",
        f"Avaajat · Öppnades av · Opened by: {sheets[0].holder}, {sheets[1].holder}",
        *(f"{name}: {number}" for name, number in sorted(counts.items())),
        f"program SHA-256 {program_hash()}",
        *(f"{name} SHA-256 {sha256((folder / name).read_bytes())}" for name in files),
    ]
    return "\n".join([*lines, "", "Allekirjoitukset · Underskrifter · Signed:", ""])


def read_counts(folder: Path) -> dict[str, int]:
    """The counts that `open_boxes` wrote. Raises OSError and ValueError."""
    counts: dict[str, int] = json.loads((folder / "count.json").read_bytes())
    return counts
