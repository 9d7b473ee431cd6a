"""A rolling round is handled in batches: which ideas, their prices, what the council proposes, what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock
from kuulu.foundation.models import WordsField

from ..vocabulary import GRANTING, OPEN_FATES, BatchOutcome, BatchState, Recommendation
from .proposal import Proposal
from .round import Round


class Batch(models.Model):
    """One handling of a rolling round's ideas: gathered by a day, talked over in a meeting, decided together."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="batches")
    number = models.PositiveSmallIntegerField()  # runs through the round
    closes_on = models.DateField()  # the last day on which an idea comes along
    meeting_on = models.DateField()  # of the council
    council = models.ForeignKey(Unit, models.PROTECT, related_name="+")  # proposes, and never decides
    gathered_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)  # to whom decides

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "batches"
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="batch_number_once"),
            models.CheckConstraint(condition=Q(meeting_on__gte=F("closes_on")), name="batch_meets_after_it_closes"),
            models.CheckConstraint(
                condition=Q(proposed_at__isnull=True) | Q(gathered_at__isnull=False),
                name="batch_gathered_then_proposed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.number}"

    @property
    def is_decided(self) -> bool:
        return hasattr(self, "decision")

    @property
    def standing(self) -> list[BatchItem]:
        """The items on which something is still to be said."""
        return [item for item in self.items.all() if item.is_standing]

    @property
    def state(self) -> BatchState:
        """Where it is. Reads the items with their proposals and the decision."""
        if self.is_decided:
            return BatchState.DECIDED
        if self.gathered_at is None:
            return BatchState.GATHERING
        left = self.standing
        if self.proposed_at is not None:
            return BatchState.PROPOSED
        if not left:
            return BatchState.EMPTY
        if all(item.recommendation for item in left):
            return BatchState.RECOMMENDED
        is_priced = all(item.priced_euros is not None or item.recommendation for item in left)
        return BatchState.PRICED if is_priced else BatchState.PRICING


class BatchItem(models.Model):
    """One idea in one batch."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="items")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="handlings")
    priced_euros = models.PositiveIntegerField(null=True, blank=True)
    notes = WordsField()  # what the price is made of
    recommendation = models.CharField(max_length=12, choices=Recommendation.choices, blank=True)
    recommended_euros = models.PositiveIntegerField(null=True, blank=True)
    recommendation_reasons = WordsField()
    outcome = models.CharField(max_length=10, choices=BatchOutcome.choices, blank=True)
    granted_euros = models.PositiveIntegerField(null=True, blank=True)
    outcome_reasons = WordsField()
    handled_at = models.DateTimeField(null=True, blank=True)  # when the council or the decision last dealt with it

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "proposal"], name="batch_item_once"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(outcome=""), name="proposal_stands_in_one_open_batch"
            ),
            models.CheckConstraint(
                condition=~Q(recommendation=Recommendation.SUPPORT) | Q(recommended_euros__gt=0, recommended_euros__isnull=False),
                name="supported_item_has_a_sum",
            ),
            models.CheckConstraint(
                condition=Q(recommendation__in=["", Recommendation.SUPPORT]) | ~Q(recommendation_reasons={}),
                name="unsupported_item_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=GRANTING, granted_euros__gt=0, granted_euros__isnull=False)
                | (~Q(outcome__in=GRANTING) & Q(granted_euros__isnull=True)),
                name="money_only_for_the_approved",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=BatchOutcome.PARTLY) | Q(granted_euros__lt=F("priced_euros")),
                name="partly_is_less_than_the_price",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", BatchOutcome.APPROVED, BatchOutcome.LEFT]) | ~Q(outcome_reasons={}),
                name="unapproved_item_has_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.batch_id} {self.proposal_id}"

    @property
    def is_standing(self) -> bool:
        """Whether something is still to be said on it: it has no outcome, and its idea is open."""
        is_open = self.proposal.fate in OPEN_FATES and self.proposal.matter.stage in (*OPEN_STAGES, Stage.ANSWERED)
        return not self.outcome and is_open


class OfficeDecision(models.Model):
    """What the office holder decided about a batch: the post and never the person, the number, the day, the link."""

    batch = models.OneToOneField(Batch, models.PROTECT, related_name="decision")
    titles = WordsField()  # of the post
    section = models.CharField(max_length=40)  # its number: "§ 12/2026"
    decided_on = models.DateField(db_index=True)
    link = models.URLField()
    texts = WordsField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")  # who wrote it down
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(titles={}) & ~Q(section="") & ~Q(link=""), name="office_decision_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.section}"


class Ring(models.Model):
    """That the owner was reminded of an idea which nobody had handled since a moment; once for each such moment."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="rings")
    since = models.DateTimeField()
    rung_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "since"], name="ring_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.since:%Y-%m-%d}"
