"""Codes for a school class: made once, shown once, kept as digests only."""

from __future__ import annotations

import datetime as dt
import secrets

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ..keys import digest
from ..models import Person, SchoolCode
from ..policy import may_administer
from .audit import audit
from .identify import normal_school_code

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@transaction.atomic
def make_school_codes(*, purpose: str, group: str, count: int, until: dt.datetime, by: Person) -> list[str]:
    """New one-time codes of some 59 bits for a class, written in fours; they can never be shown again."""
    if not may_administer(by):
        raise PermissionDenied
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(count)]
    SchoolCode.objects.bulk_create(
        SchoolCode(
            digest=digest(f"school:{purpose}", normal_school_code(code)), purpose=purpose, group=group, expires_at=until
        )
        for code in codes
    )
    audit(by, "make", kind="school_codes", reference=purpose, result=str(count))
    return codes
