"""The rules of a round's vote as they go into `rules.json`, and what a voter is told of them."""

from __future__ import annotations

import math
from typing import Any, Final

from ..models import Proposal, Round
from ..vocabulary import BallotKind, CountingRule
from .result import CENTS

#: ballot, rule -> how `counting` names the rule and what a vote is worth
COUNTED_AS: Final[dict[tuple[str, str], tuple[str, str]]] = {
    (BallotKind.APPROVAL, CountingRule.GREEDY): ("greedy", "cost"),
    (BallotKind.APPROVAL, CountingRule.GREEDY_BY_VALUE): ("greedy", "cardinality"),
    (BallotKind.APPROVAL, CountingRule.EQUAL_SHARES): ("equal-shares", "cost"),
    (BallotKind.KNAPSACK, CountingRule.GREEDY): ("greedy", "cost"),
    (BallotKind.KNAPSACK, CountingRule.GREEDY_BY_VALUE): ("greedy", "cardinality"),
    (BallotKind.KNAPSACK, CountingRule.EQUAL_SHARES): ("equal-shares", "cost"),
    (BallotKind.POINTS, CountingRule.GREEDY): ("greedy-by-score", "points"),
    (BallotKind.POINTS, CountingRule.GREEDY_BY_VALUE): ("greedy", "points"),
    (BallotKind.POINTS, CountingRule.EQUAL_SHARES): ("equal-shares", "points"),
    (BallotKind.RANKING, CountingRule.GREEDY): ("greedy-by-score", "borda"),
    (BallotKind.RANKING, CountingRule.GREEDY_BY_VALUE): ("greedy", "borda"),
    (BallotKind.RANKING, CountingRule.EQUAL_SHARES): ("equal-shares", "borda"),
}
#: electors expected when the step of an endowment is chosen before anybody has voted
EXPECTED_BALLOTS: Final = 1000


def candidates(one: Round) -> list[Proposal]:
    """The proposals on the ballot, by number."""
    rows = one.proposals.filter(number__isnull=False).select_related("matter", "matter__unit", "round")
    return list(rows.order_by("number"))


def told_of(one: Round) -> dict[str, Any]:
    """What `sealing.rules.rules_file` needs beside the keys; sums are in cents."""
    shown = candidates(one)
    costs = {str(proposal.number): (proposal.euros or 0) * CENTS for proposal in shown}
    rule, utility = COUNTED_AS[one.ballot, one.rule]
    by_shares = one.rule == CountingRule.EQUAL_SHARES
    return {
        "kind": one.ballot,
        "max": most_of(one, len(shown)),
        "cost": costs,
        "budget_total": one.euros * CENTS,
        "budget": one.euros * CENTS if one.ballot == BallotKind.KNAPSACK else None,
        "points": one.points if one.ballot == BallotKind.POINTS else None,
        "unit": CENTS,
        "tie_order": _tie_order(one, costs),
        "rule": rule,
        "utility": utility,
        "completion": "add1u" if by_shares else "none",
        "increment": increment_of(one.euros) if by_shares else 1,
        "threshold": one.least_votes,
        "title": one.names,
        "names": {str(proposal.number): {proposal.matter.language: proposal.matter.title} for proposal in shown},
        "about": {"decides": one.decides.names, "round": one.code, "round_rules_sha256": one.fixed_rules.sha256},
    }


def most_of(one: Round, candidates: int) -> int:
    """How many proposals a ballot may name."""
    chosen = one.ballot in (BallotKind.APPROVAL, BallotKind.RANKING)
    return max(1, min(one.choices, candidates) if chosen else candidates)


def increment_of(euros: int, ballots: int = EXPECTED_BALLOTS) -> int:
    """The step by which an endowment grows, in whole euros: 1 while a voter's part is at most 1 000, else coarser.

    The published scale (algorithms, section 1): 10^(floor(log10(sum / ballots)) - 2).
    """
    part = euros / ballots
    return 1 if part <= 1000 else 10 ** (math.floor(math.log10(part)) - 2)


def _tie_order(one: Round, costs: dict[str, int]) -> list[str]:
    """The cheaper first, then by a lot that anybody draws again from the hash of the round's fixed rules."""
    from ..counting.election import Project, lot_by_seed

    projects = [Project(number, cost) for number, cost in costs.items()]
    lot = lot_by_seed(projects, one.fixed_rules.sha256)
    order = sorted(range(len(projects)), key=lambda at: (projects[at].cost, lot[at]))
    return [projects[at].id for at in order]
