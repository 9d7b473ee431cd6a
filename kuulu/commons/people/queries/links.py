"""Which secret link a token opens."""

from __future__ import annotations

from django.db.models import Q

from kuulu.foundation import clock

from ..keys import digest
from ..models import SecretLink


def open_secret_link(token: str, *, purpose: str) -> SecretLink | None:
    """The link this token opens for this purpose, or None: unknown, for something else, run out or used up."""
    if not 20 <= len(token) <= 100:
        return None
    live = SecretLink.objects.filter(expires_at__gt=clock.now()).exclude(Q(once=True, used_at__isnull=False))
    return live.filter(digest=digest(f"link:{purpose}", token), purpose=purpose).first()
