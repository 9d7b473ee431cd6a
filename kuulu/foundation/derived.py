"""What is counted beforehand from other rows: looked over every day, put right, and told of in the health figures.

A room declares it in `derived.DERIVED`. Rows changed within the last hour are left alone: background work may still
be on its way to them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from . import clock, freshness
from .models import DerivedCheck
from .registry import rooms_having
from .work import work

SETTLED: Final = dt.timedelta(hours=1)  #: how old a change is before what follows from it is looked over


@dataclass(frozen=True, kw_only=True)
class Derived:
    """Something derived: its name, and the function that mends what is wrong and tells how much that was.

    The function is told whether to look over everything or, where that would take long, today's share of it.
    """

    name: str
    mend: Callable[[bool], int]


def all_derived() -> list[Derived]:
    """Everything that the installed rooms declare."""
    return [one for module in rooms_having("derived") for one in getattr(module, "DERIVED", ())]


def mend(*, everything: bool = False) -> dict[str, int]:
    """Look over all that is derived and mend it; name -> how many were wrong, which is kept for the health figures."""
    found = {}
    for one in all_derived():
        found[one.name] = one.mend(everything)
        told = {"checked_at": clock.now(), "mended": found[one.name]}
        DerivedCheck.objects.update_or_create(name=one.name, defaults=told)
    if any(found.values()):
        freshness.bump()
    return found


@work(tries=1)
def mend_in_background() -> None:
    """The daily look; by the worker, which has the dictionaries in memory already."""
    mend()


def begin() -> str:
    """Ask the worker for the daily look."""
    mend_in_background.enqueue()
    return "asked the worker to look over what is derived"


def mended_lately() -> dict[str, int]:
    """Name -> how many were wrong at the last look, where any were."""
    return dict(DerivedCheck.objects.filter(mended__gt=0).order_by("name").values_list("name", "mended"))
