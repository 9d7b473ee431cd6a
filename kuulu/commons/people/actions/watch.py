"""Letters by which people watch over the house: who may what, who looked at what, and whether it is flooded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.dateformat import format as date_format
from django.utils.formats import date_format as local_date
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from kuulu.foundation import clock, received
from kuulu.foundation.languages import say

from ..models import AuditEntry, Person, Role, Unit
from ..queries import heads
from ..queries.house import with_names
from ..vocabulary import SAMPLE_SIZE, WATCH_DAYS, Duty
from .audit import audit
from .notices import notify


def send_rights_lists(day: dt.date) -> int:
    """In the first days of a quarter, tell each unit's heads who has which duty there; how many were told.

    Duties that hold everywhere are told to the administrators. Each is told once a quarter, however often this runs.
    """
    if (day.month - 1) % 3 or day.day > WATCH_DAYS:
        return 0
    quarter = f"{day.year}-{(day.month - 1) // 3 + 1}"
    return sum(_send_rights(unit, quarter) for unit in [*heads.units_with_rights(), None])


def _send_rights(unit: Unit | None, quarter: str) -> int:
    roles, told = heads.rights_in(unit), 0
    for person in heads.heads_of(unit) if roles else []:
        with translation.override(person.language):
            where = say(unit.names) if unit else gettext("All units")
            told += _tell(
                person,
                key=f"rights:{quarter}:{unit.code if unit else ''}:{person.uuid}",
                subject=gettext("Who may do what: %(unit)s") % {"unit": where},
                lines=[
                    gettext("These people have duties here. Look whether each still needs theirs."),
                    *(_of_role(role) for role in roles),
                    gettext("Is something wrong, or has somebody changed jobs? Write at once to %(address)s.")
                    % {"address": settings.KUULU["CONTACT"]["email"]},
                ],
            )
    return told


def _of_role(role: Role) -> str:
    ends = gettext("until %(day)s") % {"day": local_date(role.ends_on)} if role.ends_on else gettext("without an end")
    seen = role.person.last_login
    last = gettext("last here %(day)s") % {"day": local_date(localtime(seen))} if seen else gettext("never here")
    return f"{role.person}: {role.get_duty_display()}, {ends}, {last}"


def send_trail_samples(day: dt.date) -> int:
    """In the first days of a month, tell of looks at personal data in the month before, chosen by chance; how many.

    Each unit's heads get those of their people, auditors those of everybody. Nobody is told of the own looks: they
    are for others to judge. Each is told once a month, and that the trail was shown stands in the trail.
    """
    if day.day > WATCH_DAYS:
        return 0
    start, end = heads.month_before(day)
    told = sum(_send_sample(person, None, start, end) for person in heads.auditors())
    for unit in heads.units_with_rights():
        told += sum(_send_sample(person, unit, start, end) for person in heads.holders(Duty.SUPERVISOR, unit=unit))
    return told


@transaction.atomic
def _send_sample(person: Person, unit: Unit | None, start: dt.datetime, end: dt.datetime) -> int:
    looks = heads.reads(start, end).exclude(person_uuid=person.uuid)
    if unit is not None:
        looks = looks.filter(person_uuid__in=heads.people_of(unit, start).values("uuid"))
    chosen, count = heads.sample(looks, SAMPLE_SIZE), looks.count()
    if not chosen:
        return 0
    with translation.override(person.language):
        where, month = say(unit.names) if unit else gettext("All units"), date_format(start, "F Y")
        intro = ngettext(
            "%(count)s look at personal data in %(month)s:",
            "%(count)s looks at personal data in %(month)s. Ten at most are told here, chosen by chance:",
            count,
        )
        told = _tell(
            person,
            key=f"trail:{start:%Y-%m}:{unit.code if unit else ''}:{person.uuid}",
            subject=gettext("Who looked at what: %(unit)s") % {"unit": where},
            lines=[
                intro % {"count": count, "month": month},
                *(_of_look(entry) for entry in with_names(chosen)),
                gettext("Ask those you wonder about why they looked. If there was no need, write to %(address)s.")
                % {"address": settings.KUULU["CONTACT"]["email"]},
            ],
        )
    if told:
        audit(None, "sample", kind="audit", reference=str(person.uuid), result=f"{start:%Y-%m}")
    return told


def _of_look(entry: AuditEntry) -> str:
    when = local_date(localtime(entry.at), "SHORT_DATETIME_FORMAT")
    return f"{when} {entry.who}: {entry.verb_words}, {entry.about_words} {entry.reference_words}".strip()  # type: ignore[attr-defined]


def tell_of_flood() -> int:
    """When more has come today than the city expects, tell the administrators, once that day; how many were told."""
    size = received.bytes_today()
    if not received.is_flooded(size):
        return 0
    told = 0
    for person in heads.administrators():
        with translation.override(person.language):
            told += _tell(
                person,
                key=f"flood:{clock.today()}:{person.uuid}",
                subject=gettext("Very many pictures have come today"),
                lines=[
                    gettext("%(size)s megabytes of files have come today. Expected were at most %(limit)s.")
                    % {"size": size // 1_000_000, "limit": settings.KUULU["UPLOADS"]["day_bytes"] // 1_000_000},
                    gettext("Look whether somebody floods the service, and tell those who run the server."),
                ],
                link=reverse("house:start"),
            )
    return told


def _tell(person: Person, *, key: str, subject: str, lines: Iterable[str], link: str = "") -> int:
    """Mail that belongs to a duty: at once, and also to who wants no news. 1 when it was not told before."""
    text = "\n\n".join(lines)
    return bool(notify(kind="watch", key=key, subject=subject, text=text, person=person, link=link, asked=True))
