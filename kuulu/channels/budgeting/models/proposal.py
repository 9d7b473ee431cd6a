"""A proposal for the use of a round's money, how it was weighed, and how its carrying out goes on."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kuulu.commons.matters.models import Matter
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock
from kuulu.foundation.models import WordsField

from ..vocabulary import CANDIDATES, Fate, Source, Weighing
from .round import Round


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Adjectives of proposals."""

    def public(self) -> ProposalQuerySet:
        """What anybody may read; the same rule as the matter's own."""
        return self.filter(matter__in=Matter.objects.public())

    def candidates(self) -> ProposalQuerySet:
        """What is or was on the ballot, or could be."""
        return self.filter(fate__in=CANDIDATES)


class Proposal(models.Model):
    """What somebody proposes to do with the money of a round."""

    matter = models.OneToOneField(Matter, models.PROTECT, primary_key=True, related_name="proposal")
    round = models.ForeignKey(Round, models.PROTECT, related_name="proposals")
    fate = models.CharField(max_length=20, choices=Fate.choices, default=Fate.PROPOSED)
    number = models.PositiveSmallIntegerField(null=True, blank=True)  # on the ballot
    text = models.TextField(max_length=10_000)
    group_name = models.CharField(max_length=120, blank=True)  # of friends, a class, a club, as they call themselves
    wished_euros = models.PositiveIntegerField(null=True, blank=True)
    euros = models.PositiveIntegerField(null=True, blank=True)  # what it costs, as the city weighed it
    votes = models.PositiveIntegerField(null=True, blank=True)  # once they are counted

    proposer_name = models.CharField(max_length=120, blank=True)
    proposer_email = models.EmailField(blank=True)
    proposer_phone = models.CharField(max_length=40, blank=True)
    shows_name = models.BooleanField(default=False)
    proved_at = models.DateTimeField(null=True, blank=True)  # when the address was shown to be the proposer's
    source = models.CharField(max_length=10, choices=Source.choices, default=Source.WEB)
    entered_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    joined_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="joined")
    earlier = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="later")
    idempotency_key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    made_nameless_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["round", "fate"])]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], condition=Q(number__isnull=False), name="ballot_number_once"
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | ~Q(joined_to=F("matter")), name="proposal_not_joined_to_itself"
            ),
            models.CheckConstraint(
                condition=~Q(fate=Fate.JOINED) | Q(joined_to__isnull=False), name="joined_proposal_has_another"
            ),
            models.CheckConstraint(
                condition=~Q(fate__in=CANDIDATES) | Q(euros__isnull=False), name="candidate_has_a_cost"
            ),
        ]

    def __str__(self) -> str:
        return str(self.matter_id)


class Weighed(models.Model):
    """One look of the city at a proposal: what was looked at, what was found, and why."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="weighings")
    look = models.CharField(max_length=10, choices=Weighing.choices)
    is_passed = models.BooleanField()
    #: code of the checklist -> whether it holds
    checks = models.JSONField(default=dict, blank=True)
    euros = models.PositiveIntegerField(null=True, blank=True)
    upkeep_euros = models.PositiveIntegerField(null=True, blank=True)  # a year
    reasons = WordsField()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    has_no_interest = models.BooleanField()  # whoever weighed it declared no interest of their own (HL 28 §)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(has_no_interest=True), name="weighed_without_interest"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.look}"


class Progress(models.Model):
    """How the carrying out of a chosen proposal goes on: words, money spent, the day it is expected to be done."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="progress")
    texts = WordsField()
    spent_euros = models.PositiveIntegerField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    delay_reasons = WordsField()  # why it is later than was told before
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.at:%Y-%m-%d}"
