"""Who may read and work on a matter, whatever its channel."""

from __future__ import annotations

from django.db.models import Q

from kuulu.commons.people.policy import Someone, has_duty, is_person, is_staff, units_of
from kuulu.commons.people.vocabulary import Duty

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
    return _in_units(who, matter, *READERS)


def may_work_on(who: Someone, matter: Matter) -> bool:
    """Whether a member of staff may take, move, answer or close a matter."""
    return _in_units(who, matter, *WORKERS)


def _in_units(who: Someone, matter: Matter, *duties: Duty) -> bool:
    units = units_of(who, *duties)
    if units is None:
        return True
    return matter.unit_id in units if matter.unit_id else bool(units) and is_staff(who)


def may_check(who: Someone, matter: Matter) -> bool:
    """Whether a member of staff may decide that a matter becomes public, or hide it."""
    return may_work_on(who, matter) or has_duty(who, Duty.MODERATOR, Duty.COMMUNICATIONS)


def may_move_between_units(who: Someone, matter: Matter) -> bool:
    """Whether a member of staff may hand a matter to another unit."""
    return may_work_on(who, matter) or has_duty(who, Duty.CLERK)


def seen_at_desk(who: Someone) -> MatterQuerySet:
    """Every matter a member of staff may read at the desk: the one queryset for lists, search and export."""
    units = units_of(who, *READERS)
    if units is None:
        return Matter.objects.all()
    if not units:
        return Matter.objects.none()
    return Matter.objects.filter(Q(unit_id__in=units) | Q(unit__isnull=True))
