"""Who may read and work on a matter, whatever its channel."""

from __future__ import annotations

from django.db.models import Q

from kuulu.commons.people.models import Person, Unit
from kuulu.commons.people.policy import Someone, has_duty, is_person, roles_of
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .models import Matter, MatterQuerySet

WORKERS = (Duty.HANDLER, Duty.SUPERVISOR, Duty.PREPARER, Duty.DECIDER, Duty.ADMINISTRATOR)
READERS = (*WORKERS, Duty.MODERATOR, Duty.COMMUNICATIONS, Duty.CLERK, Duty.AUDITOR)


def may_read(who: Someone, matter: Matter) -> bool:
    """Anybody a public one; its opener the own; staff those of their units, and those that have no unit yet."""
    if matter.is_public:
        return True
    if is_person(who) and matter.opened_by_id == who.id:
        return True
    return may_read_at_desk(who, matter)


def may_read_at_desk(who: Someone, matter: Matter) -> bool:
    """Whether a member of staff may see all of a matter, private parts too."""
    return covers(who, matter, *READERS)


def may_work_on(who: Someone, matter: Matter) -> bool:
    """Whether a member of staff may take, move, answer or close a matter."""
    return covers(who, matter, *WORKERS)


def covers(who: Someone, matter: Matter, *duties: Duty) -> bool:
    """Whether one of these duties of the person reaches the matter: its unit (or none yet) and its area (or none)."""
    area_code = matter.area.code if matter.area else ""
    return any(
        (units is None or not matter.unit_id or matter.unit_id in units)
        and (not area or not area_code or area == area_code)
        for units, area in scopes(who, *duties)
    )


def may_check(who: Someone, matter: Matter) -> bool:
    """Whether a member of staff may decide that a matter becomes public, or hide it."""
    return may_work_on(who, matter) or has_duty(who, Duty.MODERATOR, Duty.COMMUNICATIONS)


def may_move_between_units(who: Someone, matter: Matter) -> bool:
    """Whether a member of staff may hand a matter to another unit."""
    return may_work_on(who, matter) or has_duty(who, Duty.CLERK)


def scopes(who: Someone, *duties: Duty) -> list[tuple[set[int] | None, str]]:
    """How far the duties reach: pairs of unit ids (None for every unit) and an area's code (empty for everywhere).

    Read once per request and person object.
    """
    if not is_person(who):
        return []
    if who.is_superuser:
        return [(None, "")]
    kept = who.__dict__.setdefault("_scopes_today", {})
    key = (clock.today(), frozenset(duties))
    if key not in kept:
        kept[key] = _read_scopes(who, duties)
    return kept[key]


def _read_scopes(who: Person, duties: tuple[Duty, ...]) -> list[tuple[set[int] | None, str]]:
    reach = [
        ({role.unit_id} if role.unit_id else None, role.area_code) for role in roles_of(who) if role.duty in duties
    ]
    if (None, "") in reach:
        return [(None, "")]
    tops = {unit for units, _ in reach if units for unit in units}
    parts: dict[int, set[int]] = {top: {top} for top in tops}
    if tops:
        for part, parent in Unit.objects.filter(parent_id__in=tops).values_list("id", "parent_id"):
            parts[parent].add(part)
    return [(set().union(*(parts[unit] for unit in units)) if units else None, area) for units, area in reach]


def seen_at_desk(who: Someone) -> MatterQuerySet:
    """Every matter a member of staff may read at the desk: the one queryset for lists, search and export."""
    reach = scopes(who, *READERS)
    if (None, "") in reach:
        return Matter.objects.all()
    wanted = Q(pk__in=[])
    for units, area in reach:
        here = Q(unit_id__in=units) | Q(unit__isnull=True) if units is not None else Q()
        there = Q(area__code=area) | Q(area__isnull=True) if area else Q()
        wanted |= here & there
    return Matter.objects.filter(wanted)
