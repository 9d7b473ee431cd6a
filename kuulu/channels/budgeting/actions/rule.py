"""How the office holder's decision about a batch is written down: each idea hears, and the year's money is never passed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import OutcomeKind, Stage
from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.foundation import clock, freshness

from ..models import Batch, BatchItem, OfficeDecision, Proposal, Round
from ..policy import may_rule
from ..queries import batches
from ..vocabulary import AS_RECOMMENDED, GRANTING, BatchOutcome, Fate, Recommendation
from .batch import lock, put_into, reference, told
from .carry_out import promise
from .weigh import NotNow


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What was decided about one idea; `reasons` may be left out where it is what the council proposed."""

    outcome: str
    euros: int | None = None
    reasons: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def decide_batch(
    batch: Batch,
    *,
    rulings: Mapping[int, Ruling],
    decided_on: dt.date,
    section: str,
    link: str,
    by: Person,
    titles: dict[str, str] | None = None,
    texts: dict[str, str] | None = None,
    at: dt.datetime | None = None,
) -> OfficeDecision:
    """Write the decision down once, with what it says of each idea (`rulings`, by the key of its item).

    Raises PermissionDenied; NotNow: not proposed yet, decided already, an idea left out, over the money, no reason.
    """
    if not may_rule(by, batch.round):
        raise PermissionDenied
    Round.objects.select_for_update().get(pk=batch.round_id)  # the money of a year is given by one at a time
    lock(batch)
    if batch.proposed_at is None:
        raise NotNow(_("The council proposes first, and then it is decided."))
    if not section.strip() or not link.strip() or decided_on > clock.today():
        raise NotNow(_("A decision has its number, its day, which is not in the future, and a link to it."))
    rows = list(batch.items.filter(outcome="").select_related("proposal__matter__unit", "batch__round"))
    for item in rows:
        _rule(item, rulings.get(item.pk), at=at)
    _look_at_the_money(batch.round, rows, decided_on.year)
    decision = OfficeDecision.objects.create(
        batch=batch, titles=titles or batch.round.decides.names, section=section.strip(), decided_on=decided_on,
        link=link.strip(), texts=texts or {}, by=by,
    )  # fmt: skip
    for item in rows:
        _carry(item, decision, by=by, at=at)
    people.audit(by, "decided", kind="batch", reference=reference(batch))
    freshness.bump()
    return decision


def _rule(item: BatchItem, ruling: Ruling | None, *, at: dt.datetime | None) -> None:
    """Fill in what was decided about one idea, without saving it. Raises NotNow."""
    item.handled_at = at or clock.now()
    if not item.is_standing:
        item.outcome = BatchOutcome.LEFT
        return
    if ruling is None or ruling.outcome not in (*GRANTING, BatchOutcome.REJECTED, BatchOutcome.MOVED_ON):
        raise NotNow(_("Say of each idea what was decided."))
    item.outcome = ruling.outcome
    item.granted_euros = _sum(item, ruling) if ruling.outcome in GRANTING else None
    if item.priced_euros is None and ruling.outcome != BatchOutcome.MOVED_ON:
        raise NotNow(_("An idea without a price can only go on to the next handling."))
    if differs(item) and not any(ruling.reasons.values()):
        raise NotNow(_("Where the decision differs from what the council proposed, say why: everybody reads it."))
    item.outcome_reasons = ruling.reasons or item.recommendation_reasons
    if ruling.outcome != BatchOutcome.APPROVED and not any(item.outcome_reasons.values()):
        raise NotNow(_("Give the reason: everybody reads it."))


def _sum(item: BatchItem, ruling: Ruling) -> int:
    """The sum that an approved idea gets. Raises NotNow."""
    usual = item.recommended_euros or item.priced_euros or 0
    euros, most = usual if ruling.euros is None else ruling.euros, item.batch.round.most_cost
    if euros < 1 or (most is not None and euros > most):
        raise NotNow(_("Say how much money the idea gets, within the limits of the round."))
    if ruling.outcome == BatchOutcome.PARTLY and euros >= (item.priced_euros or 0):
        raise NotNow(_("Approved in part gives less than the price."))
    return euros


def differs(item: BatchItem) -> bool:
    """Whether the decision about an idea is another than what the council proposed."""
    same = AS_RECOMMENDED.get(Recommendation(item.recommendation), ()) if item.recommendation else ()
    return item.outcome not in same or (item.outcome in GRANTING and item.granted_euros != item.recommended_euros)


def _look_at_the_money(one: Round, rows: list[BatchItem], year: int) -> None:
    given, left = sum(item.granted_euros or 0 for item in rows), batches.left(one, year)
    if given > left:
        raise NotNow(
            _("That gives %(given)s euros, and %(left)s are left of the money of %(year)s.")
            % {"given": given, "left": left, "year": year}
        )


#: outcome -> fate, stage and verb
AFTER: dict[str, tuple[Fate, Stage, str]] = {
    BatchOutcome.APPROVED: (Fate.CHOSEN, Stage.IN_HAND, "batch_approved"),
    BatchOutcome.PARTLY: (Fate.CHOSEN, Stage.IN_HAND, "batch_partly"),
    BatchOutcome.REJECTED: (Fate.NOT_CHOSEN, Stage.CLOSED, "batch_rejected"),
}


def _carry(item: BatchItem, decision: OfficeDecision, *, by: Person, at: dt.datetime | None) -> None:
    """Save the outcome, and let the idea and all who follow it know."""
    item.save(update_fields=["outcome", "granted_euros", "outcome_reasons", "handled_at"])
    if item.outcome == BatchOutcome.MOVED_ON:
        _move_on(item, by=by, at=at)
    if item.outcome not in AFTER:
        return
    proposal, matter, decides = item.proposal, item.proposal.matter, decision.batch.round.decides
    proposal.fate, stage, verb = AFTER[item.outcome]
    proposal.save(update_fields=["fate"])
    if item.outcome in GRANTING:
        promise(matter, by=None)
    note = item.outcome_reasons.get(matter.language) or item.outcome_reasons.get("fi", "")
    values: dict[str, Any] = {"unit": decision.titles}
    if item.granted_euros:
        values["euros"] = told(item.granted_euros)
    _take(matter, stage, verb, by=by, note=note, values=values, at=at, decides=decides)
    matters.record_outcome(
        matter, kind=OutcomeKind.DECISION, text=item.outcome_reasons or decision.texts or decision.titles,
        link=decision.link, case_number=decision.section, by=by, at=decision.decided_on, acts_for=decides, told_at=at,
    )  # fmt: skip


def _take(matter: Matter, stage: Stage, verb: str, *, decides: Any, **more: Any) -> None:
    """To the stage that follows; one that it has already only gets the step."""
    if matter.stage == stage:
        matters.record(matter, verb, unit=decides, by_staff=True, **more)
    else:
        matters.move(matter, stage, verb=verb, acts_for=decides, **more)


def _move_on(item: BatchItem, *, by: Person, at: dt.datetime | None) -> None:
    """Into the next batch if it is told already; else the next one gathers it."""
    proposal = Proposal.objects.select_related("matter__unit").get(pk=item.proposal_id)
    coming = batches.next_batch(item.batch.round)
    if coming is not None:
        put_into(coming, proposal, verb="batch_moved_on", by=by, at=at)
    else:
        matters.record(proposal.matter, "batch_moved_on", by=by, by_staff=True, at=at)
