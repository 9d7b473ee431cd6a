"""The ballot box: marks with their newest version, sealed envelopes, the log that only grows, and its signed heads."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from ..sealing.envelope import BOX
from ..sealing.log import KINDS
from ..vocabulary import EnvelopeKind, MarkChannel
from .vote import TAG, Vote, random_id


class Mark(models.Model):
    """One voter as the box knows it: a tag, how its newest version votes, and which version that is."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="marks", db_index=False)  # (vote, tag) is
    tag = models.CharField(max_length=TAG)
    channel = models.CharField(max_length=5, choices=MarkChannel.choices)
    version = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "tag"], name="mark_once"),
            models.CheckConstraint(condition=Q(channel__in=MarkChannel.values), name="mark_channel_known"),
            models.CheckConstraint(condition=Q(version__gte=1), name="mark_version_from_one"),
            models.CheckConstraint(condition=Exact(Length("tag"), TAG), name="mark_tag_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.tag[:8]} {self.version}"


class Envelope(models.Model):
    """One version of a mark: a sealed ballot, or that paper was given or the mark voided. It has a day, no time of day."""

    id = models.BigAutoField(primary_key=True, default=random_id)
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="envelopes", db_index=False)  # (vote, tag) is
    tag = models.CharField(max_length=TAG)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=EnvelopeKind.choices)
    box = models.BinaryField(null=True, blank=True)
    box_hash = models.CharField(max_length=64, null=True, blank=True)
    idem = models.CharField(max_length=64, null=True, blank=True)
    day = models.DateField()  # of the promise
    seq = models.PositiveIntegerField(null=True, blank=True)  # in the log

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "tag", "version"], name="envelope_version_once"),
            models.UniqueConstraint(fields=["vote", "idem"], name="envelope_key_once"),
            models.UniqueConstraint(fields=["vote", "box_hash"], name="envelope_box_once"),
            models.CheckConstraint(
                condition=Q(Exact(Length("box"), BOX), kind=EnvelopeKind.CAST, box__isnull=False)
                & Q(Exact(Length("box_hash"), 64), box_hash__isnull=False)
                | Q(kind__in=(EnvelopeKind.PAPER, EnvelopeKind.VOID), box__isnull=True, box_hash__isnull=True),
                name="envelope_box_whole",
            ),
        ]
        indexes = [models.Index(fields=["vote", "id"], condition=Q(seq__isnull=True), name="envelope_unlogged")]

    def __str__(self) -> str:
        return f"{self.tag[:8]} {self.version}"


class LogRow(models.Model):
    """One row of the log as `sealing.log` writes it; tag and box are null where the row has none."""

    is_sealed = True  # the database refuses to change or delete a row

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="log_rows")
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=[(kind, kind) for kind in KINDS])
    tag = models.CharField(max_length=TAG, null=True, blank=True)
    ver = models.PositiveIntegerField(default=0)
    box_hash = models.CharField(max_length=64, null=True, blank=True)
    prev = models.CharField(max_length=64)
    leaf = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "seq"], name="log_seq_once"),
            models.UniqueConstraint(fields=["vote", "tag", "ver"], name="log_version_once"),
            models.UniqueConstraint(fields=["vote", "box_hash"], name="log_box_once"),
            models.UniqueConstraint(
                fields=["vote", "kind"], condition=Q(kind__in=("open", "close")), name="log_opens_and_closes_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.seq}"


class Head(models.Model):
    """A signed root over the rows so far: what witnesses keep."""

    is_sealed = True  # the database refuses to change or delete a row

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="heads")
    size = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["vote", "size"], name="head_once")]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.size}"


class FourEyes(models.Model):
    """Something that one person asks for and another approves."""

    action = models.CharField(max_length=20)
    vote = models.ForeignKey(Vote, models.PROTECT, related_name="four_eyes")
    tag = models.CharField(max_length=TAG, blank=True)  # the mark that it is about
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    approved_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "four eyes"
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(approved_by__isnull=True) | ~Q(asked_by=F("approved_by")),
                name="four_eyes_of_two_people",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="four_eyes_have_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.vote_id}"
