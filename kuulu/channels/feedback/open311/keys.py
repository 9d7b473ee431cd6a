"""Which program is asking: its key, whether the key may do that here, and whether it has done it too often."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from kuulu.foundation.limits import over_limit, visit_over_limit

from ..actions.keys import note_use
from ..models import ApiKey
from ..queries.keys import key_shown
from ..vocabulary import KeyKind, KeyState
from .asked import Asked
from .faults import Fault, usual

HOUR = 3600  #: seconds


def key_of(asked: Asked) -> ApiKey | None:
    """The working key of whoever reads; reading needs none, so a wrong one is as good as none."""
    key = key_shown(asked.secret)
    return key if key is not None and key.state == KeyState.ACTIVE else None


def key_to_write(asked: Asked) -> ApiKey:
    """The key of whoever writes. Raises Fault 403 when it is missing, wrong or of another endpoint, 429 when overused."""
    secret = asked.secret
    key = key_shown(secret)
    if key is None or key.state != KeyState.ACTIVE or (key.kind == KeyKind.TEST and not asked.is_test):
        _count_wrong_key(asked)
        raise Fault(403, _why_not(secret, key))
    wait = over_limit("open311_post", key.digest, limit=key.posts_per_hour, seconds=HOUR)
    if wait:
        raise usual(429, Retry_After=str(wait))
    note_use(key)
    return key


def _count_wrong_key(asked: Asked) -> None:
    """Stop whoever tries one key after another from one address; the right ones behind it go on working."""
    limit = settings.KUULU["OPEN311"].get("wrong_keys_per_hour", 100)
    wait = visit_over_limit(asked.request, "open311_wrong_key", limit=limit, seconds=HOUR)
    if wait:
        raise usual(429, Retry_After=str(wait))


def _why_not(secret: str, key: ApiKey | None) -> str:
    if not secret:
        return _("The API key is missing: send it as api_key.")
    if key is None:
        return _("The API key is not valid.")
    if key.state == KeyState.WAITING:
        return _("The API key waits for a look by the city. You are told by e-mail when it works.")
    if key.state == KeyState.CLOSED:
        return _("The API key has been closed.")
    return _("This is a test key: it works only at the test endpoint.")


def count_miss(asked: Asked) -> None:
    """Stop whoever guesses request ids from one address. Raises Fault 429."""
    limit = settings.KUULU["OPEN311"].get("misses_per_hour", 600)
    wait = visit_over_limit(asked.request, "open311_miss", limit=limit, seconds=HOUR)
    if wait:
        raise usual(429, Retry_After=str(wait))
