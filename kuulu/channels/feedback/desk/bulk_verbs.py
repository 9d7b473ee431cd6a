"""The plate's verbs for work on several feedbacks at once: the same actions as for one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from kuulu.commons.matters.models import Matter
from kuulu.commons.people.models import Person, Unit

from ..actions import handle


def take(matter: Matter, *, by: Person) -> None:
    handle.take(matter.feedback, by=by)


def move(matter: Matter, *, unit: Unit, by: Person) -> None:
    handle.move_to_unit(matter.feedback, unit=unit, by=by)


def close(matter: Matter, *, reason: str, by: Person) -> None:
    handle.close(matter.feedback, reason_text=reason, by=by)


def priority(matter: Matter, *, priority: int, by: Person) -> None:
    handle.set_priority(matter.feedback, priority=priority, by=by)


def shortlist(matter: Matter, *, by: Person) -> None:
    handle.shortlist(matter.feedback, by=by)


BULK: Final[Mapping[str, Callable[..., Any]]] = {
    "take": take,
    "move": move,
    "close": close,
    "priority": priority,
    "shortlist": shortlist,
}
