"""The greedy rules: by score or by score for each euro, taking what fits. What nearly all cities do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from .support import Support


def by_score(support: Support, lot: Sequence[int]) -> list[int]:
    """Projects with a score, highest first; ties by lower cost, then the lot."""
    return sorted(_scored(support), key=lambda p: (-support.scores[p], support.costs[p], lot[p]))


def by_score_per_cost(support: Support, lot: Sequence[int]) -> list[int]:
    """Projects with a score, the most score for a euro first; ties by lower cost, more votes, the lot. What is free comes first."""

    def order(p: int) -> tuple[bool, Fraction, int, int, int]:
        cost, score = support.costs[p], support.scores[p]
        votes = -score if support.ties_by_votes else 0
        return cost > 0, -Fraction(score, cost) if cost else Fraction(-score), cost, votes, lot[p]

    return sorted(_scored(support), key=order)


def _scored(support: Support) -> list[int]:
    return [p for p, score in enumerate(support.scores) if score > 0]


def take(
    order: Iterable[int], support: Support, budget: int, *, skips: bool = True, beside: Iterable[int] = ()
) -> list[int]:
    """Go through projects in order and take each that fits the money left and what is `beside` it already.

    Without `skips` stop at the first that does not fit the money.
    """
    taken, left, closed = list[int](), budget, set[int]().union(*(support.rivals[p] for p in beside))
    for project in order:
        if project in closed:
            continue
        if support.costs[project] <= left:
            taken.append(project)
            left -= support.costs[project]
            closed |= support.rivals[project]
        elif not skips:
            break
    return taken
