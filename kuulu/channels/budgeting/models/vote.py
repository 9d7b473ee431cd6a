"""A vote of a round: its fixed rules, when it opens and closes, and how far its log has come."""

from __future__ import annotations

import secrets
from typing import Final

from django.db import models
from django.db.models import F, Q

from ..sealing.log import FIRST
from ..vocabulary import Publication, VoteLevel, VoteState
from .round import Round

TAG: Final = 32  #: hexadecimal digits of a mark's tag


def random_id() -> int:
    """A key that tells nothing of the order in which rows were made."""
    return secrets.randbits(62) + 1


class Vote(models.Model):
    """One vote. From its opening on the database refuses to change its rules and its times (migration 0004)."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="vote")
    code = models.CharField(max_length=40, unique=True)
    level = models.PositiveSmallIntegerField(choices=VoteLevel.choices, default=VoteLevel.PERSONS)
    rules = models.TextField(blank=True)  # `rules.json` as it was when the vote opened
    rules_sha256 = models.CharField(max_length=64, blank=True)
    public_key = models.CharField(max_length=64, blank=True)  # of the envelopes, in hexadecimal digits
    rehearsal_sha256 = models.CharField(max_length=64, blank=True)  # of the codes that two holders have to find
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=VoteState.choices, default=VoteState.DRAFT)
    latched_at = models.DateTimeField(null=True, blank=True)  # when it was closed for good
    seen_at = models.DateTimeField(null=True, blank=True)  # the latest moment that the log writer has seen
    head_seq = models.PositiveIntegerField(default=0)  # rows in the log
    head_hash = models.CharField(max_length=64, default=FIRST)  # leaf of the last
    publication = models.CharField(max_length=6, choices=Publication.choices, default=Publication.AUTO)
    min_cell = models.PositiveSmallIntegerField(default=10)  # ballots below which no table is shown

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="vote_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(state__in=VoteState.values), name="vote_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=(VoteState.DRAFT, VoteState.REHEARSED)) | ~Q(rules_sha256=""),
                name="open_vote_has_rules",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(VoteState.DRAFT, VoteState.REHEARSED, VoteState.OPEN), latched_at__isnull=True)
                | Q(
                    state__in=(VoteState.CLOSED, VoteState.COUNTED, VoteState.PUBLISHED, VoteState.DESTROYED),
                    latched_at__isnull=False,
                ),
                name="closed_vote_is_latched",
            ),
        ]

    def __str__(self) -> str:
        return self.code
