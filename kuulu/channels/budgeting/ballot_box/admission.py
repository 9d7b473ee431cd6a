"""Whether the box takes anything now: asked behind a lock that many share, and that closing takes alone."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import connection

from kuulu.foundation import clock

from ..models.vote import Vote
from ..vocabulary import VoteState

LOCKS: Final = 0x766F7465  #: the space of advisory locks on votes
MAY_GO_BACK: Final = dt.timedelta(minutes=2)  #: by which clocks of two machines may differ


class Refused(Exception):
    """The box does not take it. `why` is form, early, closed, clock, key, copy, paper, void or unknown."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Due(Refused):
    """The time is over and the vote was still open: whoever meets this closes it."""


def share(vote_id: int) -> None:
    """Wait while the vote is being closed, and hold closing back until this transaction ends.

    A statement of its own: the next one must see what was closed meanwhile. SQLite has one writer at a time anyway.
    """
    _lock("SELECT pg_advisory_xact_lock_shared(%s, %s)", vote_id)


def alone(vote_id: int) -> None:
    """Wait for all that share the lock, and let nobody in until this transaction ends."""
    _lock("SELECT pg_advisory_xact_lock(%s, %s)", vote_id)


def _lock(statement: str, vote_id: int) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(statement, [LOCKS, vote_id % 2**31])


def mind(vote: Vote, now: dt.datetime | None = None) -> None:
    """Raises Refused unless the vote is open at this moment, and Due when it should have been closed."""
    now = now or clock.now()
    if vote.state != VoteState.OPEN:
        raise Refused("early" if vote.state in (VoteState.DRAFT, VoteState.REHEARSED) else "closed")
    if vote.seen_at is not None and now < vote.seen_at - MAY_GO_BACK:
        raise Refused("clock")
    if now < vote.opens_at:
        raise Refused("early")
    if now >= vote.closes_at:
        raise Due("closed")
