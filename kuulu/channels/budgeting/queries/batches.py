"""Batches of a rolling round: which there are, what is left of the year's money, which ideas nobody has handled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import F, Max, Prefetch, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from kuulu.commons.matters.policy import seen_at_desk
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage, Visibility
from kuulu.commons.people.policy import Someone
from kuulu.foundation import clock
from kuulu.foundation.channel import Happening
from kuulu.foundation.languages import say

from ..models import Batch, BatchItem, Proposal, ProposalQuerySet, Round
from ..policy import may_read_batches
from ..vocabulary import OPEN_FATES, RING_DAYS, RoundKind


def _whole() -> list[Prefetch]:
    items = BatchItem.objects.select_related(
        "proposal__matter__unit", "proposal__matter__area", "proposal__reach", "proposal__round"
    )
    return [Prefetch("items", items.defer("proposal__matter__area__shape"))]


def batches_of(one: Round) -> list[Batch]:
    """Every batch of a round with its items and decision, the newest first. Two queries."""
    rows = Batch.objects.filter(round=one).select_related("round", "council", "decision")
    return list(rows.prefetch_related(*_whole()).order_by("-number"))


def batch_numbered(code: str, number: int) -> Batch | None:
    """One batch of an opened round with all that its pages show, or None."""
    rows = Batch.objects.filter(round__in=Round.objects.shown(), round__code=code[:60], number=min(number, 32_767))
    rows = rows.select_related("round__unit", "round__decides", "council", "decision")
    return rows.prefetch_related(*_whole()).first()


def next_batch(one: Round) -> Batch | None:
    """The one that an idea of today comes along with: the first that is not closed yet."""
    rows = Batch.objects.filter(round=one, gathered_at__isnull=True).select_related("round", "council")
    return rows.order_by("closes_on", "number").first()


def due_to_gather() -> list[Batch]:
    """Batches whose last day for ideas is over and that did not gather yet."""
    rows = Batch.objects.filter(gathered_at__isnull=True, closes_on__lt=clock.today())
    return list(rows.select_related("round__unit", "council").order_by("closes_on", "id"))


def public_items(batch: Batch) -> list[BatchItem]:
    """What anybody may read of a batch; ideas that were taken back are gone from it."""
    return [item for item in batch.items.all() if item.proposal.matter.is_public]


def items_for(who: Someone, batch: Batch) -> list[BatchItem]:
    """The items that this member of staff may see: all, or those of the own unit."""
    rows = list(batch.items.all())
    if may_read_batches(who, batch.round):
        return rows
    mine = set(seen_at_desk(who).filter(proposal__handlings__batch=batch).values_list("pk", flat=True))
    return [item for item in rows if item.proposal_id in mine]


def open_ideas(*rounds: Round) -> ProposalQuerySet:
    """Ideas that can be handled: not answered for good, and their address proved where that is asked."""
    stages = (*OPEN_STAGES, Stage.ANSWERED)
    rows = Proposal.objects.filter(round__in=rounds, fate__in=OPEN_FATES, matter__stage__in=stages)
    return rows.exclude(matter__visibility=Visibility.PRIVATE)


def granted(one: Round, *, year: int | None = None) -> int:
    """Euros given in decisions of a calendar year, or ever."""
    rows = BatchItem.objects.filter(batch__round=one, granted_euros__isnull=False)
    if year is not None:
        rows = rows.filter(batch__decision__decided_on__year=year)
    return rows.aggregate(sum=Sum("granted_euros"))["sum"] or 0


def left(one: Round, year: int) -> int:
    """Euros that can still be given in a year: what the yearly limit and the whole sum leave."""
    whole = one.euros - granted(one)
    return whole if one.yearly_cap is None else min(whole, one.yearly_cap - granted(one, year=year))


def waiting_long(one: Round | None = None) -> list[Proposal]:
    """Ideas of opened rolling rounds that nobody handled for 100 days, each with `since`; the longest waiting first."""
    limit = clock.now() - dt.timedelta(days=RING_DAYS)
    rounds = [one] if one is not None else Round.objects.shown().filter(kind=RoundKind.ROLLING)
    ideas = open_ideas(*rounds)
    rows = ideas.annotate(since=Coalesce(Max("handlings__handled_at"), F("matter__opened_at"))).filter(since__lte=limit)
    related = ("matter__unit", "matter__area", "round__unit")
    return list(rows.select_related(*related).defer("matter__area__shape").order_by("since", "pk"))


def happenings_of_batches(start: dt.date, end: dt.date) -> Iterator[Happening]:
    """Last days for ideas and meetings of councils between two days, both included."""
    rows = Batch.objects.filter(round__in=Round.objects.shown()).select_related("round", "council")
    told = (("closes_on", 23, _("the last day for ideas")), ("meeting_on", 0, _("the ideas are handled")))
    for name, hour, words in told:
        for batch in rows.filter(**{f"{name}__gte": start, f"{name}__lte": end}).order_by(name, "id"):
            yield Happening(
                title=f"{say(batch.round.names)}: {words}",
                starts=dt.datetime.combine(getattr(batch, name), dt.time(hour), tzinfo=clock.HELSINKI),
                address=reverse("budgeting:batch", args=[batch.round.code, batch.number]),
            )
