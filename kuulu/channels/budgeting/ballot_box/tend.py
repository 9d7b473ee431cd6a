"""What is done for every vote again and again: the log is written, what is over is closed, heads are signed."""

from __future__ import annotations

from collections import Counter
from functools import partial

from kuulu.foundation.patience import patiently

from ..models.ballots import LogRow
from ..models.vote import Vote
from ..vocabulary import VoteState
from . import closing, writer


def tend() -> str:
    """Log what waits of every vote, and close those whose time is over; a vote that is broken holds no other back."""
    done = Counter[str]()
    for vote_id in _running():
        patiently(partial(_tend, vote_id, done))
    return f"rows {done['rows']}, closed {done['closed']}"


def _tend(vote_id: int, done: Counter[str]) -> None:
    rows = writer.BATCH
    while rows == writer.BATCH:
        rows = writer.write(vote_id)
        done["rows"] += rows
    done["closed"] += closing.close_if_due(vote_id)


def sign_heads() -> str:
    """A head of every vote that runs."""
    return f"heads {len([writer.sign_head(vote_id) for vote_id in _running()])}"


def _running() -> list[int]:
    """Votes whose log has not ended, also those closed by somebody who was killed on the way."""
    ended = LogRow.objects.filter(kind="close").values("vote")
    votes = Vote.objects.filter(state__in=(VoteState.OPEN, VoteState.CLOSED)).exclude(pk__in=ended)
    return list(votes.order_by("pk").values_list("pk", flat=True))
