"""Takes out of the box what is to be destroyed: envelopes, marks, and the key that signed promises and heads."""

from __future__ import annotations

from typing import Final

from django.db import connection

from ..keyfiles import NoKey
from ..models.ballots import Envelope, FourEyes, Mark
from ..models.vote import Vote
from . import log_key

TABLES: Final = "VACUUM (FULL) budgeting_envelope, budgeting_mark, budgeting_foureyes"


def forget(vote: Vote) -> dict[str, int]:
    """Delete all envelopes and marks of a vote, and the marks named in voids; how many. The log stays."""
    FourEyes.objects.filter(vote=vote).exclude(tag="").update(tag="")
    return {
        "envelopes": Envelope.objects.filter(vote=vote).delete()[0],
        "marks": Mark.objects.filter(vote=vote).delete()[0],
    }


def destroy_key(vote: Vote) -> bool:
    """From then on nothing is signed as this vote; whether the key is gone. What was signed is checked by the public one."""
    log_key.destroy(vote.code)
    try:
        log_key.read(vote.code)
    except NoKey:
        return True
    return False


def overwrite_deleted() -> None:
    """Let SQLite write zeros over what is deleted from now on by this connection; PostgreSQL does so by `write_anew`."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def write_anew(statement: str) -> None:
    """Write tables without the rows that were deleted; on PostgreSQL, outside of a transaction."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(statement)
