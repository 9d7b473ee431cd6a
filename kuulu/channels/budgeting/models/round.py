"""A round of participatory budgeting: whose money, how much, when, and by which rules."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q

from kuulu.commons.people.models import Unit
from kuulu.foundation import clock
from kuulu.foundation.models import Named, WordsField

from ..vocabulary import BallotKind, CountingRule, PhaseKind, ProposeLevel, RoundKind


class RoundQuerySet(models.QuerySet["Round"]):
    """Adjectives of rounds."""

    def shown(self) -> RoundQuerySet:
        """What anybody may read: a round that has been opened."""
        return self.filter(opened_at__lte=clock.now())

    def in_phase(self, kind: PhaseKind, at: dt.datetime | None = None) -> RoundQuerySet:
        """Those whose phase of that kind is open at a moment, now unless told."""
        moment = at or clock.now()
        open_now = Phase.objects.filter(kind=kind, opens_at__lte=moment, closes_at__gt=moment)
        return self.filter(phases__in=open_now)


class Round(Named):
    """One use of a sum of money that residents propose and choose. What `FixedRules` tells is fixed when it opens."""

    kind = models.CharField(max_length=10, choices=RoundKind.choices, default=RoundKind.DATED)
    invitations = WordsField()  # one sentence that asks people to take part
    purposes = WordsField()  # what the money may be used for
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rounds")  # who runs it and answers
    decides = models.ForeignKey(Unit, models.PROTECT, related_name="decided_rounds")  # the body that decides
    euros = models.PositiveIntegerField()  # the sum
    yearly_cap = models.PositiveIntegerField(null=True, blank=True)  # euros, of a rolling round
    least_cost = models.PositiveIntegerField(default=0)  # euros, of one proposal
    most_cost = models.PositiveIntegerField(null=True, blank=True)
    proposers = WordsField()  # who may propose, in words
    propose_level = models.PositiveSmallIntegerField(choices=ProposeLevel.choices, default=ProposeLevel.NONE)
    names_hidden = models.BooleanField(default=False)  # no name of a proposer is ever public: rounds of children
    voters = WordsField()  # who may vote, in words
    ballot = models.CharField(max_length=10, choices=BallotKind.choices, default=BallotKind.APPROVAL)
    choices = models.PositiveSmallIntegerField(default=3)  # at most, on a ballot where one chooses so many
    points = models.PositiveSmallIntegerField(default=10)  # to share, on a ballot of points
    rule = models.CharField(max_length=20, choices=CountingRule.choices, default=CountingRule.GREEDY)
    least_votes = models.PositiveIntegerField(default=0)
    promise_days = models.PositiveSmallIntegerField(default=20)  # working days to the first answer
    is_example = models.BooleanField(default=False)  # of the demo: costs are invented, and the page says so
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)  # from then on residents see it and the rules are fixed
    order = models.PositiveSmallIntegerField(default=100)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["order", "-opened_at", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(euros__gt=0), name="round_has_money"),
            models.CheckConstraint(
                condition=Q(most_cost__isnull=True) | Q(most_cost__gte=F("least_cost")), name="round_cost_range"
            ),
            models.CheckConstraint(condition=Q(choices__gte=1), name="round_some_choice"),
        ]


class Phase(models.Model):
    """One phase of a round, from a moment to another."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=20, choices=PhaseKind.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        ordering = ["opens_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "kind"], name="phase_once"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="phase_closes_after_it_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.kind}"

    @property
    def is_open(self) -> bool:
        return self.opens_at <= clock.now() < self.closes_at

    @property
    def is_over(self) -> bool:
        return self.closes_at <= clock.now()


class FixedRules(models.Model):
    """The rules of a round as they were when it opened: published, and refused to be changed by the database."""

    is_sealed = True  # the database refuses to change or delete a row

    round = models.OneToOneField(Round, models.PROTECT, related_name="fixed_rules")
    text = models.TextField()  # canonical JSON, UTF-8
    sha256 = models.CharField(max_length=64)
    fixed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.round_id} {self.sha256[:8]}"
