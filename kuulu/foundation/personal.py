"""What every room owes a person: to say what it holds, to hand it out, to forget it, and to keep it no longer than told.

A room that holds personal data has `personal.py` with `HOLDS` (declarations), `gather`, `forget` and, where
something ages, `retain`. This module finds them and asks them in turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .registry import rooms_having


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The person asked about: an account, or addresses proved by e-mail link, or both."""

    person_id: int | None = None
    emails: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One declaration: which fields of a model tell of a person, why, on what ground and how long."""

    model: str  #: "feedback.Feedback"
    fields: tuple[str, ...]
    purpose: str | Promise
    ground: str | Promise = gettext_lazy("public task (GDPR 6.1 e, Data Protection Act 4 §)")
    kept: str | Promise = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing a room holds of a person, as the export tells it."""

    kind: str
    reference: str
    content: dict[str, Any]
    files: tuple[str, ...] = field(default=())  #: storage names


def holdings() -> list[Holding]:
    """Every declaration of every room."""
    return [holding for room in rooms_having("personal") for holding in room.HOLDS]


def gather(subject: Subject) -> list[Item]:
    """All that the house holds of a person."""
    return [item for room in rooms_having("personal") for item in room.gather(subject)]


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Erase a person from every room, the channels first; what stays and why, in words."""
    rooms: Iterable[Any] = reversed(rooms_having("personal"))
    return [word for room in rooms for word in room.forget(subject, reason=reason)]


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Let every room drop what has been kept long enough; rule -> how many rows."""
    counts: dict[str, int] = {}
    for room in rooms_having("personal"):
        if hasattr(room, "retain"):
            counts.update(room.retain(dry_run=dry_run))
    return counts


def stones() -> list[str]:
    """Digests of everybody erased, for the list that lies outside the backups."""
    return [mark for room in rooms_having("personal") if hasattr(room, "stones") for mark in room.stones()]


def erase_again(marks: list[str]) -> int:
    """After a restore: erase once more whoever stands in the list; how many."""
    return sum(room.erase_again(marks) for room in rooms_having("personal") if hasattr(room, "erase_again"))
