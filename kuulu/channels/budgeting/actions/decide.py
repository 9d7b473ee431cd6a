"""How a round is decided: candidates get their numbers, the body's decision is written down, each one hears."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.vocabulary import OutcomeKind, Stage
from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.foundation import freshness

from ..models import Proposal, Round, Verdict
from ..policy import may_run
from ..queries.result import by_rule, counted
from ..vocabulary import UNWEIGHED, Fate, PhaseKind, RoundKind
from .carry_out import promise
from .weigh import NotNow


@transaction.atomic
def number_ballot(one: Round, *, by: Person, at: dt.datetime | None = None) -> int:
    """Give each possible proposal its lasting number on the ballot; how many there are.

    Every proposal is answered before anybody votes. Raises PermissionDenied, NotNow.
    """
    if not may_run(by, one):
        raise PermissionDenied
    Round.objects.select_for_update().get(pk=one.pk)
    left = one.proposals.filter(fate__in=UNWEIGHED).count()
    if left:
        raise NotNow(
            _("%(count)s proposals have no answer yet. Each is answered before anybody votes.") % {"count": left}
        )
    if one.proposals.filter(number__isnull=False).exists():
        raise NotNow(_("The ballot has its numbers already."))
    rows = list(one.proposals.filter(fate=Fate.POSSIBLE).select_related("matter").order_by("matter_id"))
    for number, proposal in enumerate(rows, 1):
        proposal.number = number
        values = {"number": str(number)}
        matters.record(proposal.matter, "proposal_numbered", by=by, by_staff=True, values=values, at=at)
    Proposal.objects.bulk_update(rows, ["number"])
    people.audit(by, "numbered", kind="round", reference=one.code)
    freshness.bump()
    return len(rows)


@transaction.atomic
def decide(one: Round, *, chosen: Collection[int], by: Person, at: dt.datetime | None = None, **fields: Any) -> Verdict:
    """Write down what the body decided, and tell every proposer. `chosen` are the matters of what is carried out.

    `fields` are those of `Verdict`. Raises PermissionDenied, NotNow: decided already, over the sum, not a candidate.
    """
    if not may_run(by, one):
        raise PermissionDenied
    if one.kind == RoundKind.ROLLING:
        raise NotNow(_("This round is decided batch by batch."))
    Round.objects.select_for_update().get(pk=one.pk)
    if Verdict.objects.filter(round=one).exists():
        raise NotNow(_("The decision of this round is written down already."))
    candidates = list(one.proposals.filter(fate=Fate.POSSIBLE).select_related("matter", "matter__unit"))
    taken = [proposal for proposal in candidates if proposal.pk in chosen]
    if len(taken) != len(set(chosen)):
        raise NotNow(_("Only what can be carried out can be chosen."))
    if sum(proposal.euros or 0 for proposal in taken) > one.euros:
        raise NotNow(_("That costs more than the round has."))
    _look_at_the_result(one, chosen, differs=bool(fields.get("differs")))
    verdict = Verdict.objects.create(round=one, body=one.decides, by=by, **fields)
    for proposal in candidates:
        _tell(proposal, verdict, by=by, is_chosen=proposal in taken, at=at)
    people.audit(by, "decided", kind="round", reference=one.code)
    freshness.bump()
    return verdict


def _look_at_the_result(one: Round, chosen: Collection[int], *, differs: bool) -> None:
    """A decision that is not the rule's result says so, with its reason. Raises NotNow."""
    result = by_rule(one, counted(one))
    if result is not None and result != set(chosen) and not differs:
        raise NotNow(_("This is not what the rule gives for the votes. Say that the decision differs, and why."))


def _tell(proposal: Proposal, verdict: Verdict, *, by: Person, is_chosen: bool, at: dt.datetime | None) -> None:
    matter, body = proposal.matter, verdict.body.names
    proposal.fate = Fate.CHOSEN if is_chosen else Fate.NOT_CHOSEN
    proposal.save(update_fields=["fate"])
    if is_chosen:  # from now on it is the work that is promised, by the end of the published phase
        phase = verdict.round.phases.filter(kind=PhaseKind.IMPLEMENTATION).first()
        promise(matter, by=phase.closes_at if phase else None)
    verb = "proposal_chosen" if is_chosen else "proposal_not_chosen"
    stage = Stage.IN_HAND if is_chosen else Stage.CLOSED
    matters.move(matter, stage, verb=verb, by=by, values={"unit": body}, acts_for=verdict.body, at=at)
    matters.record_outcome(
        matter,
        kind=OutcomeKind.DECISION,
        text=verdict.texts or body,
        link=verdict.link,
        case_number=verdict.case_number,
        by=by,
        at=verdict.decided_on,
        acts_for=verdict.body,
        told_at=at,
    )
