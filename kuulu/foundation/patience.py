"""How loops that must not end bear a fault: it is written down, and the next turn tries again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import connection

log = logging.getLogger("kuulu.patience")


def patiently(deed: Callable[[], object]) -> bool:
    """Do it; a fault is written to the log, not raised, so that a loop goes on. True when it went well."""
    try:
        deed()
    except Exception:  # the next turn tries again
        log.exception("A turn of the loop failed")
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        return False
    return True
