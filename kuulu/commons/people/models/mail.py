"""The outbox: notices, and what is known of the addresses they go to."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from kuulu.foundation import clock

from ..sealed import SealedField
from ..vocabulary import Cadence, NoticeState
from .accounts import Person


class MailAddress(models.Model):
    """What we know of an e-mail address: whether it wants mail and whether mail reaches it."""

    email = models.EmailField(unique=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(null=True, blank=True)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email


class Notice(models.Model):
    """One message to one reader, written down in the transaction that made it needed, sent once after it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="notices")
    email = models.EmailField(blank=True)
    kind = models.CharField(max_length=40)
    #: what makes it one and the same notice: "step:812:reader@example.org"
    key = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=200)
    text = SealedField()
    link = SealedField(blank=True)
    language = models.CharField(max_length=10, default="fi")
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.AT_ONCE)
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.WAITING)
    matter_reference = models.CharField(max_length=20, blank=True, db_index=True)
    made_at = models.DateTimeField(default=clock.now, db_index=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    #: why it was not sent, for a person at the desk
    note = models.CharField(max_length=200, blank=True)
    #: the daily or weekly letter that carried it
    letter = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["state", "cadence", "made_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(email=""), name="notice_has_reader")
        ]

    def __str__(self) -> str:
        return self.subject
