"""Limits that hold over several processes: how often one visitor, one key or one address may do a thing.

Counts lie in the database in fixed windows, each counted up by one statement. What is limited is cost and failure, not visiting: many people may
share one address (a school, a library, a phone mast), so public reading has no limit and writing a wide one.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db import DatabaseError, connection
from django.http import HttpRequest

from . import clock
from .away import is_away
from .middleware import READING, client_address


def over_limit(name: str, key: str, *, limit: int, seconds: int, times: int = 1) -> int:
    """Count `name` for `key`, `times` more; 0 while within `limit` per window, else seconds until the next window."""
    moment = int(clock.now().timestamp())
    window = moment // seconds
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    count = _counted(f"{name}:{digest}:{window}"[:120], times, clock.now() + dt.timedelta(seconds=seconds))
    return (window + 1) * seconds - moment if count > limit else 0


def _counted(slot: str, times: int, until: dt.datetime) -> int:
    """How often, with these times: one statement, so that none is lost between processes (SQLite 3.35, PostgreSQL)."""
    told = connection.ops.adapt_datetimefield_value(until)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO foundation_tally (slot, times, until) VALUES (%s, %s, %s) "
            "ON CONFLICT (slot) DO UPDATE SET times = foundation_tally.times + excluded.times RETURNING times",
            [slot, times, told],
        )
        return int(cursor.fetchall()[0][0])


def visit_over_limit(request: HttpRequest, name: str, *, limit: int, seconds: int, times: int = 1) -> int:
    """The same for the visitor's network address; where nothing can be written, reading goes on uncounted."""
    try:
        return over_limit(name, client_address(request), limit=limit, seconds=seconds, times=times)
    except DatabaseError as fault:
        if request.method in READING and is_away(fault):
            return 0
        raise
