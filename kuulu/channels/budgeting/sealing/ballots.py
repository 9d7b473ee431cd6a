"""What a ballot says, whether the rules allow it, and how it is written into `ballots.csv`."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from .codes import CODE
from .rules import Form, Rules

COLUMNS: Final = ["code", "source", "choices", "valid"]
UNREAD: Final = "?"  #: stands for choices that are in no form at all
MOST_POINTS: Final = 10**9

#: projects with what each was given: points, or 1
Choices = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One ballot as it is counted. `choices` is None where what was in the envelope is in no form."""

    code: str
    source: str  #: web or paper
    choices: Choices | None
    valid: bool


def read_choices(rules: Rules, said: Any) -> Choices | None:
    """The choices in their one form: sets by id, points by id without zeros, rankings as ranked. None for no form."""
    if rules.form is Form.POINTS:
        return _read_points(rules, said)
    if not isinstance(said, list) or not all(isinstance(name, str) and name in rules.costs for name in said):
        return None
    return tuple((name, 1) for name in (said if rules.form is Form.RANKING else sorted(said)))


def _read_points(rules: Rules, said: Any) -> Choices | None:
    if not isinstance(said, dict) or not all(name in rules.costs for name in said):
        return None
    if not all(type(points) is int and 0 <= points <= MOST_POINTS for points in said.values()):
        return None
    return tuple((name, points) for name, points in sorted(said.items()) if points)


def fits(rules: Rules, choices: Choices | None) -> bool:
    """Whether the rules allow the choices: how many, none twice, within the sum and the points."""
    if choices is None or not rules.least <= len(choices) <= rules.most:
        return False
    names = {name for name, _given in choices}
    cost = sum(rules.costs[name] for name in names)
    if len(names) < len(choices) or (rules.ballot_sum is not None and cost > rules.ballot_sum):
        return False
    if rules.form is not Form.POINTS:
        return True
    given = [points for _name, points in choices]
    within = rules.points is None or sum(given) <= rules.points
    return within and (rules.most_points is None or max(given, default=0) <= rules.most_points)


def told(rules: Rules, choices: Choices | None) -> str:
    """Choices as they stand in a column: `a|b`, or `a:3|b:1` with points."""
    if choices is None:
        return UNREAD
    if rules.form is Form.POINTS:
        return "|".join(f"{name}:{points}" for name, points in choices)
    return "|".join(name for name, _given in choices)


def choices_in(rules: Rules, text: str) -> Choices | None:
    """What such a column says. None for no form."""
    if text == UNREAD:
        return None
    parts = text.split("|") if text else []
    if rules.form is not Form.POINTS:
        return read_choices(rules, parts)
    pairs = [part.partition(":") for part in parts]
    return read_choices(rules, {name: int(points) if points.isdecimal() else -1 for name, _colon, points in pairs})


def web_ballots(rules: Rules, opened: Iterable[tuple[str, Any] | None]) -> list[Ballot]:
    """Ballots out of envelopes; None stands for an envelope that could not be opened.

    A code that two envelopes share gets `#1`, `#2` after it, so that both are seen; without a code in its form a ballot
    counts as not opened.
    """
    read = [one if one and CODE.fullmatch(one[0]) else None for one in opened]
    known = sorted(
        ((code, read_choices(rules, said)) for code, said in filter(None, read)), key=lambda one: _order(rules, one)
    )
    often, seen, found = Counter(code for code, _ in known), Counter[str](), list[Ballot]()
    for code, choices in known:
        seen[code] += 1
        name = f"{code}#{seen[code]}" if often[code] > 1 else code
        found.append(Ballot(name, "web", choices, fits(rules, choices)))
    unread = [Ballot(f"UNREAD-{number:04}", "web", None, False) for number in range(1, read.count(None) + 1)]
    return found + unread


def _order(rules: Rules, one: tuple[str, Choices | None]) -> tuple[str, str]:
    return one[0], told(rules, one[1])


def paper_ballots(rules: Rules, entered: Iterable[Any]) -> list[Ballot]:
    """Ballots that two people entered from paper, numbered in the order of what they say."""
    read = sorted((read_choices(rules, said) for said in entered), key=lambda choices: told(rules, choices))
    return [
        Ballot(f"PAPER-{number:04}", "paper", choices, fits(rules, choices)) for number, choices in enumerate(read, 1)
    ]


def write_ballots(rules: Rules, ballots: Sequence[Ballot]) -> bytes:
    """The file of whole ballots, sorted by code."""
    rows = sorted([one.code, one.source, told(rules, one.choices), str(int(one.valid))] for one in ballots)
    return table(COLUMNS, rows)


def read_ballots(rules: Rules, content: bytes) -> list[Ballot]:
    """The ballots in such a file. Raises ValueError."""
    rows = list(csv.reader(io.StringIO(content.decode())))
    if not rows or rows[0] != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        raise ValueError("ballots.csv has not the columns of ballots")
    found = list[Ballot]()
    for code, source, text, valid in rows[1:]:
        choices = choices_in(rules, text)
        if valid != str(int(fits(rules, choices))):
            raise ValueError(f"ballots.csv: the validity of {code} is not what the rules say")
        found.append(Ballot(code, source, choices, valid == "1"))
    return found


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV (RFC 4180) with line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue().encode()


def read_entered(content: bytes) -> list[Any]:
    """The choices of paper ballots: a JSON list, in it the choices of each. Raises ValueError."""
    entered = json.loads(content)
    if not isinstance(entered, list):
        raise ValueError("a list of the paper ballots' choices is expected")
    return entered
