"""What every room owes a person: to say what it holds, to hand it out, to forget it, and to keep it no longer than told.

A room that holds personal data has `personal.py` with `HOLDS` (declarations), `gather`, `forget` and, where
something ages, `retain`. This module finds them and asks them in turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from .registry import rooms_having

AT_ONCE: Final = 500  #: rows of one round of forgetting; the next round takes more
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The person asked about: an account, or addresses proved by e-mail link, or both."""

    person_id: int | None = None
    emails: frozenset[str] = frozenset()

    def owns(self, *, account: str = "", email: str = "") -> Q:
        """The rows that are this person's, by the names of their fields; none when neither is known."""
        rows = Q(pk__in=[])
        if account and self.person_id:
            rows |= Q((f"{account}_id", self.person_id))
        if email:
            rows |= Q((f"{email}__in", [one for one in self.emails if one]))
        return rows


@dataclass(frozen=True)
class Holding:
    """One declaration: which fields of a model tell of a person, why, on what ground and how long."""

    model: str  #: "feedback.Feedback"
    fields: tuple[str, ...]
    purpose: Promise  #: translatable, as it stands in the privacy notice
    kept: Promise
    ground: Promise = gettext_lazy("public task (GDPR 6.1 e, Data Protection Act 4 §)")


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


@cache
def words() -> dict[str, Promise | str]:
    """How kinds, fields and values of what is held are told, from every room's `held_words`.

    Keys are "kind", "field" or "kind.field", and for values "field=value" or "kind.field=value".
    """
    told: dict[str, Promise | str] = {}
    for room in rooms_having("held_words"):
        told.update(room.WORDS)
    return told


def word_for(*codes: str) -> str:
    """The first of the codes that has words, in the reader's language; "" when none has."""
    return next((str(words()[code]) for code in codes if code in words()), "")


def gather(subject: Subject) -> list[Item]:
    """All that the house holds of a person."""
    return [item for room in rooms_having("personal") for item in room.gather(subject)]


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Erase a person from every room, the channels first; what stays and why, in words."""
    rooms: Iterable[Any] = reversed(rooms_having("personal"))
    return [word for room in rooms for word in room.forget(subject, reason=reason)]


def drop(rows: QuerySet[Any], *, dry_run: bool) -> int:
    """Delete rows kept long enough unless it is a dry run; how many there are."""
    count = rows.count()
    if not dry_run:
        rows.delete()
    return count


def each(rows: QuerySet[Row], do: Callable[[Row], None], *, dry_run: bool) -> int:
    """Do it to each row of this round unless it is a dry run; how many it is done to, in a dry run how many are due."""
    if dry_run:
        return rows.count()
    chosen = list(rows[:AT_ONCE])
    for row in chosen:
        do(row)
    return len(chosen)


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
