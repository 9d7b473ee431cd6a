"""What is known of mail: addresses that want none or get none, and how the outbox stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q

from kuulu.foundation import clock

from ..models import MailAddress, Notice
from ..vocabulary import Cadence, NoticeState


def is_suppressed(email: str, *, asked: bool = False) -> bool:
    """Whether an address gets no mail: it came back too often, or wants none and did not ask for just this one."""
    known = MailAddress.objects.filter(email=email).first()
    if known is None or asked:
        return False
    return known.unsubscribed_at is not None or known.bounced_at is not None


@dataclass(frozen=True)
class MailFigures:
    """How the outbox stands."""

    waiting: int
    uncertain: int
    failed: int
    oldest_wait: dt.timedelta


def mail_figures() -> MailFigures:
    """Counts of the outbox and the longest wait of a notice that should have gone at once."""
    due = Q(state=NoticeState.WAITING, cadence=Cadence.AT_ONCE)
    row = Notice.objects.aggregate(
        waiting=Count("id", filter=due),
        uncertain=Count("id", filter=Q(state=NoticeState.SENDING)),
        failed=Count("id", filter=Q(state=NoticeState.FAILED)),
        oldest=Min("made_at", filter=due),
    )
    wait = clock.now() - row["oldest"] if row["oldest"] else dt.timedelta()
    return MailFigures(row["waiting"], row["uncertain"], row["failed"], wait)
