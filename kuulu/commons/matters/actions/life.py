"""How a matter is opened, moved from stage to stage, and handed to a unit."""

from __future__ import annotations

import datetime as dt
import secrets
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock, freshness, registry
from kuulu.foundation.channel import Stage as StageName

from ..models import Matter, Step, StepNote
from ..news import matter_changed
from ..policy import may_move_between_units, may_work_on
from ..vocabulary import ENDED_STAGES, Follower, Stage
from .follow import follow
from .tell import tell_later

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class NotFromHere(ValueError):
    """The kind's lifecycle knows no way from this stage to that one."""


def new_reference() -> str:
    """A short public reference that cannot be counted through: `MLI-2026-7K3QF`."""
    tail = "".join(secrets.choice(CROCKFORD) for _ in range(5))
    return f"{settings.KUULU['REFERENCE_PREFIX']}-{clock.today().year}-{tail}"


@transaction.atomic
def open_matter(
    *,
    kind: str,
    title: str,
    by: Person | None = None,
    promise_days: int | None = None,
    opened_at: dt.datetime | None = None,
    **fields: Any,
) -> Matter:
    """Write down a new matter with its reference, due date and first step. Raises LookupError for an unknown kind."""
    grammar = registry.kind(kind)
    moment = opened_at or clock.now()
    days = grammar.promise_days if promise_days is None else promise_days
    matter = _with_free_reference(
        kind=kind,
        title=title,
        opened_by=by,
        opened_at=moment,
        changed_at=moment,
        due_at=clock.add_working_days(moment, days),
        **fields,
    )
    if by is not None:
        follow(matter, person=by, why=Follower.OPENER)
    record(matter, "received", values={"days": days}, at=moment)
    return matter


def _with_free_reference(**fields: Any) -> Matter:
    for _ in range(5):
        try:
            with transaction.atomic():
                return Matter.objects.create(reference=new_reference(), **fields)
        except IntegrityError as fault:
            if "reference" not in str(fault):
                raise
    raise RuntimeError("No free reference in five tries")


def record(
    matter: Matter,
    verb: str,
    *,
    by: Person | None = None,
    unit: Unit | None = None,
    note: str = "",
    language: str = "",
    values: dict[str, Any] | None = None,
    is_public: bool = True,
    by_staff: bool = False,
    at: dt.datetime | None = None,
) -> Step:
    """Write one step of a matter, and tell of it after commit."""
    moment = at or clock.now()
    step = Step.objects.create(
        matter=matter,
        verb=verb,
        stage=matter.stage,
        is_public=is_public,
        by_unit=unit or (matter.unit if by_staff else None),
        by_staff=by_staff,
        values=values or {},
        at=moment,
    )
    if note:
        StepNote.objects.create(step=step, text=note, language=language or matter.language, by=by)
    matter.changed_at = max(matter.changed_at, moment)
    matter.save(update_fields=["changed_at"])
    if matter.is_public:
        freshness.bump()
    tell_later(step, actor_id=by.pk if by else 0)
    transaction.on_commit(partial(matter_changed.send_robust, sender=Matter, matter_id=matter.id, step_id=step.id))
    return step


@transaction.atomic
def move(
    matter: Matter,
    to: StageName | Stage,
    *,
    verb: str,
    by: Person | None,
    note: str = "",
    language: str = "",
    values: dict[str, Any] | None = None,
    by_staff: bool = True,
    by_program_of: Unit | None = None,
    acts_for: Unit | None = None,
    at: dt.datetime | None = None,
) -> Step:
    """Take a matter to another stage by its kind's lifecycle. Raises NotFromHere, PermissionDenied.

    Whoever calls with `by_staff=False` has shown by other means (own account, secret link) that the mover may;
    whoever calls with `by_program_of`, that an outside program works for that unit (its key); whoever calls with
    `acts_for`, that by the channel's own policy the mover acts for that unit or body.
    """
    by_staff = by_staff or acts_for is not None
    if acts_for is None:
        _ask(matter, by, by_staff=by_staff, by_program_of=by_program_of)
    matter.refresh_from_db(from_queryset=Matter.objects.select_for_update())
    ways = registry.kind(matter.kind).lifecycle.get(matter.stage, ())
    if to not in ways:
        raise NotFromHere(f"{matter.reference}: {matter.stage} → {to}")
    moment = at or clock.now()
    _stamp(matter, Stage(to), moment)
    return record(
        matter,
        verb,
        by=by,
        unit=by_program_of or acts_for,
        note=note,
        language=language,
        values=values,
        by_staff=by_staff,
        at=moment,
    )


def _ask(matter: Matter, by: Person | None, *, by_staff: bool, by_program_of: Unit | None) -> None:
    if by_program_of is not None:
        if matter.unit is None or by_program_of.pk not in (matter.unit_id, matter.unit.parent_id):
            raise PermissionDenied
    elif by_staff and not may_work_on(by, matter):
        raise PermissionDenied


def _stamp(matter: Matter, stage: Stage, moment: dt.datetime) -> None:
    was_public = matter.is_public
    matter.stage = stage
    if stage == Stage.ANSWERED and matter.answered_at is None:
        matter.answered_at = moment
    if stage in ENDED_STAGES:
        matter.ended_at = moment
    else:
        matter.ended_at = None
    matter.save(update_fields=["stage", "answered_at", "ended_at"])
    if was_public:
        freshness.bump()


@transaction.atomic
def assign(matter: Matter, *, handler: Person | None, by: Person, at: dt.datetime | None = None) -> Step:
    """Give a matter to a person of the unit, or back to the unit; a received one becomes in hand."""
    if not may_work_on(by, matter):
        raise PermissionDenied
    matter.handler = handler
    matter.save(update_fields=["handler"])
    if handler is not None and matter.stage == Stage.RECEIVED:
        return move(matter, Stage.IN_HAND, verb="taken", by=by, at=at)
    return record(matter, "assigned", by=by, by_staff=True, is_public=False, at=at)


@transaction.atomic
def hand_over(
    matter: Matter,
    *,
    unit: Unit,
    by: Person | None,
    note: str = "",
    automatic: bool = False,
    at: dt.datetime | None = None,
) -> Step:
    """Move a matter to another unit with a trace; the opener is told. Raises PermissionDenied."""
    if not automatic and not may_move_between_units(by, matter):
        raise PermissionDenied
    before, matter.unit, matter.handler = matter.unit, unit, None
    matter.save(update_fields=["unit", "handler"])
    values = {"unit": unit.names, "from": before.names if before else {}}
    return record(
        matter,
        "moved" if before else "routed",
        by=by,
        unit=unit,
        note=note,
        values=values,
        by_staff=not automatic,
        at=at,
    )


@transaction.atomic
def reopen(matter: Matter, *, by: Person | None, note: str = "", by_staff: bool = False) -> Step:
    """Open an ended matter again with a new promise. Raises NotFromHere."""
    due_at = clock.add_working_days(clock.now(), registry.kind(matter.kind).promise_days)
    Matter.objects.filter(pk=matter.pk).update(due_at=due_at, warned_at_share=0)  # `move` reads it anew
    return move(matter, Stage.IN_HAND, verb="reopened", by=by, note=note, by_staff=by_staff)
