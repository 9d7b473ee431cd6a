"""Where the door plates hang: each installed room's `channel.plate`, found at start and asked for by code."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from .channel import Channel, DeskDoor, Kind, Proved, Verb, Words
from .languages import say


def rooms_having(module: str) -> list[ModuleType]:
    """Every installed room's module of that name (`personal`, `schedule` ...), in INSTALLED_APPS order."""
    found = []
    for config in apps.get_app_configs():
        name = f"{config.name}.{module}"
        is_room = config.name.startswith(("kuulu.", "tests.")) and config.label != "foundation"
        if is_room and find_spec(name):
            found.append(import_module(name))
    return found


@cache
def plates() -> tuple[Channel, ...]:
    """All door plates, in the order a resident meets them."""
    hung = [module.plate for module in rooms_having("channel")]
    codes = [kind.code for plate in hung for kind in plate.kinds]
    if len(codes) != len(set(codes)):
        raise ImproperlyConfigured(f"Two channels bring a kind of the same code: {sorted(codes)}")
    return tuple(sorted(hung, key=lambda plate: (plate.order, plate.code)))


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of matter by its code."""
    return {kind.code: kind for plate in plates() for kind in plate.kinds}


def kind(code: str) -> Kind:
    """The kind of that code. Raises LookupError when its channel is not installed."""
    return kinds()[code]


@cache
def verbs() -> dict[str, Verb]:
    """Every step that some kind has of its own, by its verb."""
    return {code: verb for kind in kinds().values() for code, verb in kind.verbs.items()}


def taker_of_proof(purpose: str) -> Callable[[Any, str, Proved], Any] | None:
    """What takes a proof of identity for a purpose, by the plate whose code the purpose begins with."""
    takers = (plate.takes_proof for plate in plates() if purpose.startswith(f"{plate.code}-"))
    return next(filter(None, takers), None)


def topic_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What matters of all kinds may be about, in the active language: (group, (code, name) of each), to choose from."""
    groups = [group for kind in kinds().values() for group in kind.topics()]
    return [(say(names), [(code, say(words)) for code, words in rows]) for names, rows in groups]


def topics() -> list[tuple[str, Words]]:
    """(code, names) of everything that matters of all kinds may be about."""
    return [row for kind in kinds().values() for _group, rows in kind.topics() for row in rows]


def desk_doors(who: Any) -> list[DeskDoor]:
    """Every installed room's `urls.DESK_DOORS` that this person may open."""
    doors = [door for module in rooms_having("urls") for door in getattr(module, "DESK_DOORS", ())]
    return [door for door in doors if door.may(who)]


def forget() -> None:
    """Read the plates anew at the next question; for tests that install a channel."""
    plates.cache_clear()
    kinds.cache_clear()
    verbs.cache_clear()
