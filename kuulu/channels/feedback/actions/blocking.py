"""Putting an address on the block list for a while, and taking it off."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import may_administer
from kuulu.foundation import clock
from kuulu.foundation.text import clean

from ..models import Blocked
from ..queries.blocked import digest_of


@transaction.atomic
def block(address: str, *, reason: str, days: int, by: Person) -> Blocked:
    """Take nothing from an e-mail or network address for some days; the address itself is not kept."""
    if not may_administer(by):
        raise PermissionDenied
    fields = {
        "hint": _hint(address.strip()),
        "reason": clean(reason, lines=False)[:200],
        "by": by,
        "until": clock.now() + dt.timedelta(days=days),
    }
    made, _ = Blocked.objects.update_or_create(digest=digest_of(address), defaults=fields)
    people.audit(by, "blocked", kind="blocked", reference=str(made.pk))
    return made


def _hint(address: str) -> str:
    """Enough to know it by: the first letter and the domain, or the first half of a network address."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"[:60] if at else f"{address[: max(3, len(address) // 2)]}…"[:60]


@transaction.atomic
def unblock(blocked: Blocked, *, by: Person) -> None:
    """Hear this address again."""
    if not may_administer(by):
        raise PermissionDenied
    people.audit(by, "unblocked", kind="blocked", reference=str(blocked.pk))
    blocked.delete()
