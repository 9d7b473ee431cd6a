"""What a proposer does with the own proposal. Whoever calls has shown that it is the proposer: account or secret link."""

from __future__ import annotations

from typing import Final

from django.db import transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.vocabulary import Stage, Visibility
from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from ..models import Proposal
from ..vocabulary import UNWEIGHED, Fate

ANSWERED: Final = "proposer_answered"  #: the step of the proposer's answer


@transaction.atomic
def prove_address(proposal: Proposal, *, email: str) -> None:
    """The proposer opened the link that only that address got: the proposal may now be looked at."""
    if proposal.proved_at is not None or not email or email.lower() != proposal.proposer_email:
        return
    proposal.proved_at = clock.now()
    proposal.save(update_fields=["proved_at"])
    if proposal.matter.visibility == Visibility.PRIVATE and proposal.fate in UNWEIGHED:
        matters.ask_to_publish(proposal.matter)


def may_withdraw(proposal: Proposal) -> bool:
    """Until it is known whether it can be carried out; later others have built on it."""
    return proposal.fate in UNWEIGHED


def may_answer(proposal: Proposal) -> bool:
    """Once, when the city says it cannot be carried out, and before the ballot has its numbers."""
    if proposal.fate != Fate.NOT_POSSIBLE or proposal.matter.steps.filter(verb=ANSWERED).exists():
        return False
    return not proposal.round.proposals.filter(number__isnull=False).exists()


@transaction.atomic
def answer(proposal: Proposal, *, text: str, by: Person | None = None) -> None:
    """The proposer's one answer to a no; the unit reads it and may look again. Raises matters.actions.NotFromHere."""
    Proposal.objects.select_for_update().get(pk=proposal.pk)
    if not may_answer(proposal):
        raise matters.NotFromHere(proposal.matter.reference)
    matters.record(proposal.matter, ANSWERED, by=by, note=text)


@transaction.atomic
def withdraw(proposal: Proposal, *, by: Person | None = None) -> None:
    """The proposer takes it back: it leaves every public page at once. Raises matters.actions.NotFromHere."""
    if not may_withdraw(proposal):
        raise matters.NotFromHere(proposal.matter.reference)
    matters.move(proposal.matter, Stage.WITHDRAWN, verb="withdrawn", by=by, by_staff=False)
    proposal.fate = Fate.WITHDRAWN
    proposal.save(update_fields=["fate"])
