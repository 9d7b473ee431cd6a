"""What a vote's runner and auditor see of it: numbers, never persons nor choices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from kuulu.foundation import clock

from ..models import CodeBatch, Entitlement, Envelope, Mark, Vote
from ..vocabulary import Door, MarkChannel
from .votes import marks_without_right

ALARM: Final = dt.timedelta(minutes=5)  #: without a log writer, after which somebody is told


@dataclass(frozen=True, slots=True)
class Figures:
    """A vote in numbers."""

    marks: dict[str, int]  #: how they vote -> how many
    doors: list[tuple[str, str, int]]  #: electorate, door, how many were entitled
    waiting: int  #: envelopes that the log has not yet
    rows: int
    without_right: list[str]
    is_behind: bool  #: whether envelopes wait and no writer came for five minutes


def marks_of(vote: Vote) -> dict[str, int]:
    """How many marks vote in which way: web, paper, void."""
    counted = Mark.objects.filter(vote=vote).order_by().values_list("channel").annotate(count=Count("pk"))
    return {MarkChannel(channel).value: count for channel, count in counted}


def figures_of(vote: Vote) -> Figures:
    """A vote in numbers, at this moment."""
    rows = Entitlement.objects.filter(vote=vote).order_by("electorate__code", "source")
    told = rows.values_list("electorate__code", "source").annotate(count=Count("pk"))
    waiting = Envelope.objects.filter(vote=vote, seq__isnull=True).count()
    late = vote.seen_at is not None and clock.now() - vote.seen_at > ALARM
    return Figures(
        marks=marks_of(vote),
        doors=[(electorate, str(Door(source).label), count) for electorate, source, count in told],
        waiting=waiting,
        rows=vote.head_seq,
        without_right=marks_without_right(vote),
        is_behind=bool(waiting) and late,
    )


def batches_of(vote: Vote) -> list[CodeBatch]:
    """Codes that were printed, the newest first."""
    return list(CodeBatch.objects.filter(vote=vote).select_related("electorate", "printed_by").order_by("-pk"))
