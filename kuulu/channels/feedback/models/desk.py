"""What the desk keeps for its own work: short lists, addresses not heard for a while, summaries read."""

from __future__ import annotations

from django.db import models

from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock

from .feedback import Feedback


class Shortlisted(models.Model):
    """A feedback that an official keeps on a short list of their own."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="shortlisted")
    person = models.ForeignKey(Person, models.CASCADE, related_name="shortlist")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feedback", "person"], name="shortlisted_once")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.feedback_id}"


class Blocked(models.Model):
    """An e-mail or network address from which nothing is taken for a while; kept as a keyed digest only."""

    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=60)  # enough for an administrator to know it by: "s…@example.org"
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.hint


class SummaryReading(models.Model):
    """That a month's summary was sent to somebody who leads or decides, when it was read, and what it led to."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="summary_readings")
    month = models.DateField()  # its first day
    person = models.ForeignKey(Person, models.CASCADE, related_name="summary_readings")
    sent_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    effect = models.TextField(max_length=2000, blank=True)
    effect_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-month", "unit_id", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "month", "person"], name="summary_sent_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month:%Y-%m}"
