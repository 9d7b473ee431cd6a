"""How a child or young person who proposed is reached."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..vocabulary import THROUGH_ADULT, ReachWay
from .proposal import Proposal


class Reach(models.Model):
    """The way chosen by the proposer, and the line that goes with it: the school and class, or an adult's number."""

    proposal = models.OneToOneField(Proposal, models.CASCADE, primary_key=True, related_name="reach")
    way = models.CharField(max_length=12, choices=ReachWay.choices)
    line = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "reaches"
        constraints = [
            models.CheckConstraint(condition=~Q(way__in=THROUGH_ADULT) | ~Q(line=""), name="reach_through_whom"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.way}"
