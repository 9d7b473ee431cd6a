"""Counts an election by a named rule and tells each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .completion import Completed, Completion, complete
from .election import BallotKind, Election, lot_by_id
from .greedy import by_score, by_score_per_cost, take
from .support import Borda, Support, Utility, support_of


class Rule(StrEnum):
    """How winners are found."""

    GREEDY = "greedy"  #: by votes (cost), votes per euro (cardinality), or score per euro (points, Borda)
    GREEDY_BY_SCORE = "greedy-by-score"  #: by score, whatever it is
    GREEDY_NO_SKIP = "greedy-no-skip"  #: by score, ending at the first that does not fit
    EQUAL_SHARES = "equal-shares"


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The rule with all that belongs to it, fixed before anybody votes."""

    rule: Rule = Rule.GREEDY
    utility: Utility = Utility.COST
    completion: Completion = Completion.NONE
    borda: Borda = Borda.LISTED
    increment: int = 1  #: units of the currency
    least: int = 0  #: score below which a project is left out


@dataclass(frozen=True)
class Result:
    """Winners in the order of choice, what they cost in minor units, and what was done."""

    election: Election
    terms: Terms
    winners: list[str]
    spent: int
    steps: list[dict[str, Any]] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        """For JSON: money in units of the currency."""
        return {
            "rule": str(self.terms.rule),
            "winners": self.winners,
            "spent": money(self.spent, self.election.unit),
            "steps": self.steps,
        }


def money(amount: int, unit: int) -> int | float:
    """Minor units as a number of the currency."""
    return amount // unit if amount % unit == 0 else float(Decimal(amount) / unit)


def count(election: Election, terms: Terms, lot: Sequence[int] | None = None) -> Result:
    """Count. `lot` is each project's place in the drawn lot; without one ids decide. Raises ValueError."""
    drawn = lot_by_id(election.projects) if lot is None else list(lot)
    support = supported(election, terms)
    if terms.rule is Rule.EQUAL_SHARES:
        return _by_equal_shares(election, terms, support, drawn)
    plain = terms.rule is not Rule.GREEDY or terms.utility is Utility.COST
    order = (by_score if plain else by_score_per_cost)(support, drawn)
    taken = take(order, support, election.budget, skips=terms.rule is not Rule.GREEDY_NO_SKIP)
    return _greedily(election, terms, support, order, taken)


def supported(election: Election, terms: Terms) -> Support:
    """Who stands behind each project, as the terms see it."""
    support = support_of(election, terms.utility, terms.borda)
    return _above(support, terms.least) if terms.least else support


def _above(support: Support, least: int) -> Support:
    """Without the projects that too few want; their voters stay."""
    kept = [score if score >= least else 0 for score in support.scores]
    return replace(support, scores=kept)


def _greedily(election: Election, terms: Terms, support: Support, order: list[int], taken: list[int]) -> Result:
    chosen, left, steps = set(taken), election.budget, list[dict[str, Any]]()
    for project in order:
        step = {"project": election.projects[project].id, "score": support.scores[project]}
        step |= {"cost": money(support.costs[project], election.unit), "left": money(left, election.unit)}
        steps.append(step | {"chosen": project in chosen})
        left -= support.costs[project] if project in chosen else 0
    return Result(election, terms, [election.projects[p].id for p in taken], election.budget - left, steps)


def _by_equal_shares(election: Election, terms: Terms, support: Support, lot: Sequence[int]) -> Result:
    increment = terms.increment * election.unit
    done = complete(support, election.budget, lot, terms.completion, unit=election.unit, increment=increment)
    spent = sum(support.costs[p] for p in done.winners)
    return Result(
        election, terms, [election.projects[p].id for p in done.winners], spent, _rounds(election, support, done)
    )


def _rounds(election: Election, support: Support, done: Completed) -> list[dict[str, Any]]:
    """What each round chose: the rate that its voters paid at most, and how many votes it was worth."""
    run, unit, steps = done.outcome.run, election.unit, list[dict[str, Any]]()
    paid = {payment.project: payment for payment in run.payments}
    for project in done.winners:
        step: dict[str, Any] = {"project": election.projects[project].id, "votes": support.scores[project]}
        step["cost"] = money(support.costs[project], unit)
        if payment := paid.get(project):
            rate = run.rate_of(payment)
            step["paid_at_most"] = str(rate / unit)
            step["effective_votes"] = str(support.costs[project] / rate) if rate else "0"
        elif project in done.added:
            step["by"] = "utilitarian"
        else:
            step["by"] = "free"
        steps.append(step)
    return steps


def allowed(kind: BallotKind) -> tuple[Utility, ...]:
    """The utilities that ballots of a kind can tell."""
    more = {BallotKind.POINTS: (Utility.POINTS,), BallotKind.RANKING: (Utility.BORDA,)}
    return (Utility.COST, Utility.CARDINALITY, *more.get(kind, ()))
