"""The log of a vote: rows that name the row before them, one root over all of them, and signed heads on the way.

Nobody can change, move, take out or put in a row behind a head that somebody outside has seen. The root is the tree hash
of RFC 6962, section 2.1.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from .canonical import canonical, is_hex
from .keys import is_signed, sign

KINDS: Final = ("open", "cast", "paper", "void", "close")
KEYS: Final = frozenset(("v", "e", "seq", "kind", "tag", "ver", "box", "prev"))
FIRST: Final = "0" * 64  #: what the first row names as the one before it

Row = dict[str, Any]
Head = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a log: a word for programs, the row where it shows (from 1), a sentence for people."""

    kind: str
    place: int
    text: str


def leaf_of(row: Row) -> bytes:
    """The hash of a row, 32 bytes: SHA-256 of a zero byte and the row in canonical JSON."""
    return hashlib.sha256(b"\0" + canonical(row)).digest()


def next_row(
    vote: str, seq: int, prev: str, kind: str, *, tag: str = "", ver: int = 0, box: str = ""
) -> tuple[Row, str]:
    """The row after the one whose leaf is `prev`, and its own leaf in hexadecimal digits. `seq` counts from 1."""
    row = {"v": 1, "e": vote, "seq": seq, "kind": kind, "tag": tag, "ver": ver, "box": box, "prev": prev}
    return row, leaf_of(row).hex()


