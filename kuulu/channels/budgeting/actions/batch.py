"""How a rolling round is handled in batches: ideas are gathered, priced, talked over by the council, and proposed."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock, freshness

from ..models import Batch, BatchItem, OfficeDecision, Proposal, Round, Weighed
from ..policy import may_price, may_recommend, may_run
from ..queries import batches
from ..vocabulary import Fate, Recommendation, RoundKind, Weighing
from .weigh import NotNow, lead_to

SAID = {
    Recommendation.SUPPORT: "batch_supported",
    Recommendation.NOT: "batch_not_supported",
    Recommendation.MORE_WANTED: "batch_more_wanted",
    Recommendation.NEXT_ROUND: "batch_later",
}


@transaction.atomic
def open_batch(
    one: Round, *, closes_on: dt.date, meeting_on: dt.date, council: Unit, by: Person, at: dt.datetime | None = None
) -> Batch:
    """Tell beforehand by which day ideas come along and when the council meets. Raises PermissionDenied, NotNow."""
    if not may_run(by, one):
        raise PermissionDenied
    if one.kind != RoundKind.ROLLING or one.opened_at is None:
        raise NotNow(_("Only an open round that runs all the time is handled in batches."))
    if closes_on < _day(at):
        raise NotNow(_("The last day for ideas lies ahead."))
    if meeting_on < closes_on:
        raise NotNow(_("The meeting is after the last day for ideas."))
    Round.objects.select_for_update().get(pk=one.pk)
    last = Batch.objects.filter(round=one).aggregate(number=Max("number"))["number"] or 0
    batch = Batch.objects.create(
        round=one, number=last + 1, closes_on=closes_on, meeting_on=meeting_on, council=council
    )
    people.audit(by, "opened", kind="batch", reference=reference(batch))
    freshness.bump()
    return batch


def reference(batch: Batch) -> str:
    """How the audit trail names a batch."""
    return f"{batch.round.code}/{batch.number}"[:40]


def _day(at: dt.datetime | None) -> dt.date:
    return (at or clock.now()).astimezone(clock.HELSINKI).date()


def lock(batch: Batch) -> None:
    """Of two who act on a batch at once the second sees what the first did. Raises NotNow when it is decided."""
    kept = Batch.objects.select_for_update().get(pk=batch.pk)
    batch.gathered_at, batch.proposed_at = kept.gathered_at, kept.proposed_at
    if OfficeDecision.objects.filter(batch=batch).exists():
        raise NotNow(_("This handling is decided already."))


@transaction.atomic
def gather(batch: Batch, *, by: Person | None = None, at: dt.datetime | None = None) -> int:
    """Take along every open idea that stands in no open batch; how many came.

    Before the told day is over it may be done again and again, and nobody who is in time stays out. `by` is None for
    the scheduler. Raises PermissionDenied, NotNow.
    """
    if by is not None and not may_run(by, batch.round):
        raise PermissionDenied
    Round.objects.select_for_update().get(pk=batch.round_id)
    lock(batch)
    if batch.gathered_at is not None:
        raise NotNow(_("The ideas of this handling are gathered already."))
    ideas = batches.open_ideas(batch.round).exclude(handlings__in=BatchItem.objects.filter(outcome=""))
    rows = list(ideas.select_related("matter__unit", "matter__area").defer("matter__area__shape").order_by("pk"))
    for proposal in rows:
        put_into(batch, proposal, verb="batch_gathered", by=by, at=at)
    if _day(at) > batch.closes_on:
        batch.gathered_at = at or clock.now()
        batch.save(update_fields=["gathered_at"])
    freshness.bump()
    return len(rows)


def put_into(batch: Batch, proposal: Proposal, *, verb: str, by: Person | None, at: dt.datetime | None) -> BatchItem:
    """One idea into a batch; a price that it has comes along."""
    item = BatchItem.objects.create(batch=batch, proposal=proposal, priced_euros=proposal.euros)
    values = {"unit": batch.council.names, "due": batch.meeting_on.isoformat()}
    matters.record(proposal.matter, verb, by=by, by_staff=True, values=values, at=at)
    return item


def gather_due() -> int:
    """Gather every batch whose last day is over; how many batches. For the scheduler."""
    due = batches.due_to_gather()
    for batch in due:
        try:
            gather(batch)
        except NotNow:  # somebody was faster by hand
            continue
    return len(due)


def _for_work(item: BatchItem) -> BatchItem:
    """The item as it is now, under the lock of its batch and idea. Raises NotNow."""
    lock(item.batch)
    item.refresh_from_db(fields=["outcome", "priced_euros", "recommendation", "recommended_euros"])
    item.proposal.fate = Proposal.objects.select_for_update().values_list("fate", flat=True).get(pk=item.proposal_id)
    item.proposal.matter.refresh_from_db(fields=["stage"])
    if not item.is_standing:
        raise NotNow(_("This idea is no longer in this handling."))
    if item.batch.proposed_at is not None:
        raise NotNow(_("The ideas of this handling were proposed already."))
    return item


@transaction.atomic
def price(
    item: BatchItem,
    *,
    euros: int,
    notes: dict[str, str],
    by: Person,
    has_no_interest: bool,
    at: dt.datetime | None = None,
) -> BatchItem:
    """Say what an idea costs and what that is made of: it can then be carried out. Raises PermissionDenied, NotNow.

    It is the look of substance: whoever prices has no interest of their own (see `weigh`).
    """
    if not may_price(by, item):
        raise PermissionDenied
    _for_work(item)
    if not has_no_interest:
        raise NotNow(_("Whoever has an interest of their own in a proposal leaves it to somebody else."))
    if euros < 1 or not any(notes.values()):
        raise NotNow(_("Say what it costs, and what the price is made of."))
    proposal = item.proposal
    Weighed.objects.create(
        proposal=proposal, look=Weighing.SUBSTANCE, is_passed=True, euros=euros, reasons=notes,
        unit=proposal.matter.unit, by=by, has_no_interest=True, at=at or clock.now(),
    )  # fmt: skip
    item.priced_euros, item.notes = euros, notes
    item.save(update_fields=["priced_euros", "notes"])
    proposal.fate, proposal.euros = Fate.POSSIBLE, euros
    proposal.save(update_fields=["fate", "euros"])
    more = {"by": by, "values": {"euros": told(euros)}, "note": _in(proposal, notes), "at": at}
    lead_to(proposal.matter, Stage.ANSWERED, "batch_priced", **more)
    return item


def told(euros: int) -> str:
    """A sum as every language can read it."""
    return f"{euros:,}".replace(",", "\u00a0")


def _in(proposal: Proposal, words: dict[str, str]) -> str:
    return words.get(proposal.matter.language) or words.get("fi", "")


@transaction.atomic
def recommend(
    item: BatchItem,
    *,
    recommendation: str,
    by: Person,
    euros: int | None = None,
    reasons: dict[str, str] | None = None,
    at: dt.datetime | None = None,
) -> BatchItem:
    """Write down what the council proposes: it supports an idea with a sum, or not, or wants more or later.

    Raises PermissionDenied, NotNow.
    """
    if not may_recommend(by, item.batch):
        raise PermissionDenied
    _for_work(item)
    reasons, supports = reasons or {}, recommendation == Recommendation.SUPPORT
    if item.batch.gathered_at is None:
        raise NotNow(_("Ideas are still gathered. The council says what it thinks when all are there."))
    if item.priced_euros is None and recommendation in (Recommendation.SUPPORT, Recommendation.NOT):
        raise NotNow(_("This idea has no price yet."))
    if not supports and not any(reasons.values()):
        raise NotNow(_("Give the reason: everybody reads it."))
    asked = (item.priced_euros if euros is None else euros) if supports else None
    if supports and not 1 <= (asked or 0) <= _most(item.batch.round):
        raise NotNow(
            _("One proposal may cost at most %(most)s euros in this round.") % {"most": _most(item.batch.round)}
        )
    item.recommendation, item.recommended_euros, item.recommendation_reasons = recommendation, asked, reasons
    item.handled_at = at or clock.now()
    item.save(update_fields=["recommendation", "recommended_euros", "recommendation_reasons", "handled_at"])
    _tell_recommended(item, by=by, at=at)
    return item


def _most(one: Round) -> int:
    return one.euros if one.most_cost is None else one.most_cost


def _tell_recommended(item: BatchItem, *, by: Person, at: dt.datetime | None) -> None:
    batch = item.batch
    values = {"unit": batch.round.decides.names}
    if item.recommended_euros:
        values["euros"] = told(item.recommended_euros)
    matters.record(
        item.proposal.matter, SAID[Recommendation(item.recommendation)], by=by, unit=batch.council, by_staff=True,
        values=values, note=_in(item.proposal, item.recommendation_reasons), at=at,
    )  # fmt: skip


@transaction.atomic
def propose_batch(batch: Batch, *, by: Person, at: dt.datetime | None = None) -> Batch:
    """Take what the council said to whoever decides: every idea has its recommendation, and the money is enough.

    Raises PermissionDenied, NotNow.
    """
    if not may_recommend(by, batch):
        raise PermissionDenied
    lock(batch)
    if batch.gathered_at is None or batch.proposed_at is not None:
        raise NotNow(_("The ideas of this handling are gathered first, and proposed once."))
    rows = [item for item in batch.items.select_related("proposal__matter__unit") if item.is_standing]
    if not rows or not all(item.recommendation for item in rows):
        raise NotNow(_("Each idea has its recommendation before they are proposed."))
    year = _day(at).year
    asked, left = sum(item.recommended_euros or 0 for item in rows), batches.left(batch.round, year)
    if asked > left:
        raise NotNow(
            _("%(left)s euros are left this year, and this asks for %(asked)s.") % {"left": left, "asked": asked}
        )
    batch.proposed_at = at or clock.now()
    batch.save(update_fields=["proposed_at"])
    for item in rows:
        values = {"unit": batch.round.decides.names}
        matters.record(item.proposal.matter, "batch_proposed", by=by, by_staff=True, values=values, at=at)
    people.audit(by, "proposed", kind="batch", reference=reference(batch))
    freshness.bump()
    return batch
