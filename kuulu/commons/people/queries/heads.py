"""Who answers for what: the heads of a unit, the house's administrators and auditors, and what they watch over."""

from __future__ import annotations

import datetime as dt
import random

from django.db.models import Q, QuerySet

from kuulu.foundation import clock

from ..models import AuditEntry, Person, Role, Unit
from ..vocabulary import READING, Duty


def holders(*duties: Duty, unit: Unit | None = None) -> list[Person]:
    """Everybody who has one of the duties today; in just this unit when one is given."""
    roles = Role.objects.in_force().filter(duty__in=duties)
    roles = roles.filter(unit=unit) if unit else roles
    return list({role.person_id: role.person for role in roles.select_related("person").order_by("id")}.values())


def administrators() -> list[Person]:
    """Everybody who has the duty; where nobody has, whoever the house itself trusts."""
    trusted = Person.objects.filter(is_superuser=True, is_active=True, closed_at__isnull=True)
    return holders(Duty.ADMINISTRATOR) or list(trusted.order_by("id"))


def auditors() -> list[Person]:
    """Everybody who has the duty; where nobody has, the administrators."""
    return holders(Duty.AUDITOR) or administrators()


def heads_of(unit: Unit | None) -> list[Person]:
    """The unit's supervisors, else those of the unit above, else the administrators; no unit goes unwatched."""
    if unit is None:
        return administrators()
    return (
        holders(Duty.SUPERVISOR, unit=unit)
        or (holders(Duty.SUPERVISOR, unit=unit.parent) if unit.parent else [])
        or administrators()
    )


def rights_in(unit: Unit | None) -> list[Role]:
    """The duties in force in a unit, or those that hold everywhere, by name."""
    roles = Role.objects.in_force().filter(unit=unit).exclude(duty=Duty.RESIDENT)
    return list(roles.select_related("person").order_by("person__name", "person__email", "duty"))


def units_with_rights() -> list[Unit]:
    """Every unit in which somebody has a duty today."""
    held = Role.objects.in_force().exclude(duty=Duty.RESIDENT).filter(unit__isnull=False)
    return list(Unit.objects.filter(pk__in=held.values("unit")).select_related("parent").order_by("code"))


def month_before(day: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """The whole month before a day's, in Finnish time: its first moment, and the first after it."""
    first = day.replace(day=1)
    before = (first - dt.timedelta(days=1)).replace(day=1)
    start, end = (dt.datetime.combine(one, dt.time(), tzinfo=clock.HELSINKI) for one in (before, first))
    return start, end


def reads(start: dt.datetime, end: dt.datetime) -> QuerySet[AuditEntry]:
    """Entries of the trail in which somebody of the staff read or took out personal data."""
    return AuditEntry.objects.filter(verb__in=READING, person_uuid__isnull=False, at__gte=start, at__lt=end)


def people_of(unit: Unit, start: dt.datetime) -> QuerySet[Person]:
    """Everybody who had a duty in a unit or its parts at some time since a moment."""
    inside = Q(unit=unit) | Q(unit__parent=unit)
    held = Role.objects.filter(inside, Q(ends_on__isnull=True) | Q(ends_on__gte=start.date()))
    return Person.objects.filter(pk__in=held.values("person"))


def sample(entries: QuerySet[AuditEntry], size: int) -> list[AuditEntry]:
    """So many entries chosen by chance, in the order of time."""
    numbers = list(entries.values_list("pk", flat=True))
    chosen = random.SystemRandom().sample(numbers, min(size, len(numbers)))
    return list(AuditEntry.objects.filter(pk__in=chosen).order_by("pk"))
