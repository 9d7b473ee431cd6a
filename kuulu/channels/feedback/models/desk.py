"""What officials keep for their own work: short lists."""

from __future__ import annotations

from django.db import models

from kuulu.commons.people.models import Person
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
