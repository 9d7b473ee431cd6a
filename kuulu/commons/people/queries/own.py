"""What somebody may read of themselves: the own notices, and who of the staff looked at the own matters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from kuulu.foundation.personal import Item, Subject

from ..models import AuditEntry, Notice, Person
from ..vocabulary import HELD_WORDS

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
    about = Q(kind="matter", reference__in=references) | Q(kind="feedback", reference__in=references)
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
    rows: list[tuple[str, Any]]


def told(items: Iterable[Item]) -> list[Told]:
    """What is held, with titles and names in the reader's language; a machine's number is no title."""
    return [_told(item) for item in items]


def _told(item: Item) -> Told:
    reference = item.reference if 0 < len(item.reference) < 30 else ""
    title = f"{_words(item.kind)} {reference}".strip()
    return Told(title, [(_words(name), value) for name, value in item.content.items()])


def _words(code: str) -> str:
    known = HELD_WORDS.get(code)
    return str(known) if known else code.replace("_", " ").replace(".", " ").capitalize()
