"""Who stands behind each project, and with how much: the ballots of an election as arrays that a count works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

import numpy as np

from .election import BallotKind, Election

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]


class Utility(StrEnum):
    """What a project that is carried out is worth to somebody who voted for it."""

    COST = "cost"  #: as much as it costs
    CARDINALITY = "cardinality"  #: the same whatever it costs
    POINTS = "points"  #: the points given to it
    BORDA = "borda"  #: by its place in the ranking


class Borda(StrEnum):
    """What a place j (from 0) in a ranking gives."""

    LISTED = "L-1-j"  #: L projects listed: the last gives nothing
    LONGEST = "k-j"  #: k may be listed: as Kraków counts


@dataclass(frozen=True, slots=True)
class Backers:
    """The groups behind a project, with the numbers of a float's count beside those of an exact one."""

    groups: Ints  #: indices, ascending
    shares: Ints  #: what each of their ballots gives: 1, or points
    sizes: Floats  #: ballots in each
    loads: Floats  #: their shares, all ballots together

    def those(self, kept: Any) -> Backers:
        """Some of them, by mask."""
        return Backers(self.groups[kept], self.shares[kept], self.sizes[kept], self.loads[kept])


@dataclass(frozen=True)
class Support:
    """For each project the groups behind it and what each of its voters gives it; all of one length per project."""

    costs: list[int]
    factors: list[int]  #: utility of a share: the cost with cost utilities, else 1
    sizes: Ints  #: ballots in each group
    backers: list[Backers]
    scores: list[int]  #: votes, or the sum of points
    voters: int
    rivals: list[frozenset[int]]  #: projects that cannot be carried out beside it
    ties_by_votes: bool  #: whether more votes come before the lot when projects tie


def support_of(election: Election, utility: Utility, borda: Borda = Borda.LISTED) -> Support:
    """The arrays of an election. Raises ValueError where the ballots do not tell such a utility."""
    rows = _gathered(_given(election, utility, borda))
    sizes = np.fromiter(rows.values(), np.int64, len(rows))
    lengths = np.fromiter((len(choices) for choices, _shares in rows), np.int64, len(rows))
    marks = np.fromiter(chain.from_iterable(choices for choices, _shares in rows), np.int64)
    worth = np.fromiter(chain.from_iterable(shares for _choices, shares in rows), np.int64)
    order = np.argsort(marks, kind="stable")
    ends = np.cumsum(np.bincount(marks, minlength=len(election.projects)))[:-1]
    groups = np.split(np.repeat(np.arange(len(rows)), lengths)[order], ends)
    shares = np.split(worth[order] if len(worth) else np.ones_like(marks), ends)
    costs = [project.cost for project in election.projects]
    return Support(
        costs=costs,
        factors=costs if utility is Utility.COST else [1] * len(costs),
        sizes=sizes,
        backers=[_backers(who, share, sizes) for who, share in zip(groups, shares, strict=True)],
        scores=[int(sizes[who] @ share) for who, share in zip(groups, shares, strict=True)],
        voters=election.voters,
        rivals=election.rivals(),
        ties_by_votes=utility in (Utility.COST, Utility.CARDINALITY),
    )


def _backers(groups: Ints, shares: Ints, sizes: Ints) -> Backers:
    ballots = sizes[groups]
    return Backers(groups, shares, ballots.astype(np.float64), (ballots * shares).astype(np.float64))


#: projects in their order, and what each is given; no shares where every one is 1
Content = tuple[tuple[int, ...], tuple[int, ...]]


def _gathered(given: Iterator[tuple[Content, int]]) -> dict[Content, int]:
    """Groups of the same content made one; those that give nothing to anything are left out."""
    counts: defaultdict[Content, int] = defaultdict(int)
    for content, size in given:
        if content[0]:
            counts[content] += size
    return counts


def _given(election: Election, utility: Utility, borda: Borda) -> Iterator[tuple[Content, int]]:
    """What each group gives to which projects; what gives nothing is left out."""
    if utility is Utility.POINTS and election.kind is not BallotKind.POINTS:
        raise ValueError("these ballots give no points")
    if utility is Utility.BORDA and election.kind is not BallotKind.RANKING:
        raise ValueError("these ballots rank nothing")
    weighs = utility in (Utility.POINTS, Utility.BORDA)
    longest = election.longest or max((len(group.choices) for group in election.groups), default=0)
    for group in election.groups:
        if not weighs:
            marked = zip(group.choices, group.points, strict=True) if group.points else ()
            choices = [p for p, points in marked if points > 0] if group.points else group.choices
            yield (tuple(sorted(choices)), ()), group.size
            continue
        shares = group.points if utility is Utility.POINTS else _places(len(group.choices), borda, longest)
        pairs = sorted((p, share) for p, share in zip(group.choices, shares, strict=True) if share > 0)
        yield (tuple(p for p, _ in pairs), tuple(share for _, share in pairs)), group.size


def _places(listed: int, borda: Borda, longest: int) -> list[int]:
    """What each place of a ranking gives."""
    first = longest if borda is Borda.LONGEST else listed - 1
    return [max(0, first - place) for place in range(listed)]
