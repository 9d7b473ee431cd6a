"""Whose feedback is not taken for a while."""

from __future__ import annotations

from kuulu.foundation import clock
from kuulu.foundation.visitor import keyed_digest

from ..models import Blocked

PURPOSE = "feedback.block"


def digest_of(address: str) -> str:
    """The digest by which an e-mail or network address is known on the block list."""
    return keyed_digest(PURPOSE, address.strip().lower())


def is_blocked(email: str = "", network_address: str = "") -> bool:
    """Whether nothing is taken from this e-mail address or network address now; one query at most."""
    digests = [digest_of(one) for one in (email, network_address) if one]
    return bool(digests) and Blocked.objects.filter(digest__in=digests, until__gt=clock.now()).exists()
