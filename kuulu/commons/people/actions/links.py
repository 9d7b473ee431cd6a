"""Making and using secret links."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from kuulu.foundation import clock

from ..keys import digest
from ..models import Person, SecretLink
from ..vocabulary import OWN_DATA_MINUTES
from .notices import notify


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


def revoke_links(*, purpose: str, subject: str) -> int:
    """Make every link that opens `subject` for `purpose` dead, and with them what they opened; how many."""
    return SecretLink.objects.filter(purpose=purpose, subject=subject).delete()[0]


def use_secret_link(link: SecretLink) -> bool:
    """Note that a link was used. False when it opens only once and was used before: then do nothing more."""
    rows = SecretLink.objects.filter(pk=link.pk)
    if link.once:
        rows = rows.filter(used_at__isnull=True)
    return bool(rows.update(used_at=clock.now()))


@transaction.atomic
def make_feed_link(person: Person) -> str:
    """A new token of somebody's own feed; earlier ones stop."""
    SecretLink.objects.filter(purpose="feed", subject=str(person.uuid)).delete()
    return make_secret_link(purpose="feed", subject=str(person.uuid), days=3650)


@transaction.atomic
def send_own_link(email: str, *, language: str) -> None:
    """Mail a link to an address by which its owner sees what the house holds of it."""
    days = OWN_DATA_MINUTES / (24 * 60)
    token = make_secret_link(purpose="own_data", subject="own_data", days=days, email=email, once=True)
    with translation.override(language):
        notify(
            kind="own_data",
            key=f"own_data:{uuid.uuid4()}",
            subject=gettext("Your data in Kuulu"),
            text=gettext(
                "With this link you see what Kuulu holds of you, download it or have it erased. It works once, within an hour. If you did not ask for it, you need do nothing."
            ),
            link=reverse("people:data_link", args=[token]),
            email=email,
            language=language,
            asked=True,
        )
