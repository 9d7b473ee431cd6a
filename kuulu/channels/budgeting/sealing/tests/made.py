"""A made-up vote from sealing to the folder that the count gets."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kuulu.channels.budgeting.sealing import log
from kuulu.channels.budgeting.sealing.canonical import lines_of, sha256
from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.envelope import seal
from kuulu.channels.budgeting.sealing.keys import log_public_of, new_log_key, new_vote_key, public_of, split
from kuulu.channels.budgeting.sealing.publication import publish
from kuulu.channels.budgeting.sealing.rules import rules_file

COSTS = {"katos": 30_000_00, "penkki": 4_500_00, "laituri": 12_000_00, "puu": 1_250_50, "leikki": 22_000_00}
COSTS |= {"valo": 9_000_00, "taide": 15_500_00, "lava": 12_000_00}

VOTE_KEY, LOG_KEY = new_vote_key(), new_log_key()
SHEETS = split(VOTE_KEY, "koe-2026")


def told(kind: str = "approval", **more: Any) -> dict[str, Any]:
    """The rules of a round."""
    names = sorted(COSTS)
    random.Random(3).shuffle(names)
    kinds = {
        "approval": {"max": 4},
        "knapsack": {"max": 8, "budget": 45_000_00},
        "points": {"max": 8, "points": 10, "most": 6, "utility": "points"},
        "ranking": {"max": 4, "utility": "borda"},
    }
    return {
        "id": "koe-2026", "kind": kind, "cost": COSTS, "budget_total": 60_000_00, "tie_order": names, "rule": "greedy",
        "rare_percent": 100, "least_electorate": 0, "public_key": public_of(VOTE_KEY).hex(), "log_key": log_public_of(LOG_KEY).hex(), "increment": 10,
        "title": {"fi": "Koe; äänestys"}, "names": {"katos": {"fi": "Katos"}}, **kinds[kind], **more,
    }  # fmt: skip


def choices(kind: str, chance: random.Random) -> Any:
    """What somebody votes for; the same few are dear to most."""
    names = list(dict.fromkeys(chance.choices(sorted(COSTS), [9, 1, 7, 2, 5, 1, 3, 1], k=chance.randint(1, 3))))
    if kind == "points":
        return {name: chance.randint(1, 3) for name in names}
    while kind == "knapsack" and sum(COSTS[name] for name in names) > 45_000_00:
        names.pop()
    return names


@dataclass
class Made:
    """A vote that was held: its folder, receipts (envelope, code, choices) and the rows of its log."""

    folder: Path
    kind: str
    rules: bytes
    chance: random.Random
    rows: list[dict[str, Any]] = field(default_factory=list)
    heads: list[dict[str, Any]] = field(default_factory=list)
    boxes: list[bytes] = field(default_factory=list)
    receipts: list[tuple[str, str, Any]] = field(default_factory=list)
    paper: list[Any] = field(default_factory=list)

    def row(self, kind: str, **what: Any) -> None:
        prev = log.leaf_of(self.rows[-1]).hex() if self.rows else log.FIRST
        self.rows.append(log.next_row("koe-2026", len(self.rows) + 1, prev, kind, **what)[0])

    def head(self) -> None:
        self.heads.append(log.sign_head(LOG_KEY, "koe-2026", log.tree_of([log.leaf_of(row) for row in self.rows])))

    def cast(self, tag: str, ver: int = 1, *, said: Any = None, code: str = "", box: bytes = b"") -> None:
        said, code = choices(self.kind, self.chance) if said is None else said, code or new_code()
        box = box or seal(public_of(VOTE_KEY), "koe-2026", code, said)
        self.boxes.append(box)
        self.receipts.append((sha256(box), code, said))
        self.row("cast", tag=tag, ver=ver, box=sha256(box))

    def write(self) -> Made:
        """Give the files out again."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "rules.json").write_bytes(self.rules)
        (self.folder / "log.jsonl").write_bytes(lines_of(self.rows))
        (self.folder / "heads.jsonl").write_bytes(lines_of(self.heads))
        (self.folder / "envelopes.bin").write_bytes(b"".join(self.boxes))
        return self


def tag(number: int) -> str:
    return f"{number:032x}"


def held(folder: Path, kind: str = "approval", *, voters: int = 150, seed: int = 1, **more: Any) -> Made:
    """A vote with changed minds, paper, a removal, ballots against the rules and an envelope with nothing in it."""
    vote = Made(folder, kind, rules_file(told(kind, **more)), random.Random(seed))
    vote.row("open", box=sha256(vote.rules))
    for number in range(voters):
        vote.cast(tag(number))
        if number % 50 == 25:
            vote.head()
    for number in range(0, voters, 9):
        vote.cast(tag(number), 2)
    for number in range(3, voters, 20):
        vote.row("paper", tag=tag(number), ver=2 if number % 9 else 3)
        vote.paper.append(choices(kind, vote.chance))
    vote.row("paper", tag=tag(voters), ver=1)
    vote.row("void", tag=tag(1), ver=2)
    vote.cast(tag(voters + 1), said={"katos": 99} if kind == "points" else sorted(COSTS) * 2)
    vote.cast(tag(voters + 2), box=bytes(1072))
    vote.row("close")
    vote.head()
    return vote.write()


def opened(vote: Made, sheets: Any = SHEETS[:2]) -> Made:
    """Stripped and opened."""
    strip(vote.folder)
    open_boxes(vote.folder, sheets, paper=json.dumps(vote.paper).encode())
    return vote


def published(vote: Made, mode: Any = None, electorates: Any = None) -> Path:
    """The folder that everybody may read."""
    out = vote.folder / f"out-{mode}"
    publish(vote.folder, out, electorates, mode=mode)
    return out


def checked(folder: Path, *, language: str = "en", envelope: str = "", code: str = "") -> Any:
    """What the verifier finds."""
    from kuulu.channels.budgeting.sealing.verify_ballots import Vote

    found = Vote(folder, language, envelope, code)
    found.run()
    return found
