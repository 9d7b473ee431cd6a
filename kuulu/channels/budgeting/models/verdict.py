"""What the body that decides made of a round."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock
from kuulu.foundation.models import WordsField

from .round import Round


class Verdict(models.Model):
    """The decision of the named body or office holder: when, under which number, and why it differs if it does."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="verdict")
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    decided_on = models.DateField()
    section = models.CharField(max_length=20, blank=True)  # "§ 38"
    case_number = models.CharField(max_length=40, blank=True)  # "MliDno-2024-894"
    link = models.URLField(blank=True)
    texts = WordsField()
    differs = models.BooleanField(default=False)  # from what the published rule gave
    reasons = WordsField()  # why it differs
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(differs=False) | ~Q(reasons={}), name="differing_verdict_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.decided_on}"
