"""The swift way into the box, on PostgreSQL: one statement, one journey, when nothing stands in the way of a ballot.

The function `budgeting_cast` (migration 0009) does what `admission.mind` and `marks.put` do. Where it puts nothing in, the
careful way of `cast` does all of it again and says why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from kuulu.foundation import clock

from ..keyfiles import NoKey
from ..models.vote import Vote, random_id
from . import log_key

CAST: Final = "SELECT budgeting_cast(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
_codes: dict[int, str] = {}  # of votes; one that is no longer right puts nothing in


def is_here() -> bool:
    """Whether the database has the swift way."""
    return connections[DEFAULT_DB_ALIAS].vendor == "postgresql"


def take(vote_id: int, *, tag: str, box: bytes, digest: str, idem: str) -> tuple[str, bytes, str, dt.date, int] | None:
    """Code of the vote, log key, hash, day and version of an envelope that was put in and committed; None when it was not.

    Raises IntegrityError for a key or a box that stands.
    """
    line = connections[DEFAULT_DB_ALIAS]
    if line.vendor != "postgresql":
        return None
    code = _codes.get(vote_id) or Vote.objects.values_list("code", flat=True).get(pk=vote_id)
    _codes[vote_id] = code
    try:
        key, now = log_key.read(code), clock.now()
    except NoKey:
        _codes.pop(vote_id, None)
        return None
    day = now.astimezone(clock.HELSINKI).date()
    version = _put(line, [vote_id, code, tag, random_id(), random_id(), box, digest, idem, day, now])
    if version is None:
        _codes.pop(vote_id, None)
        return None
    return code, key, digest, day, version


def _put(line: Any, told: Sequence[Any]) -> int | None:
    """Past Django's cursor, which writes the envelope into the statement as text: that takes half of all the time.

    A statement by itself is committed when it returns; inside another transaction that would be no promise.
    """
    with line.wrap_database_errors, transaction.atomic(durable=True) if line.in_atomic_block else nullcontext():
        line.ensure_connection()
        row = _cursor(line).execute(CAST, told, prepare=True).fetchone()
    return row[0] if row else None


def _cursor(line: Any) -> Any:
    """One for each connection, as it remembers how it writes each kind of value."""
    import psycopg

    kept = getattr(line, "budgeting_cursor", None)
    if kept is None or kept.connection is not line.connection:
        kept = line.budgeting_cursor = psycopg.Cursor(line.connection)
    return kept
