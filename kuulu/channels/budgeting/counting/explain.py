"""Why a project won or not, in numbers that a recount has shown to be true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from .completion import complete
from .count import Result, Terms, count, supported
from .election import Election, Group, Project
from .equal_shares import Payment, Run


@dataclass(frozen=True, kw_only=True)
class WouldHaveWon:
    """What would have been enough for a project that did not win; None where nothing looked at was."""

    less: int | None  #: minor units that it would have had to cost less
    more: int | None  #: ballots for it alone


def would_have_won(election: Election, terms: Terms, project: str, lot: Sequence[int]) -> WouldHaveWon:
    """The smallest change found with which a recount elects the project.

    The rules are not monotone, so that a smaller change might do as well; what is told has been counted.
    """
    number = next(at for at, one in enumerate(election.projects) if one.id == project)
    cost, unit = election.projects[number].cost, election.unit

    def cheaper(steps: int) -> bool:
        return _wins(_cheaper(election, number, steps * unit), terms, project, lot)

    def dearer(voters: int) -> bool:
        return _wins(_with_more(election, number, voters), terms, project, lot)

    less = _smallest(cheaper, max(0, (cost - 1) // unit))
    return WouldHaveWon(less=None if less is None else less * unit, more=_smallest(dearer, 2 * election.voters))


def _wins(election: Election, terms: Terms, project: str, lot: Sequence[int]) -> bool:
    return project in count(election, terms, lot).winners


def _cheaper(election: Election, number: int, less: int) -> Election:
    projects = list(election.projects)
    projects[number] = Project(projects[number].id, projects[number].cost - less)
    return replace(election, projects=projects)


def _with_more(election: Election, number: int, voters: int) -> Election:
    points = max((max(group.points, default=0) for group in election.groups), default=0)
    alone = Group((number,), (points,) if points else (), voters)
    return replace(election, groups=[*election.groups, alone])


def _smallest(is_enough: Callable[[int], bool], most: int) -> int | None:
    """A number that is enough, the smallest that halving between doubling steps finds; None when not even `most` is."""
    high = 1
    while high < most and not is_enough(high):
        high *= 2
    high = min(high, most)
    if high < 1 or not is_enough(high):
        return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(middle) else (middle, high)
    return high


@dataclass(frozen=True, kw_only=True)
class Compared:
    """The same ballots counted by another rule, which decides nothing."""

    terms: Terms
    result: Result
    only_here: list[str]
    only_there: list[str]
    content: int  #: ballots with at least one winner
    happier_there: int  #: ballots with more of their projects among the winners by the other rule
    happier_here: int


def compare(official: Result, terms: Terms, lot: Sequence[int]) -> Compared:
    """Hold the official result beside that of another rule."""
    election = official.election
    other = count(election, terms, lot)
    here, there = set(official.winners), set(other.winners)
    numbers = {project.id: at for at, project in enumerate(election.projects)}
    here_at, there_at = {numbers[name] for name in here}, {numbers[name] for name in there}
    content = happier_there = happier_here = 0
    for group in election.groups:
        wins, wins_there = len(here_at.intersection(group.choices)), len(there_at.intersection(group.choices))
        content += group.size * (wins_there > 0)
        happier_there += group.size * (wins_there > wins)
        happier_here += group.size * (wins > wins_there)
    return Compared(
        terms=terms, result=other, only_here=[name for name in official.winners if name not in there],
        only_there=[name for name in other.winners if name not in here], content=content,
        happier_there=happier_there, happier_here=happier_here,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Paid:
    """Who paid for a winner of Equal Shares. Money is in minor units; whoever had less than their part gave all they had."""

    project: str
    cost: int
    supporters: int  #: ballots that name it
    full: int  #: ballots that paid their whole part
    least: Fraction  #: of a whole part
    most: Fraction
    short: int  #: ballots that gave all they had left
    short_sum: Fraction  #: what those gave together


def who_paid(election: Election, terms: Terms, lot: Sequence[int]) -> list[Paid]:
    """Each payment of the count by Equal Shares, in the order of choice. The sums of each make up its cost exactly."""
    support = supported(election, terms)
    increment = terms.increment * election.unit
    run = complete(support, election.budget, lot, terms.completion, unit=election.unit, increment=increment).outcome.run
    return [_paid(election, run, payment) for payment in run.payments]


def _paid(election: Election, run: Run, payment: Payment) -> Paid:
    rate, backers, sizes = run.rate_of(payment), run.support.backers[payment.project], run.support.sizes
    share = dict(zip(backers.groups.tolist(), backers.shares.tolist(), strict=True))
    full, short = set(payment.rich.tolist()), dict[int, Fraction]()
    for group in payment.poor:
        held = run.exact_sum(np.array([group]), payment.before) / int(sizes[group])
        if held < rate * share[int(group)]:
            short[int(group)] = held
        else:
            full.add(int(group))  # just enough
    parts = [rate * share[group] for group in full]
    return Paid(
        project=election.projects[payment.project].id, cost=run.support.costs[payment.project],
        supporters=int(sizes[backers.groups].sum()), full=sum(int(sizes[group]) for group in full),
        least=min(parts, default=Fraction(0)), most=max(parts, default=Fraction(0)),
        short=sum(int(sizes[group]) for group in short),
        short_sum=sum((held * int(sizes[group]) for group, held in short.items()), Fraction(0)),
    )  # fmt: skip
