"""Which key a program shows: known by its digest, since the key itself is kept nowhere."""

from __future__ import annotations

from django.db.models import Case, QuerySet, Value, When

from kuulu.commons.people.keys import digest

from ..models import ApiKey
from ..vocabulary import KeyState

PURPOSE = "feedback.api-key"
LONGEST_KEY = 100  #: characters


def digest_of(secret: str) -> str:
    """The keyed digest under which a key is found, 64 hex digits."""
    return digest(PURPOSE, secret)


def key_shown(secret: str) -> ApiKey | None:
    """The key with that secret, in whatever state; None for one we never gave out."""
    if not secret or len(secret) > LONGEST_KEY:
        return None
    return ApiKey.objects.select_related("unit").filter(digest=digest_of(secret)).first()


def keys_at_desk() -> QuerySet[ApiKey]:
    """Every key, those that wait for a look first, then the newest."""
    waiting_first = Case(When(state=KeyState.WAITING, then=Value(0)), default=Value(1))
    return ApiKey.objects.select_related("unit").order_by(waiting_first, "-made_at", "-id")
