"""What was learnt from earlier routing: counts of a linear model, repeatable from the same past."""

from __future__ import annotations

from django.db import models

from kuulu.foundation import clock


class RoutingModel(models.Model):
    """One training: the weights, the time it learnt until, and how well it did on the month held back."""

    trained_at = models.DateTimeField(default=clock.now)
    learnt_until = models.DateTimeField()
    weights = models.BinaryField()
    figures = models.JSONField(default=dict)  # {"top1": 0.8, "top3": 0.95, "examples": 512}
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.trained_at:%Y-%m-%d}"
