"""Work on several matters at once, whatever their channels: each by its own channel's verb, each on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import registry

from ..models import Matter
from ..vocabulary import Stage
from .life import assign, hand_over, move


@dataclass
class Done:
    """What became of a piece of bulk work: the references done, and those that could not be, with why."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def _take(matter: Matter, *, by: Person) -> None:
    assign(matter, handler=by, by=by)


def _move(matter: Matter, *, unit: Unit, by: Person) -> None:
    hand_over(matter, unit=unit, by=by)


def _close(matter: Matter, *, reason: str, by: Person) -> None:
    move(matter, Stage.CLOSED, verb="closed", by=by, note=reason)


#: what is done where a kind brings no verb of its own
USUAL: dict[str, Callable[..., Any]] = {"take": _take, "move": _move, "close": _close}


def in_bulk(verb: str, matters: Iterable[Matter], *, by: Person, **more: Any) -> Done:
    """Do one verb to each matter, each in its own transaction: one that refuses stops no other.

    Raises LookupError for a verb that is not known at all.
    """
    report = Done()
    for matter in matters:
        act = registry.kind(matter.kind).desk_verbs.get(verb) or USUAL[verb]
        try:
            with transaction.atomic():
                act(matter, by=by, **more)
        except PermissionDenied:
            report.refused.append((matter.reference, ""))
        except ValueError as why:
            report.refused.append((matter.reference, str(why)))
        else:
            report.done.append(matter.reference)
    return report
