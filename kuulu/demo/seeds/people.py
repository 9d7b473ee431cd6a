"""The invented people one can enter as, with their duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import STAFF_DUTIES, Duty

from ..roles import CAST, Cast

SINCE = dt.date(2023, 1, 1)  #: that the invented staff works here, so that it can have held the votes of earlier years


def tell(done: Callable[[int], None]) -> None:
    """Write down each person and duty once."""
    units = {unit.code: unit for unit in Unit.objects.all()}
    for who in CAST:
        _person(who, units)
        done(1)


def _person(who: Cast, units: dict[str, Unit]) -> Person:
    person, made = Person.objects.get_or_create(
        email=who.email, defaults={"name": who.name, "is_staff": who.duty in STAFF_DUTIES}
    )
    if made:
        person.set_unusable_password()
        person.save()
    if who.duty and who.duty != Duty.RESIDENT:
        unit = units[who.unit] if who.unit else None
        Role.objects.get_or_create(
            person=person, duty=who.duty, unit=unit, area_code=who.area, defaults={"starts_on": SINCE}
        )
    return person
