"""What proves something: identifications, school codes and secret links; only digests are kept."""

from __future__ import annotations

from django.db import models

from kuulu.foundation import clock

from ..vocabulary import Level
from .accounts import Person


class Identification(models.Model):
    """That somebody proved who they are, for one purpose: a keyed digest and a level, never the code itself."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="identifications")
    purpose = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    method = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    age_band = models.CharField(max_length=10, blank=True)
    municipality = models.CharField(max_length=3, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "digest"], name="identified_once_per_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.get_level_display()}"


class SchoolCode(models.Model):
    """One pupil's one-time code for one purpose; who in the class has it is known to the school alone."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    group = models.CharField(max_length=60, blank=True)  # "5A, Kalevankangas"
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.group}"


class SecretLink(models.Model):
    """A link that opens one thing for one purpose until a time; only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)  # a matter's reference, an address' digest ...
    email = models.EmailField(blank=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    once = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"
