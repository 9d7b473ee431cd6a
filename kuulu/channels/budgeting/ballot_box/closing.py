"""Closing is a latch: whoever comes first after the time closes, the rest is logged, and no later clock opens it again."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from kuulu.foundation import clock
from kuulu.foundation.patience import patiently

from ..models.ballots import Envelope, LogRow
from ..models.vote import Vote
from ..vocabulary import VoteState
from . import admission, writer
from .admission import Due, Refused


def close_if_due(vote_id: int) -> bool:
    """Close a vote whose time is over and end its log; whether it is closed. A kill on the way leaves the rest to the next."""
    with transaction.atomic(durable=True):
        admission.alone(vote_id)
        vote = writer.locked(vote_id)
        try:
            admission.mind(vote)
        except Due:
            now = clock.now()
            Vote.objects.filter(pk=vote_id).update(
                state=VoteState.CLOSED, latched_at=now, seen_at=max(now, vote.seen_at or now)
            )
        except Refused:
            if vote.state != VoteState.CLOSED:
                return vote.latched_at is not None
        else:
            return False
    finish(vote_id)
    return True


def close_on_the_way(vote_id: int) -> None:
    """Close for somebody who came too late; a fault is left to the scheduler, for theirs is another answer."""
    patiently(partial(close_if_due, vote_id))


def finish(vote_id: int) -> None:
    """Log what waits, end the log of a closed vote, and sign the head over all of it; done twice it does nothing more."""
    while writer.write(vote_id):
        pass
    with transaction.atomic():
        vote = writer.locked(vote_id)
        waits = Envelope.objects.filter(vote=vote, seq__isnull=True).exists()
        if vote.state == VoteState.CLOSED and not waits and not has_ended(vote_id):
            writer.append(vote, [{"kind": "close"}])
    writer.sign_head(vote_id)


def has_ended(vote_id: int) -> bool:
    """Whether the row that closes the vote stands in its log."""
    return LogRow.objects.filter(vote=vote_id, kind="close").exists()


def move_on(vote_id: int, state: VoteState) -> None:
    """Counted, published, destroyed: the next state of a vote whose log has ended. Raises Refused."""
    if state not in (VoteState.COUNTED, VoteState.PUBLISHED, VoteState.DESTROYED) or not has_ended(vote_id):
        raise Refused("early")
    order = list(VoteState)
    moved = Vote.objects.filter(pk=vote_id, state=order[order.index(state) - 1]).update(state=state)
    if not moved:
        raise Refused("early")
