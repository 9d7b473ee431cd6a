"""Writing down that somebody proved who they are: a digest and a level for one purpose, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.foundation import clock
from kuulu.foundation.channel import Proved

from .. import identity
from ..keys import digest
from ..models import Identification, Person, SchoolCode
from ..policy import may_verify
from ..vocabulary import Document, Level
from .audit import audit


class TooWeak(ValueError):
    """The provider vouches for less than strong identification."""


class AnotherAccount(ValueError):
    """The same person has proved it for this purpose with another account."""


@transaction.atomic
def identify(
    *, purpose: str, provider: identity.Provider, claims: Mapping[str, Any], person: Person | None = None
) -> Identification:
    """Keep what the claims come to for one purpose. Raises TooWeak, AnotherAccount, ValueError for a false code."""
    level = identity.level_of_claims(provider, claims)
    if level < Level.SCHOOL:
        raise TooWeak
    return _keep(
        purpose=purpose,
        digest=identity.digest_of_claims(purpose, claims),
        level=level,
        method=(provider.method or provider.id)[:30],
        person=person,
        age_band=identity.age_band(claims),
        municipality=identity.municipality_of(claims),
    )


def prove(*, provider: identity.Provider, claims: Mapping[str, Any]) -> Proved:
    """Who the claims tell of, for a channel that uses it at once. Raises TooWeak, ValueError for a false code."""
    if identity.level_of_claims(provider, claims) < Level.STRONG:
        raise TooWeak
    return Proved(
        key=identity.person_key(claims), born_on=identity.born_on(claims), municipality=identity.municipality_of(claims)
    )


@transaction.atomic
def verify_by_staff(person: Person, *, purpose: str, by: Person, document: Document) -> Identification:
    """A member of staff saw somebody's document. Raises PermissionDenied; nobody verifies themselves."""
    if not may_verify(by, person):
        raise PermissionDenied
    kept = _keep(
        purpose=purpose,
        digest=digest(f"identity:{purpose}", f"person:{person.uuid}"),
        level=Level.STAFF,
        method=f"document:{document}",
        person=person,
    )
    audit(by, "verify", kind="person", reference=str(person.uuid), result=document)
    return kept


@transaction.atomic
def use_school_code(code: str, *, purpose: str, person: Person | None = None) -> Identification | None:
    """Use up a code of a class; None for one that is unknown, of another purpose, run out or used."""
    mark = digest(f"school:{purpose}", normal_school_code(code))
    rows = SchoolCode.objects.filter(digest=mark, purpose=purpose, expires_at__gt=clock.now(), used_at__isnull=True)
    if not rows.update(used_at=clock.now()):
        return None
    return _keep(purpose=purpose, digest=mark, level=Level.SCHOOL, method="code", person=person)


def normal_school_code(code: str) -> str:
    """A code as it is kept: capitals without blanks or hyphens, letters that look like digits read as digits."""
    return "".join(code.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))


def _keep(*, purpose: str, digest: str, person: Person | None, **fields: Any) -> Identification:
    kept, made = Identification.objects.select_for_update().get_or_create(
        purpose=purpose, digest=digest, defaults={"person": person, **fields}
    )
    if made:
        return kept
    if person and kept.person_id and kept.person_id != person.id:
        raise AnotherAccount
    for name, value in fields.items():
        setattr(kept, name, value)
    kept.person, kept.made_at = kept.person or person, clock.now()
    kept.save()
    return kept
