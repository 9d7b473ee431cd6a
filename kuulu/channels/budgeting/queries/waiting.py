"""Votes whose envelopes wait for the log longer than they may."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from kuulu.foundation import clock

from ..models import Envelope, Vote
from .vote_desk import ALARM


def votes_behind() -> QuerySet[Vote]:
    """Votes with envelopes that no log writer came for in five minutes. An envelope has no time of day: the writer has."""
    waits = Envelope.objects.filter(vote=OuterRef("pk"), seq__isnull=True)
    return Vote.objects.filter(Exists(waits), seen_at__lt=clock.now() - ALARM).order_by("code")
