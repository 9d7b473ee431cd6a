"""What a voter marks, read from a plain form: ticks, points or places, as the rules of the vote ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Proposal
from ..vocabulary import BallotKind

TICK: Final = "choice"
POINTS: Final = "points-"
PLACE: Final = "place-"
MOST_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class Marked:
    """What was marked, and what is wrong with it in sentences."""

    choices: Any  #: a list of numbers on the ballot, or a map from them to points
    faults: list[str]

    @property
    def names(self) -> list[str]:
        """The numbers on the ballot that were marked, in order."""
        return list(self.choices)

    def hidden(self) -> Iterator[tuple[str, str]]:
        """The same as fields of a form."""
        if isinstance(self.choices, dict):
            yield from ((f"{POINTS}{name}", str(given)) for name, given in self.choices.items())
        else:
            yield from ((TICK, name) for name in self.choices)


def read_marks(told: Mapping[str, Any], posted: QueryDict) -> Marked:
    """What a voter marked on a ballot with the rules `told`. It never raises."""
    if told["kind"] == BallotKind.POINTS:
        return _points(told, posted)
    if told["kind"] == BallotKind.RANKING:
        return _ranking(told, posted)
    ticked = [name for name in dict.fromkeys(posted.getlist(TICK)) if name in told["cost"]]
    return Marked(ticked, _faults_of_set(told, ticked))


def _faults_of_set(told: Mapping[str, Any], ticked: list[str]) -> list[str]:
    faults = [] if ticked else [_("Choose at least one proposal.")]
    if len(ticked) > told["max"]:
        faults.append(too_many(told["max"], len(ticked)))
    cost = sum(told["cost"][name] for name in ticked)
    if told["budget"] is not None and cost > told["budget"]:
        over = {"over": _whole(cost - told["budget"], told["unit"])}
        faults.append(_("Your choices cost %(over)s euros more than there is. Leave something out.") % over)
    return faults


def too_many(most: int, chosen: int) -> str:
    """That more was chosen than one may."""
    sentence = ngettext(
        "Choose at most %(most)s proposal. You chose %(chosen)s.",
        "Choose at most %(most)s proposals. You chose %(chosen)s.",
        most,
    )
    return sentence % {"most": most, "chosen": chosen}


def _whole(amount: int, unit: int) -> int:
    return -(-amount // unit)


def _points(told: Mapping[str, Any], posted: QueryDict) -> Marked:
    given, faults = {}, []
    for name in told["cost"]:
        text = posted.get(f"{POINTS}{name}", "").strip()
        if text and not (text.isdecimal() and len(text) <= MOST_DIGITS):
            faults.append(_("Points are whole numbers, 0 or more."))
        elif text and int(text):
            given[name] = int(text)
    total = sum(given.values())
    if not given and not faults:
        faults.append(_("Give points to at least one proposal."))
    if total > told["points"]:
        numbers = {"points": told["points"], "given": total}
        faults.append(_("You have %(points)s points and gave %(given)s.") % numbers)
    return Marked(given, list(dict.fromkeys(faults)))


def _ranking(told: Mapping[str, Any], posted: QueryDict) -> Marked:
    """From the check page the ranking comes as ticks in order, from the ballot as places."""
    placed = posted.getlist(TICK) or [posted.get(f"{PLACE}{at}", "") for at in range(1, told["max"] + 1)]
    ranked = [name for name in placed if name in told["cost"]]
    faults = [] if ranked else [_("Choose at least your first.")]
    if len(ranked) > told["max"]:
        faults.append(too_many(told["max"], len(ranked)))
    if len(set(ranked)) < len(ranked):
        faults.append(_("The same proposal stands in two places. Choose another for one of them."))
    return Marked(ranked, faults)


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate on the ballot page, with what the voter marked."""

    proposal: Proposal
    is_ticked: bool
    points: str


def lines_of(shown: list[Proposal], marked: Marked | None) -> list[Line]:
    """The candidates with what was marked, in the order in which they are shown."""
    choices = marked.choices if marked else []
    points = choices if isinstance(choices, dict) else {}
    return [
        Line(proposal, str(proposal.number) in choices, str(points.get(str(proposal.number), ""))) for proposal in shown
    ]


def places_of(told: Mapping[str, Any], marked: Marked | None) -> list[tuple[int, str]]:
    """The places of a ranking with what stands there."""
    ranked = marked.names if marked else []
    return [(at, ranked[at - 1] if at <= len(ranked) else "") for at in range(1, told["max"] + 1)]
