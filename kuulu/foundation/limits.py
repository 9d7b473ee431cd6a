"""Limits that hold over several processes: how often one visitor, one key or one address may do a thing.

Counts lie in the shared cache in fixed windows. What is limited is cost and failure, not visiting: many people may
share one address (a school, a library, a phone mast), so public reading has no limit and writing a wide one.
"""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest

from . import clock
from .middleware import client_address


def over_limit(name: str, key: str, *, limit: int, seconds: int, times: int = 1) -> int:
    """Count `name` for `key`, `times` more; 0 while within `limit` per window, else seconds until the next window."""
    moment = int(clock.now().timestamp())
    window = moment // seconds
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    slot = f"limit:{name}:{digest}:{window}"
    cache.add(slot, 0, timeout=seconds + 5)
    try:
        count = cache.incr(slot, times)
    except ValueError:  # the window closed between the two calls
        return 0
    return (window + 1) * seconds - moment if count > limit else 0


def visit_over_limit(request: HttpRequest, name: str, *, limit: int, seconds: int, times: int = 1) -> int:
    """The same for the visitor's network address."""
    return over_limit(name, client_address(request), limit=limit, seconds=seconds, times=times)
