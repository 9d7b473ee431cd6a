"""What a person may ask by law, and the trail of who looked at what."""

from __future__ import annotations

import uuid

from django.db import models

from kuulu.foundation import clock
from kuulu.foundation.personal import word_for

from ..vocabulary import Duty
from .accounts import Person


class Copy(models.Model):
    """One copy of all that the house holds of somebody: made by a task, fetched once, in the session that asked."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="fi")
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=100, blank=True)  # a storage name; the file lies sealed

    def __str__(self) -> str:
        return str(self.uuid)


class Erasure(models.Model):
    """The stone of an erased account or address, by which a restored back-up is made to forget it again."""

    digest = models.CharField(max_length=64, unique=True)
    person_uuid = models.UUIDField(null=True)
    reason = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.reason}"


class AuditEntry(models.Model):
    """Who of the staff read personal data or changed anything, and which thing: never its content. Append-only."""

    is_sealed = True  # the database refuses to change or delete a row

    at = models.DateTimeField(default=clock.now, db_index=True)
    person_uuid = models.UUIDField(null=True)  # no foreign key: the trail outlives the account
    duty = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=20, default="done")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "reference"]),
            models.Index(fields=["person_uuid", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind} {self.reference}"

    @property
    def duty_words(self) -> str:
        """The duties in the reader's language."""
        known = dict(Duty.choices)
        return ", ".join(str(known.get(duty, duty)) for duty in self.duty.split(",") if duty)

    @property
    def verb_words(self) -> str:
        """What was done, in the reader's language."""
        return word_for(f"verb={self.verb}") or self.verb

    @property
    def about_words(self) -> str:
        """What sort of thing it was done to, in the reader's language."""
        return word_for(f"about={self.kind}") or self.kind

    @property
    def reference_words(self) -> str:
        """The number of what it was done to; a word that stands for one in the reader's language."""
        return word_for(f"reference={self.reference}") or self.reference

    @property
    def result_words(self) -> str:
        """How it ended, in the reader's language."""
        return word_for(f"result={self.result}") or self.result
