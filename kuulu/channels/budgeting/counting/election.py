"""An election as a count sees it: projects with their costs, a sum, and ballots gathered into groups of the same content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class BallotKind(StrEnum):
    """How people vote."""

    APPROVAL = "approval"  #: a set of projects
    POINTS = "points"  #: a whole number of points for each of some projects
    RANKING = "ranking"  #: projects in order, the dearest first


@dataclass(frozen=True, slots=True)
class Project:
    """Something that money may be spent on; `cost` in minor units (cents)."""

    id: str
    cost: int


@dataclass(frozen=True, slots=True)
class Group:
    """Ballots of the same content: indices of projects, the points of each where there are points, how many."""

    choices: tuple[int, ...]
    points: tuple[int, ...]
    size: int


@dataclass(frozen=True)
class Election:
    """What a count needs. `unit` minor units make one unit of the currency; `voters` includes empty ballots."""

    budget: int
    projects: Sequence[Project]
    groups: Sequence[Group]
    kind: BallotKind = BallotKind.APPROVAL
    unit: int = 1
    longest: int = 0  #: how many projects a ballot may name at most; 0 when nothing says so
    exclusive: Sequence[frozenset[int]] = ()  #: sets of projects of which one at most can be carried out
    voters: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "voters", sum(group.size for group in self.groups))

    def rivals(self) -> list[frozenset[int]]:
        """For each project those that cannot be carried out beside it."""
        found = [set[int]() for _ in self.projects]
        for together in self.exclusive:
            for project in together:
                found[project] |= together - {project}
        return [frozenset(others) for others in found]


def lot_by_id(projects: Sequence[Project]) -> list[int]:
    """Each project's place in the order of ids as texts."""
    return _places(sorted(range(len(projects)), key=lambda index: projects[index].id))


def lot_by_seed(projects: Sequence[Project], seed: str) -> list[int]:
    """Each project's place in the drawn lot: ascending SHA-256 of seed and id, which anybody can draw again."""

    def drawn(index: int) -> tuple[bytes, str]:
        name = projects[index].id
        return hashlib.sha256(f"{seed}{name}".encode()).digest(), name

    return _places(sorted(range(len(projects)), key=drawn))


def _places(order: Iterable[int]) -> list[int]:
    numbered = list(order)
    places = [0] * len(numbered)
    for place, index in enumerate(numbered):
        places[index] = place
    return places
