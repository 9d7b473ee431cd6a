"""Sending each month's summary to those who lead and decide, and keeping that it was read and what it led to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock
from kuulu.foundation.languages import say
from kuulu.foundation.text import clean

from ..models import SummaryReading
from ..queries.summary import Summary, summary_of


def send_summaries(month: dt.date) -> int:
    """Send the month's summary to each unit's supervisors and each body's deciders, once each; how many were sent."""
    sent = 0
    told: dict[tuple[int, str], Summary] = {}
    for unit, person in _readers():
        if SummaryReading.objects.filter(unit=unit, month=month, person=person).exists():
            continue
        with translation.override(person.language):
            key = (unit.pk, person.language)
            told[key] = told.get(key) or summary_of(unit, month)
            sent += _send(told[key], person)
    return sent


def _readers() -> Iterator[tuple[Unit, Person]]:
    """Who hears of which unit's feedback: supervisors of their unit, deciders of their body or their unit's."""
    roles = Role.objects.in_force().filter(duty__in=[Duty.SUPERVISOR, Duty.DECIDER], unit__isnull=False)
    for role in roles.select_related("unit", "unit__committee", "person").order_by("pk"):
        unit = role.unit
        if role.duty == Duty.DECIDER and unit is not None:
            unit = unit.committee or unit
        if unit is not None:
            yield unit, role.person


@transaction.atomic
def _send(summary: Summary, person: Person) -> int:
    reading, made = SummaryReading.objects.get_or_create(unit=summary.unit, month=summary.month, person=person)
    if not made or not summary.received + summary.answered + summary.late:
        return 0
    name, month = say(summary.unit.names), date_format(summary.month, "F Y")
    lines = [
        _("{count} feedbacks came.").format(count=summary.received),
        _("{answered} were answered, {in_time} of them in time.").format(
            answered=summary.answered, in_time=summary.in_time
        ),
        _("{late} are late.").format(late=summary.late),
        "",
        _("Read it, and write down what it leads to: residents see that speaking up has an effect."),
    ]
    people.notify(
        kind="summary",
        key=f"summary:{reading.pk}",
        subject=_("Feedback of {month}: {unit}").format(month=month, unit=name),
        text="\n".join(lines),
        link=settings.KUULU["BASE_URL"] + summary_address(summary.unit, summary.month),
        person=person,
        language=person.language,
    )
    return 1


def summary_address(unit: Unit, month: dt.date) -> str:
    """The path of a summary's page in the active language."""
    return reverse("feedback_desk:summary", args=[unit.code, f"{month:%Y-%m}"])


def mark_read(unit: Unit, month: dt.date, *, by: Person) -> None:
    """Its reader opened it, signed in: the proof of reading is the time of the first opening."""
    SummaryReading.objects.filter(unit=unit, month=month, person=by, read_at__isnull=True).update(read_at=clock.now())


@transaction.atomic
def record_effect(unit: Unit, month: dt.date, *, text: str, by: Person) -> SummaryReading:
    """Its reader says what the summary led to."""
    now = clock.now()
    reading, _made = SummaryReading.objects.get_or_create(unit=unit, month=month, person=by, defaults={"read_at": now})
    reading.effect, reading.effect_at, reading.read_at = clean(text)[:2000], now, reading.read_at or now
    reading.save(update_fields=["effect", "effect_at", "read_at"])
    people.audit(by, "effect", kind="summary", reference=f"{unit.code}:{month:%Y-%m}")
    return reading
