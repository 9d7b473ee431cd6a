"""How the money that Equal Shares leaves over is spent: nothing, more for each ballot step by step, or by votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from .equal_shares import Outcome, equal_shares
from .greedy import by_score, take
from .support import Support


class Completion(StrEnum):
    """What is done after the first run."""

    NONE = "none"
    UTILITARIAN = "utilitarian"  #: take by score what fits
    ADD1 = "add1"  #: raise the endowment until nothing more fits, never over the budget
    ADD1_INTEGRAL = "add1-integral"  #: from a whole endowment, raise it until the next step would overspend
    ADD1U = "add1u"  #: add1, then utilitarian


@dataclass(slots=True)
class Completed:
    """Who won, in the order of choice; the last run, how often the count was run, and who came in only afterwards."""

    winners: list[int]
    outcome: Outcome
    runs: int
    added: list[int]


def complete(
    support: Support, budget: int, lot: Sequence[int], completion: Completion, *, unit: int, increment: int
) -> Completed:
    """Equal Shares with a completion. `increment` and `unit` (of the currency) are in minor units."""
    start = Fraction(budget, support.voters) if support.voters else Fraction(0)
    if completion is Completion.ADD1_INTEGRAL:
        outcome, runs = _raise(support, budget, lot, Fraction(start // unit * unit), increment, until_full=False)
    elif completion in (Completion.ADD1, Completion.ADD1U):
        outcome, runs = _raise(support, budget, lot, start, increment, until_full=True)
    else:
        outcome, runs = equal_shares(support, start, lot), 1
    winners, added = outcome.winners, list[int]()
    if completion in (Completion.UTILITARIAN, Completion.ADD1U):
        chosen = set(winners)
        rest = [p for p in by_score(support, lot) if p not in chosen]
        added = take(rest, support, budget - _spent(support, winners), beside=winners)
    return Completed([*winners, *added], outcome, runs, added)


def _spent(support: Support, winners: Sequence[int]) -> int:
    return sum(support.costs[p] for p in winners)


def _raise(
    support: Support, budget: int, lot: Sequence[int], start: Fraction, increment: int, *, until_full: bool
) -> tuple[Outcome, int]:
    """The last outcome within the budget as the endowment grows; stops where all that anybody wants is chosen."""
    wanted = [p for p, score in enumerate(support.scores) if score > 0]
    outcome, runs, steps = equal_shares(support, start, lot), 1, 0
    while True:
        left = budget - _spent(support, outcome.winners)
        closed = set(outcome.winners).union(*(support.rivals[p] for p in outcome.winners))
        rest = [support.costs[p] for p in wanted if p not in closed]
        if not rest or (until_full and min(rest) > left):
            return outcome, runs
        if (same := outcome.run.same_until) == float("inf"):
            return outcome, runs
        steps += 1 + int(same // increment)  # the steps between would end as this one did
        later = equal_shares(support, start + steps * increment, lot)
        runs += 1
        if _spent(support, later.winners) > budget:
            return outcome, runs
        outcome = later
