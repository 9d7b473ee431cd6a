"""What a clerk reads on a paper ballot: typed as numbers, or marked as on the ballot itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from ..vocabulary import BallotKind
from .ballot import MOST_DIGITS, PLACE, POINTS, TICK, Marked, read_marks

NUMBERS: Final = "numbers"
MOST_TYPED: Final = 2000  #: characters


@dataclass(frozen=True, slots=True)
class Entry:
    """What was read. `choices` is None for a spoiled ballot."""

    choices: Any
    marked: Marked | None
    typed: str
    faults: list[str]  #: of typing: to be corrected
    doubts: list[str]  #: against the rules of the vote: to be said once more, for a voter may have marked so
    is_sure: bool

    @property
    def is_whole(self) -> bool:
        return not self.faults and (self.is_sure or not self.doubts)


def read_entry(told: Mapping[str, Any], posted: QueryDict) -> Entry:
    """What a clerk entered of a ballot with the rules `told`. It never raises."""
    if posted.get("spoiled"):
        return Entry(None, None, "", [], [], True)
    typed = posted.get(NUMBERS, "").strip()[:MOST_TYPED]
    marks, faults = _from_numbers(told, typed) if typed else (posted, _faults_of_points(told, posted))
    if typed and any(name.startswith((TICK, POINTS, PLACE)) and posted.get(name) for name in posted):
        faults.append(_("Type the numbers or mark below, not both."))
    marked = read_marks(told, marks)
    return Entry(marked.choices, marked, typed, faults, [] if faults else marked.faults, bool(posted.get("as_marked")))


def _from_numbers(told: Mapping[str, Any], typed: str) -> tuple[QueryDict, list[str]]:
    """`3 7 12`, with points `3:5 7:2`, as the fields of the ballot's form."""
    marks, faults = QueryDict(mutable=True), list[str]()
    parts = [part.partition(":") for part in typed.replace(",", " ").split()]
    names = [name for name, _colon, _given in parts]
    by_points, ranks = told["kind"] == BallotKind.POINTS, told["kind"] == BallotKind.RANKING
    faults += [_("There is no number %(number)s on the ballot.") % {"number": name[:20]}
               for name in dict.fromkeys(names) if name not in told["cost"]]  # fmt: skip
    if not ranks:
        twice = [name for name, often in Counter(names).items() if often > 1]
        faults += [_("The number %(number)s is there twice.") % {"number": name[:20]} for name in twice]
    for name, colon, given in parts:
        if by_points != bool(colon) or (colon and not _is_points(given)):
            faults.append(_("Write number:points, for example 3:5.") if by_points else _("Write numbers only."))
        elif by_points:
            marks[f"{POINTS}{name}"] = given
        else:
            marks.appendlist(TICK, name)
    return marks, list(dict.fromkeys(faults))


def _faults_of_points(told: Mapping[str, Any], posted: QueryDict) -> list[str]:
    given = [posted.get(f"{POINTS}{name}", "").strip() for name in told["cost"]]
    wrong = told["kind"] == BallotKind.POINTS and any(text and not _is_points(text) for text in given)
    return [_("Points are whole numbers, 0 or more.")] if wrong else []


def _is_points(text: str) -> bool:
    return text.isdecimal() and len(text) <= MOST_DIGITS
