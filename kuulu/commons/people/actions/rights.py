"""What a person asks of the house by law: to be erased (GDPR 17)."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.db.models import EmailField

from kuulu.foundation import freshness, personal

from ..keys import digest
from ..models import Erasure, Person
from ..queries.own import subject_of
from .audit import audit


@transaction.atomic
def erase_own(subject: personal.Subject, *, reason: str = "own wish") -> list[str]:
    """Erase a person from every room; what stays and why, in words."""
    person = Person.objects.filter(pk=subject.person_id or 0).first()
    stays = personal.forget(subject, reason=reason)
    freshness.bump()
    audit(None, "erase", kind="person", reference=str(person.uuid) if person else "", result=reason)
    return stays


def stones() -> list[str]:
    """The digests of everything erased, to be kept outside the back-ups."""
    return list(Erasure.objects.order_by("id").values_list("digest", flat=True))


def erase_again(marks: list[str]) -> int:
    """After a restore: erase once more every account and address whose digest stands in the list; how many."""
    wanted, count = set(marks), 0
    for person in Person.objects.filter(closed_at__isnull=True).iterator():
        if {digest("erasure", f"person:{person.uuid}"), digest("erasure", f"email:{person.email}")} & wanted:
            erase_own(subject_of(person), reason="restore")
            count += 1
    for email in known_addresses():
        if digest("erasure", f"email:{email}") in wanted:
            erase_own(personal.Subject(emails=frozenset({email})), reason="restore")
            count += 1
    return count


def known_addresses() -> set[str]:
    """Every e-mail address that any room of the house keeps, found by the kind of its fields."""
    found: set[str] = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, EmailField):
                rows = model._default_manager.exclude(**{field.attname: ""}).values_list(field.attname, flat=True)
                found.update(email.lower() for email in rows.distinct() if email)
    return found
