"""What is done for every vote again and again: the log is written, what is over is closed, heads are signed."""

from __future__ import annotations

from ..models.ballots import LogRow
from ..models.vote import Vote
from ..vocabulary import VoteState
from . import closing, writer


def tend() -> str:
    """Log what waits of every vote, and close those whose time is over."""
    rows = closed = 0
    for vote_id in _running():
        rows += writer.write(vote_id)
        closed += closing.close_if_due(vote_id)
    return f"rows {rows}, closed {closed}"


def sign_heads() -> str:
    """A head of every vote that runs."""
    return f"heads {len([writer.sign_head(vote_id) for vote_id in _running()])}"


def _running() -> list[int]:
    """Votes whose log has not ended, also those closed by somebody who was killed on the way."""
    ended = LogRow.objects.filter(kind="close").values("vote")
    votes = Vote.objects.filter(state__in=(VoteState.OPEN, VoteState.CLOSED)).exclude(pk__in=ended)
    return list(votes.order_by("pk").values_list("pk", flat=True))