@dataclass(slots=True)
class Tree:
    """A tree hash that grows leaf by leaf: only the roots of its whole parts are kept."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Put a leaf at the end."""
        rest = self.size
        while rest & 1:
            leaf = hashlib.sha256(b"\1" + self.peaks.pop() + leaf).digest()
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The tree hash over the leaves so far (RFC 6962, section 2.1)."""
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        found = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            found = hashlib.sha256(b"\1" + peak + found).digest()
        return found


def tree_of(leaves: Iterable[bytes]) -> Tree:
    """A tree over leaves that are hashes already."""
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree


def signed_text(vote: str, size: int, root: str) -> bytes:
    """What is signed of a head."""
    return b"kuulu-head-1|" + canonical({"e": vote, "root": root, "size": size})


def sign_head(log_key: bytes, vote: str, tree: Tree) -> Head:
    """A signed head over all leaves of a tree."""
    root = tree.root().hex()
    return {"size": tree.size, "root": root, "signature": sign(log_key, signed_text(vote, tree.size, root)).hex()}


def promised_text(vote: str, box: str, day: str) -> bytes:
    """What is signed when an envelope is taken: that it will stand in the log. `day` is written 2026-05-04."""
    return b"kuulu-promise-1|" + canonical({"box": box, "day": day, "e": vote})


def faults_of(
    rows: Sequence[Row], heads: Sequence[Head], *, vote: str, rules_hash: str, log_key: bytes, closed: bool = True
) -> list[Fault]:
    """All that is wrong with a log; the first is the first place where it shows. None when all is well.

    `rules_hash` is the SHA-256 of `rules.json`, `log_key` the public key of the log. With `closed` the log must have
    ended and the last head must cover it.
    """
    broken = _chain_faults(rows, vote)
    if broken and broken[0].kind == "form":
        return broken
    return [
        *broken,
        *_order_faults(rows, rules_hash, closed),
        *_head_faults(rows, heads, vote, log_key, closed),
        *_version_faults(rows),
    ]


def _chain_faults(rows: Sequence[Row], vote: str) -> list[Fault]:
    """The first row that is no row, or does not follow the one before it."""
    prev = FIRST
    for place, row in enumerate(rows, 1):
        if not _is_row(row):
            return [Fault("form", place, f"row {place} has not the form of a row")]
        if row["e"] != vote:
            return [Fault("vote", place, f"row {place} belongs to the vote {row['e']}")]
        if row["seq"] != place:
            text = f"row {place} says that it is row {row['seq']}: rows were taken out, put in or moved"
            return [Fault("order", place, text)]
        if row["prev"] != prev:
            return [Fault("chain", place, f"row {place} does not follow row {place - 1}: one of them was changed")]
        prev = leaf_of(row).hex()
    return []


def _is_row(row: Any) -> bool:
    """Whether something has the keys of a row with the values that belong to its kind."""
    if not isinstance(row, dict) or set(row) != KEYS or row["v"] != 1 or not isinstance(row["kind"], str):
        return False
    if type(row["seq"]) is not int or type(row["ver"]) is not int or not is_hex(row["prev"], 64):
        return False
    marked = is_hex(row["tag"], 32) and row["ver"] >= 1
    plain = row["tag"] == "" and row["ver"] == 0
    return bool(
        {
            "open": plain and is_hex(row["box"], 64),
            "cast": marked and is_hex(row["box"], 64),
            "paper": marked and row["box"] == "",
            "void": marked and row["box"] == "",
            "close": plain and row["box"] == "",
        }.get(row["kind"], False)
    )


def _order_faults(rows: Sequence[Row], rules_hash: str, closed: bool) -> list[Fault]:
    """Opened once, first, with these rules; closed once, last."""
    if not rows or rows[0].get("kind") != "open":
        return [Fault("open", 1, "the log does not begin with the row that opens the vote")]
    found = list[Fault]()
    if rows[0]["box"] != rules_hash:
        found.append(Fault("rules", 1, "the rules are not the ones that were fixed when the vote opened"))
    for place, row in enumerate(rows[1:], 2):
        if row.get("kind") == "open":
            found.append(Fault("open", place, f"row {place} opens the vote once more"))
        if row.get("kind") == "close" and place < len(rows):
            found.append(Fault("close", place, f"row {place} closes the vote, but rows follow it"))
    if closed and rows[-1].get("kind") != "close":
        found.append(Fault("cut", len(rows), f"the log ends at row {len(rows)} without the row that closes the vote"))
    return found


def _head_faults(rows: Sequence[Row], heads: Sequence[Head], vote: str, log_key: bytes, closed: bool) -> list[Fault]:
    """The first head that was not signed, or that does not match the rows."""
    tree, good = Tree(), 0
    for number, head in enumerate(heads, 1):
        if not _is_head(head) or head["size"] < good:
            return [Fault("head", good, f"head {number} has not the form of a head, or stands out of order")]
        size, root = head["size"], head["root"]
        if not is_signed(log_key, signed_text(vote, size, root), bytes.fromhex(head["signature"])):
            return [Fault("signature", size, f"head {number} over {size} rows was not signed by the log key")]
        if size > len(rows):
            return [Fault("cut", len(rows), f"a head covers {size} rows, the log has {len(rows)}")]
        for row in rows[tree.size : size]:
            tree.append(leaf_of(row))
        if tree.root().hex() != root:
            return [Fault("rewritten", good + 1, f"the log was rewritten between rows {good + 1} and {size}")]
        good = size
    if closed and good != len(rows):
        return [Fault("uncovered", good + 1, f"no head covers the rows from {good + 1} on")]
    return []


def _is_head(head: Any) -> bool:
    return (
        isinstance(head, dict)
        and type(head.get("size")) is int
        and is_hex(head.get("root"), 64)
        and is_hex(head.get("signature"), 128)
    )


def _version_faults(rows: Sequence[Row]) -> list[Fault]:
    """Envelopes that stand twice; marks whose versions are not 1, 2, 3 …; web votes after a paper one."""
    found, boxes = list[Fault](), dict[str, int]()
    marks: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for place, row in enumerate(rows, 1):
        if row.get("kind") == "cast" and (first := boxes.setdefault(row["box"], place)) != place:
            found.append(Fault("copy", place, f"the envelope of row {place} stands in row {first} already"))
        if row.get("kind") in ("cast", "paper", "void"):
            marks[row["tag"]].append((row["ver"], place, row["kind"]))
    for tag, versions in marks.items():
        found += _mark_faults(tag, sorted(versions))
    return sorted(found, key=lambda fault: fault.place)


def _mark_faults(tag: str, versions: Sequence[tuple[int, int, str]]) -> list[Fault]:
    for expected, (version, place, _kind) in enumerate(versions, 1):
        if version < expected:
            return [Fault("replay", place, f"row {place}: version {version} of the mark {tag[:8]} stands twice")]
        if version > expected:
            return [Fault("missing", place, f"row {place}: version {expected} of the mark {tag[:8]} is missing")]
    ended = ""
    for _version, place, kind in versions:
        if (ended and kind == "cast") or (ended == "void" and kind == "paper"):
            return [Fault("after", place, f"row {place}: the mark {tag[:8]} votes again after {ended}")]
        ended = kind if kind != "cast" else ended
    return []


def selected(rows: Sequence[Row]) -> Mapping[str, Row]:
    """For each mark the row of its highest version, which is the one that counts."""
    last: dict[str, Row] = {}
    for row in rows:
        if row["kind"] in ("cast", "paper", "void") and row["ver"] > last.get(row["tag"], {"ver": 0})["ver"]:
            last[row["tag"]] = row
    return last
