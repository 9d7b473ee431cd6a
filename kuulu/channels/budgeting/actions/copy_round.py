"""Last year's round as the pattern of the next: its rules are taken over, its times moved on, and nothing is open yet."""

from __future__ import annotations

import datetime as dt
import re

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from ..models import Phase, Round
from ..policy import may_run
from .open_round import FIXED

COPIED = (*(name for name in FIXED if name not in ("code", "names")), "unit_id", "decides_id", "invitations", "order")
YEAR = re.compile(r"20\d\d")


@transaction.atomic
def copy_round(one: Round, *, by: Person) -> Round:
    """A round like this one that is not open yet, a year later by name and times. Raises PermissionDenied."""
    if not may_run(by, one):
        raise PermissionDenied
    told = {name: getattr(one, name) for name in COPIED}
    names = {language: YEAR.sub(_next_year, text) for language, text in one.names.items()}
    made = Round.objects.create(code=_free_code(one.code), names=names, carried_from=one, **told)
    Phase.objects.bulk_create(
        Phase(round=made, kind=phase.kind, opens_at=a_year_on(phase.opens_at), closes_at=a_year_on(phase.closes_at))
        for phase in one.phases.all()
    )
    people.audit(by, "copied", kind="round", reference=made.code)
    return made


def _next_year(found: re.Match[str]) -> str:
    return str(int(found[0]) + 1)


def a_year_on(at: dt.datetime) -> dt.datetime:
    """The same weekday and hour of Helsinki's clock 52 weeks later."""
    local = at.astimezone(clock.HELSINKI).replace(tzinfo=None) + dt.timedelta(weeks=52)
    return local.replace(tzinfo=clock.HELSINKI)


def _free_code(code: str) -> str:
    """The code with its year moved on, else with a number after it; one that no round has."""
    wanted = YEAR.sub(_next_year, code)
    number, free = 2, wanted
    while Round.objects.filter(code=free).exists():
        free, number = f"{wanted[:50]}-{number}", number + 1
    return free
