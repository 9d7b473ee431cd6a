"""The answer duty: whoever owes an answer is reminded in time, their supervisor when it is late, the opener told."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.people.actions import notify
from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .. import sentences
from ..models import Matter, Step
from ..policy import may_work_on
from ..queries.duty import due_for_warning, share_used
from ..queries.hearers import Reader, of_unit, on_duty, staff_reader
from ..vocabulary import OPEN_STAGES
from .life import record
from .tell import address_for

WARNINGS = (50, 80)  #: per cent of the promised office time at which the unit is reminded
LATE = 100  #: the promised moment is past
LATE_AGAIN = 200  #: some working days more are past, and still no answer


def warn_of_due() -> dict[int, int]:
    """Warn of every open matter that has passed a mark since the last turn; mark -> how many were warned of.

    A matter that has passed several marks at once (the house was closed) is warned of once, for the last of them.
    """
    warned = dict.fromkeys((*WARNINGS, LATE, LATE_AGAIN), 0)
    for matter in due_for_warning(late_again_before=_late_again_before()):
        mark = _mark_of(matter)
        if mark > matter.warned_at_share and _warn(matter, mark):
            warned[mark] += 1
    return warned


def grace_days() -> int:
    """Working days from a missed promise to the next escalation, and to the new day that the opener is told."""
    return int(settings.KUULU.get("DUTY", {}).get("GRACE_DAYS", 5))


def _late_again_before() -> dt.datetime:
    """Promises missed before this moment have been missed for the days of grace."""
    moment, days = clock.now(), grace_days()
    day = moment.astimezone(clock.HELSINKI).date()
    while days > 0:
        days -= clock.is_working_day(day)
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, moment.astimezone(clock.HELSINKI).time(), tzinfo=clock.HELSINKI)


def _mark_of(matter: Matter) -> int:
    assert matter.due_at is not None  # noqa: S101 - the query asks for it
    if matter.due_at <= clock.now():
        is_late_again = matter.warned_at_share >= LATE and matter.due_at <= _late_again_before()
        return LATE_AGAIN if is_late_again else LATE
    share = share_used(matter)
    return max((mark for mark in WARNINGS if share >= mark), default=0)


@transaction.atomic
def _warn(matter: Matter, mark: int) -> bool:
    """Claim the mark, then tell; False when another turn was faster or the matter was answered meanwhile."""
    claimed = Matter.objects.filter(
        pk=matter.pk, stage__in=OPEN_STAGES, warned_at_share=matter.warned_at_share, due_at=matter.due_at
    ).update(warned_at_share=mark)
    if not claimed:
        return False
    for reader in _warned(matter, mark):
        _tell(matter, mark, reader)
    if mark == LATE:
        new_day = clock.add_working_days(clock.now(), grace_days()).date()
        matter.warned_at_share = mark
        record(matter, "late", values={"due": new_day.isoformat()})
    return True


def _warned(matter: Matter, mark: int) -> list[Reader]:
    """The handler, else the unit; and once late, those above them as well. Each once."""
    readers = [staff_reader(matter.handler)] if matter.handler and matter.handler.is_active else []
    if matter.unit:
        readers = readers or of_unit(matter.unit, area_code=matter.area.code if matter.area else "")
        if mark >= LATE:
            readers += [staff_reader(person) for person in on_duty(matter.unit, Duty.SUPERVISOR)]
    return list({reader.key: reader for reader in readers}.values())


def _tell(matter: Matter, mark: int, reader: Reader) -> None:
    with translation.override(reader.language):
        subject, text = _words(matter, mark)
        notify(
            kind="duty",
            key=f"duty:{matter.pk}:{matter.due_at:%Y%m%d%H%M}:{mark}:{reader.key}",
            subject=subject,
            text=f"{matter.title} ({matter.reference})\n\n{text}",
            link=address_for(matter, reader),
            person=reader.person,
            email="" if reader.person else reader.email,
            language=reader.language,
            matter_reference=matter.reference,
        )


def _words(matter: Matter, mark: int) -> tuple[str, str]:
    known = {"reference": matter.reference, "due": sentences.day(matter.due_at) if matter.due_at else "", "mark": mark}
    if mark < LATE:
        return (
            _("%(reference)s waits for an answer by %(due)s") % known,
            _("%(mark)s per cent of the promised time has been used.") % known,
        )
    if mark == LATE:
        return (
            _("%(reference)s is late: an answer was promised by %(due)s") % known,
            _(
                "The resident has been told that the answer is late, with a new day. Answer, or change the day and say why."
            ),
        )
    return (
        _("%(reference)s is still without an answer that was promised by %(due)s") % known,
        _("It has been late for several working days. Please see that it is answered."),
    )


@transaction.atomic
def change_due(matter: Matter, *, due: dt.datetime, by: Person, note: str = "") -> Step:
    """Promise the answer by another moment and say why; the opener is told. Raises PermissionDenied, ValueError.

    A promise that was already missed stays missed in the figures.
    """
    if not may_work_on(by, matter):
        raise PermissionDenied
    if due <= clock.now() or not matter.is_open:
        raise ValueError("A new promise lies ahead, and only an open matter has one.")
    matter.due_at, matter.warned_at_share = due, 0
    matter.save(update_fields=["due_at", "warned_at_share"])
    values = {"due": due.astimezone(clock.HELSINKI).date().isoformat()}
    return record(matter, "due_changed", by=by, by_staff=True, note=note, values=values)
