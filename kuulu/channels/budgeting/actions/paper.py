"""What is done with paper ballots: taken to a place, given back, read by two people each, settled, accounted for."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person

from ..models import PaperAccount, PaperBallot, PaperBatch, Round, Vote
from ..models.paper import SPOILED
from ..policy import may_enter_paper, may_run
from ..queries.paper import ENTERED
from ..sealing.canonical import canonical
from ..vocabulary import VoteLevel, VoteState
from .weigh import NotNow

MOST_BALLOTS = 20_000  #: of one place


def _taking(vote_id: int, *states: VoteState) -> Vote:
    """The vote, which nobody moves on until this transaction ends. Raises NotNow when it takes no paper any more."""
    vote = Vote.objects.select_for_update(no_key=True).get(pk=vote_id)
    if vote.state not in states:
        raise NotNow(_("Paper ballots are not entered now: the vote is not open yet, or it has been counted."))
    return vote


def _tell(by: Person, verb: str, batch: PaperBatch, result: str = "done") -> None:
    people.audit(by, verb, kind="round", reference=f"{batch.vote.round.code} {batch.number}", result=result)


@transaction.atomic
def open_batch(vote: Vote, *, by: Person, place: str, issued: int) -> PaperBatch:
    """So many blank ballots are taken to a place. Raises PermissionDenied, NotNow."""
    if not may_run(by, vote.round):
        raise PermissionDenied
    held = _taking(vote.pk, VoteState.REHEARSED, VoteState.OPEN)
    if held.level != VoteLevel.PERSONS:
        raise NotNow(_("Only a vote of one person, one ballot has paper."))
    last = PaperBatch.objects.filter(vote=vote).order_by("-number").values_list("number", flat=True).first()
    batch = PaperBatch.objects.create(vote=vote, number=(last or 0) + 1, place=place, issued=issued)
    _tell(by, "paper_taken", batch)
    return batch


@transaction.atomic
def change_issued(batch: PaperBatch, *, by: Person, issued: int) -> None:
    """More blank ballots were taken to a place, or the number was wrong. Raises PermissionDenied, NotNow."""
    if not may_run(by, batch.vote.round):
        raise PermissionDenied
    _taking(batch.vote_id, VoteState.REHEARSED, *ENTERED)
    if (batch.unused or 0) + (batch.exchanged or 0) > issued:
        raise NotNow(_("More ballots came back blank or ruined than that."))
    before, batch.issued = batch.issued, issued
    batch.save(update_fields=["issued"])
    _tell(by, "paper_taken", batch, result=f"{before} {issued}")


@transaction.atomic
def give_back(batch: PaperBatch, *, by: Person, unused: int, exchanged: int, returned: int) -> PaperBatch:
    """The box of a place was opened and counted: from now on its ballots can be entered.

    Counted anew, it may grow; it shrinks only by ballots that nobody has entered. Raises PermissionDenied, NotNow.
    """
    if not (may_enter_paper(by) or may_run(by, batch.vote.round)):
        raise PermissionDenied
    _taking(batch.vote_id, *ENTERED)
    if unused + exchanged > batch.issued:
        raise NotNow(_("More ballots came back blank or ruined than were taken there. Count again."))
    if batch.ballots.filter(row__gt=returned).exclude(first="").exists():
        raise NotNow(_("Ballots with a higher number have been entered. Count again."))
    batch.ballots.filter(row__gt=returned).delete()
    known = set(batch.ballots.values_list("row", flat=True))
    PaperBallot.objects.bulk_create(
        [PaperBallot(batch=batch, row=row) for row in range(1, returned + 1) if row not in known]
    )
    batch.unused, batch.exchanged, batch.returned = unused, exchanged, returned
    batch.save(update_fields=["unused", "exchanged", "returned"])
    _tell(by, "paper_given_back", batch)
    return batch


def entry_of(vote: Vote, choices: Any) -> str:
    """How choices are written down, so that the same ballot read twice gives the same. None is a spoiled one.

    Raises ValueError for choices that are in no form; those against the rules are written down as they are.
    """
    from ..sealing.ballots import read_choices
    from ..sealing.rules import Form, read_rules

    if choices is None:
        return SPOILED
    rules = read_rules(vote.rules.encode())
    read = read_choices(rules, choices)
    if read is None:
        raise ValueError("choices in no form")
    return canonical(dict(read) if rules.form is Form.POINTS else [name for name, _given in read]).decode()


def _held(ballot_id: int) -> PaperBallot:
    rows = PaperBallot.objects.select_for_update(of=("self",)).select_related("batch__vote__round")
    return rows.get(pk=ballot_id)


@transaction.atomic
def enter(ballot: PaperBallot, *, by: Person, choices: Any) -> int:
    """Write down what somebody reads on a ballot; 1 for the first reader, 2 for the second. No choices, `None`, are a spoiled one.

    Nobody reads a ballot twice and nobody is told what the other read; the same read twice is agreed. The row says who;
    the audit trail, which knows the time of day, is not told of each ballot. Raises PermissionDenied, NotNow, ValueError.
    """
    if not may_enter_paper(by):
        raise PermissionDenied
    vote = _taking(ballot.batch.vote_id, *ENTERED)
    held, entry = _held(ballot.pk), entry_of(vote, choices)
    if by.pk in (held.first_by_id, held.second_by_id):
        raise NotNow(_("You have entered this ballot. Somebody else reads it the second time."))
    if held.second:
        raise NotNow(_("Two people have entered this ballot already."))
    if not held.first:
        held.first, held.first_by = entry, by
    else:
        held.second, held.second_by = entry, by
        held.agreed = entry if held.first == entry else ""
    held.save()
    return 2 if held.second else 1


def may_settle(who: Person, ballot: PaperBallot, one: Round) -> bool:
    """Those two who read it differently; whoever runs the vote stands in for one who is away."""
    is_reader = may_enter_paper(who) and who.pk in (ballot.first_by_id, ballot.second_by_id)
    return is_reader or may_run(who, one)


@transaction.atomic
def settle(ballot: PaperBallot, *, by: Person, choices: Any) -> PaperBallot:
    """Say what a ballot is that was read differently, for the other to approve. Raises PermissionDenied, NotNow."""
    vote = _taking(ballot.batch.vote_id, *ENTERED)
    held = _held(ballot.pk)
    if not may_settle(by, held, held.batch.vote.round):
        raise PermissionDenied
    if not held.differs:
        raise NotNow(_("This ballot has been agreed on, or two people have not read it yet."))
    held.settled, held.settled_by = entry_of(vote, choices), by
    held.save(update_fields=["settled", "settled_by"])
    _tell(by, "paper_settled", held.batch)
    return held


@transaction.atomic
def approve(ballot: PaperBallot, *, by: Person, seen: str) -> PaperBallot:
    """Approve what the other said that a ballot is; `seen` is what one was shown. Raises PermissionDenied, NotNow."""
    _taking(ballot.batch.vote_id, *ENTERED)
    held = _held(ballot.pk)
    if held.settled_by_id in (None, by.pk) or not may_settle(by, held, held.batch.vote.round):
        raise PermissionDenied
    if not held.differs or held.settled != seen:
        raise NotNow(_("The other has changed it meanwhile. Look once more."))
    held.agreed, held.approved_by = held.settled, by
    held.save(update_fields=["agreed", "approved_by"])
    _tell(by, "paper_approved", held.batch)
    return held


@transaction.atomic
def explain(vote: Vote, *, by: Person, text: str, batch: PaperBatch | None = None) -> None:
    """Say why ballots of a place, or of all places together, are missing or too many; published. Raises PermissionDenied, NotNow."""
    if not may_run(by, vote.round):
        raise PermissionDenied
    _taking(vote.pk, *ENTERED)
    if batch is None:
        PaperAccount.objects.update_or_create(vote=vote, defaults={"explanation": text})
    else:
        batch.explanation = text
        batch.save(update_fields=["explanation"])
    where = f" {batch.number}" if batch else ""
    people.audit(by, "paper_explained", kind="round", reference=f"{vote.round.code}{where}")


def choices_in(entry: str) -> Any:
    """The choices that an entry says; None for a spoiled ballot, and for one that nobody entered."""
    return json.loads(entry) if entry else None
