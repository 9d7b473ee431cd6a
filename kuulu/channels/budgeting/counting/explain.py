"""Why a project won or not, in numbers that a recount has shown to be true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from .count import Result, Terms, count
from .election import Election, Group, Project


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
