"""What somebody may read of themselves: the own notices, and who of the staff looked at the own matters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from kuulu.foundation.personal import Item, Subject, word_for

from ..models import AuditEntry, Notice, Person

MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)?)?")
#: notices that are no news: letters that gather others, codes and links that were asked for
NO_NEWS = ("letter", "account", "own_data")


def own_notices(person: Person) -> QuerySet[Notice]:
    """The news told to an account, newest first."""
    return Notice.objects.filter(person=person).exclude(kind__in=NO_NEWS)


def subject_of(person: Person) -> Subject:
    """Everything that is this person's: the account and its proved address."""
    return Subject(person_id=person.id, emails=frozenset({person.email} if person.email else ()))


def looks_at(items: Iterable[Item], person: Person | None) -> QuerySet[AuditEntry]:
    """Entries of the trail about one's own matters and account, newest first."""
    references = {item.reference for item in items if item.reference}
    about = Q(kind__in=("matter", "feedback", "paper"), reference__in=references)
    if person:
        about |= Q(kind="person", reference=str(person.uuid))
    entries = AuditEntry.objects.filter(about).exclude(person_uuid__isnull=True)
    if person:
        entries = entries.exclude(person_uuid=person.uuid)
    return entries.order_by("-id")


@dataclass(frozen=True)
class Told:
    """One thing that is held of somebody, in words."""

    title: str
    rows: list[tuple[str, str]]


def told(items: Iterable[Item]) -> list[Told]:
    """What is held, with titles, names and values in the reader's language; what is empty is left out."""
    return [_told(item) for item in items]


def _told(item: Item) -> Told:
    reference = item.reference if 0 < len(item.reference) < 30 else ""
    title = f"{word_for(item.kind) or _plainly(item.kind)} {reference}".strip()
    rows = [(_name(item.kind, name), _shown(item.kind, name, value)) for name, value in item.content.items()]
    return Told(title, [(name, value) for name, value in rows if value])


def _name(kind: str, field: str) -> str:
    return word_for(f"{kind}.{field}", field) or _plainly(field)


def _plainly(code: str) -> str:
    return code.replace("_", " ").replace(".", " ").capitalize()


def _shown(kind: str, field: str, value: Any) -> str:
    """A value in words: yes and no, days and times as people write them, a list on lines of its own."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return "\n".join(f"{name}: {_shown(kind, field, one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        parts = [_shown(kind, field, one) for one in value]
        return ("\n" if any(isinstance(one, list | tuple) for one in value) else " · ").join(filter(None, parts))
    text = str(value)
    return word_for(f"{kind}.{field}={text}", f"{field}={text}") or _moment(text) or text


def _moment(text: str) -> str:
    if not MOMENT.fullmatch(text):
        return ""
    try:
        if found := parse_datetime(text):
            return date_format(localtime(found), "SHORT_DATETIME_FORMAT")
        return date_format(day, "SHORT_DATE_FORMAT") if (day := parse_date(text)) else ""
    except ValueError:
        return ""
