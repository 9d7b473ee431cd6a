"""How a program gets a key: a test key at once, a production key after a look; and how a key is set and closed."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import may_administer
from kuulu.foundation import clock
from kuulu.foundation.languages import current
from kuulu.foundation.text import clean

from ..models import ApiKey
from ..queries.keys import digest_of
from ..vocabulary import KeyKind, KeyState

START: Final = 8  #: characters of a key that are kept and shown
SETTINGS: Final = ("name", "posts_wish_public", "polls_by_update", "unit", "posts_per_hour")
USE_NOTED_EVERY: Final = dt.timedelta(hours=1)


@transaction.atomic
def ask_for_key(*, kind: KeyKind, name: str, email: str, purpose: str = "") -> tuple[ApiKey, str]:
    """A new key and, this once, its secret. A test key works at once; a production key after a look."""
    secret = f"{'t' if kind == KeyKind.TEST else 'p'}{secrets.token_hex(20)}"
    key = ApiKey.objects.create(
        digest=digest_of(secret),
        shown_start=secret[:START],
        kind=kind,
        state=KeyState.ACTIVE if kind == KeyKind.TEST else KeyState.WAITING,
        name=clean(name, lines=False)[:120],
        contact_email=email.strip().lower(),
        purpose=clean(purpose)[:400],
        language=current(),
    )
    return key, secret


@transaction.atomic
def approve_key(key: ApiKey, *, by: Person) -> ApiKey:
    """Let a key be used, and tell its people. Raises PermissionDenied."""
    _ask(by)
    key.state = KeyState.ACTIVE
    key.save(update_fields=["state"])
    people.audit(by, "approve_key", kind="api_key", reference=str(key.pk))
    with translation.override(key.language):
        _tell(key, "approved", _("Your API key is in use"), _("The key that begins %(start)s works from now on."))
    return key


@transaction.atomic
def close_key(key: ApiKey, *, by: Person) -> ApiKey:
    """Let a key be used no more, and tell its people. Raises PermissionDenied."""
    _ask(by)
    key.state = KeyState.CLOSED
    key.save(update_fields=["state"])
    people.audit(by, "close_key", kind="api_key", reference=str(key.pk))
    with translation.override(key.language):
        _tell(key, "closed", _("Your API key was closed"), _("The key that begins %(start)s works no more."))
    return key


def _tell(key: ApiKey, what: str, subject: str, text: str) -> None:
    people.notify(
        kind="api_key",
        key=f"api_key:{key.pk}:{what}:{clock.now():%Y%m%d%H%M%S}",
        subject=subject,
        text=text % {"start": key.shown_start},
        email=key.contact_email,
        language=key.language,
        asked=True,
    )


@transaction.atomic
def change_key(key: ApiKey, *, by: Person, **settings: Any) -> ApiKey:
    """Set what a key means: its name, publicity, polling, unit and limit. Raises PermissionDenied."""
    _ask(by)
    for name in SETTINGS:
        if name in settings:
            setattr(key, name, settings[name])
    key.save(update_fields=list(SETTINGS))
    people.audit(by, "change_key", kind="api_key", reference=str(key.pk))
    return key


def note_use(key: ApiKey) -> None:
    """Remember that a key is in use; written down once an hour at most."""
    now = clock.now()
    if key.last_used_at is None or now - key.last_used_at > USE_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def _ask(by: Person) -> None:
    if not may_administer(by):
        raise PermissionDenied
