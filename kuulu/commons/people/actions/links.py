"""Making and using secret links."""

from __future__ import annotations

import datetime as dt
import secrets

from kuulu.foundation import clock

from ..keys import digest
from ..models import SecretLink


def make_secret_link(*, purpose: str, subject: str, days: float, email: str = "", once: bool = False) -> str:
    """A new token of 192 random bits that opens `subject` for `purpose`; only its keyed digest is kept."""
    token = secrets.token_urlsafe(24)
    SecretLink.objects.create(
        digest=digest(f"link:{purpose}", token),
        purpose=purpose,
        subject=subject,
        email=email.strip().lower(),
        expires_at=clock.now() + dt.timedelta(days=days),
        once=once,
    )
    return token


def use_secret_link(link: SecretLink) -> bool:
    """Note that a link was used. False when it opens only once and was used before: then do nothing more."""
    rows = SecretLink.objects.filter(pk=link.pk)
    if link.once:
        rows = rows.filter(used_at__isnull=True)
    return bool(rows.update(used_at=clock.now()))
