"""Who may: predicates over roles. A role counts only for an active account with a duty in force today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from django.contrib.auth.models import AnonymousUser

from kuulu.foundation import clock

from .models import Person, Role, Unit
from .vocabulary import STAFF_DUTIES, Duty

Someone = Person | AnonymousUser | None


def is_person(who: Someone) -> TypeGuard[Person]:
    """Whether this is an account that may act at all."""
    return isinstance(who, Person) and who.is_active and who.closed_at is None


def roles_of(who: Someone) -> list[Role]:
    """The roles in force today, read once per request and person object."""
    if not is_person(who):
        return []
    kept = who.__dict__.get("_roles_today")
    if kept is None or kept[0] != clock.today():
        today = clock.today()
        rows = [
            r
            for r in who.roles.select_related("unit")
            if r.starts_on <= today and (not r.ends_on or today <= r.ends_on)
        ]
        kept = who.__dict__["_roles_today"] = (today, rows)
    return kept[1]


def has_duty(who: Someone, *duties: Duty, unit: Unit | None = None, area_code: str = "") -> bool:
    """Whether the person has one of the duties; in this unit (or one above it) and area when they are given."""
    if not is_person(who):
        return False
    if who.is_superuser:
        return True
    return any(role.duty in duties and _covers(role, unit, area_code) for role in roles_of(who))


def _covers(role: Role, unit: Unit | None, area_code: str) -> bool:
    fits_unit = unit is None or role.unit_id is None or role.unit_id in (unit.id, unit.parent_id)
    return fits_unit and (not role.area_code or not area_code or role.area_code == area_code)


def is_staff(who: Someone) -> bool:
    """Whether the person works at the desk at all, in whatever duty."""
    return has_duty(who, *STAFF_DUTIES)


def works_here(who: Someone) -> bool:
    """Whether the desk's rules for sign-in hold for this account: staff, and whoever the house itself trusts."""
    return is_person(who) and (who.is_superuser or who.is_staff or is_staff(who))


def may_administer(who: Someone) -> bool:
    """Whether the person may set up the house: people, roles, categories, keys."""
    return has_duty(who, Duty.ADMINISTRATOR)


def may_verify(who: Someone, person: Person) -> bool:
    """Whether the person may vouch for another by a document seen at the desk."""
    return has_duty(who, Duty.CLERK, Duty.ADMINISTRATOR) and is_person(who) and who.pk != person.pk


def may_read_audit(who: Someone) -> bool:
    """Whether the person may read the audit trail."""
    return has_duty(who, Duty.ADMINISTRATOR, Duty.AUDITOR)


def may_tend_outbox(who: Someone) -> bool:
    """Whether the person decides what becomes of work and mail that failed."""
    return may_administer(who)


def may_see_house(who: Someone) -> bool:
    """Whether the person may look at people, roles, work and mail of the house; auditors only look."""
    return has_duty(who, Duty.ADMINISTRATOR, Duty.AUDITOR)


def units_of(who: Someone, *duties: Duty) -> set[int] | None:
    """Ids of the units in which the person has one of the duties; None means every unit."""
    if not is_person(who):
        return set()
    mine = [role for role in roles_of(who) if role.duty in duties]
    if who.is_superuser or any(role.unit_id is None for role in mine):
        return None
    direct = {role.unit_id for role in mine if role.unit_id}
    return direct | set(Unit.objects.filter(parent_id__in=direct).values_list("id", flat=True))


def duty_names(roles: Iterable[Role]) -> str:
    """The duties as one word for the audit trail."""
    return ",".join(sorted({role.duty for role in roles}))[:20]
