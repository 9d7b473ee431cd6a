"""How a vote is made ready: who may vote and by which doors, the rehearsal of the key holders, codes, and the opening."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.foundation import clock, freshness

from ..ballot_box.admission import Refused
from ..eligibility import codes, tags
from ..models import CodeBatch, Electorate, Round, Vote
from ..policy import may_run
from ..queries.vote_rules import told_of
from ..vocabulary import LEVEL_DOORS, BallotKind, Door, PhaseKind, VoteLevel, VoteState
from .weigh import NotNow

MOST_CODES = 2000  #: printed at once


def _ask(by: Person, one: Round) -> None:
    if not may_run(by, one):
        raise PermissionDenied


@transaction.atomic
def make_vote(one: Round, *, by: Person, level: VoteLevel, **fields: Any) -> Vote:
    """A vote of the round, open in its phase of voting. Raises PermissionDenied, NotNow."""
    _ask(by, one)
    Round.objects.select_for_update().get(pk=one.pk)
    phase = one.phases.filter(kind=PhaseKind.BALLOT).first()
    if one.opened_at is None or one.ballot == BallotKind.NONE or phase is None:
        raise NotNow(_("Open the round first; it needs a ballot and a time of voting."))
    if Vote.objects.filter(round=one).exists():
        raise NotNow(_("The round has its vote already."))
    code = re.sub(r"[^0-9a-z-]", "-", one.code.lower())[:40]
    vote = Vote.objects.create(
        round=one, code=code, level=level, opens_at=phase.opens_at, closes_at=phase.closes_at, **fields
    )
    people.audit(by, "vote_made", kind="round", reference=one.code)
    return vote


@transaction.atomic
def add_electorate(vote: Vote, *, by: Person, code: str, doors: Sequence[str], **fields: Any) -> Electorate:
    """Those who may vote by one rule of age and one set of doors. Raises PermissionDenied, NotNow."""
    _ask(by, vote.round)
    vote.refresh_from_db(from_queryset=Vote.objects.select_for_update(no_key=True), fields=["state"])
    if vote.state not in (VoteState.DRAFT, VoteState.REHEARSED):
        raise NotNow(_("The vote is open: who may vote cannot be changed."))
    if not doors or not set(doors) <= {door.value for door in LEVEL_DOORS[VoteLevel(vote.level)]}:
        raise NotNow(_("A vote of this kind has other doors."))
    made = Electorate.objects.create(vote=vote, code=code, doors=sorted(doors), **fields)
    people.audit(by, "electorate_added", kind="round", reference=vote.round.code)
    return made


@transaction.atomic
def remove_electorate(electorate: Electorate, *, by: Person) -> None:
    """Take back one that nobody has a code of. Raises PermissionDenied, NotNow."""
    vote = electorate.vote
    _ask(by, vote.round)
    vote.refresh_from_db(from_queryset=Vote.objects.select_for_update(no_key=True), fields=["state"])
    if vote.state not in (VoteState.DRAFT, VoteState.REHEARSED) or electorate.code_batches.exists():
        raise NotNow(_("Codes were printed for them, or the vote is open."))
    electorate.delete()
    people.audit(by, "electorate_removed", kind="round", reference=vote.round.code)


def begin_rehearsal(vote: Vote, *, by: Person, public_key: str) -> bytes:
    """The file that two key holders open: `rehearsal.json`. Raises PermissionDenied, NotNow for what is no key."""
    from ..ballot_box import opening

    _ask(by, vote.round)
    digits = "".join(public_key.split()).lower()
    try:
        file = opening.begin_rehearsal(vote.pk, bytes.fromhex(digits))
    except (Refused, ValueError):
        raise NotNow(_("This is no public key, or the vote has been rehearsed already.")) from None
    people.audit(by, "rehearsal_begun", kind="round", reference=vote.round.code)
    return file


def end_rehearsal(vote: Vote, *, by: Person, found: str) -> None:
    """The codes that the holders found. Raises PermissionDenied, NotNow when they are others."""
    from ..ballot_box import opening

    _ask(by, vote.round)
    try:
        opening.end_rehearsal(vote.pk, found.upper().split())
    except Refused:
        raise NotNow(
            _("These are not the codes that were sealed. Open the file again with the sheets of this vote.")
        ) from None
    people.audit(by, "rehearsed", kind="round", reference=vote.round.code)


def open_vote(vote: Vote, *, by: Person) -> Vote:
    """Fix the rules and let people vote from the phase's beginning on. Raises PermissionDenied, NotNow."""
    from ..ballot_box import opening

    _ask(by, vote.round)
    if not vote.electorates.exists():
        raise NotNow(_("Say first who may vote."))
    told = told_of(vote.round)
    if not told["cost"]:
        raise NotNow(_("Give the proposals their numbers first."))
    tags.make_key(vote)
    try:
        opened = opening.open_vote(vote.pk, told)
    except Refused:
        raise NotNow(_("Two key holders rehearse first, and the time of voting must not be over.")) from None
    people.audit(by, "vote_opened", kind="round", reference=vote.round.code)
    freshness.bump()
    return opened


@transaction.atomic
def print_codes(electorate: Electorate, *, by: Person, size: int) -> tuple[CodeBatch, list[str]]:
    """Codes to print at once; they are told this once. Raises PermissionDenied, NotNow."""
    _ask(by, electorate.vote.round)
    vote = electorate.vote
    over = vote.state not in (VoteState.DRAFT, VoteState.REHEARSED, VoteState.OPEN) or vote.closes_at <= clock.now()
    if Door.CODE not in electorate.doors or over:
        raise NotNow(_("They do not vote by code, or the time is over."))
    if not 0 < size <= MOST_CODES:
        raise NotNow(_("Print at most %(most)s codes at once.") % {"most": MOST_CODES})
    batch, printed = codes.print_codes(electorate, size, by=by)
    people.audit(by, "codes_printed", kind="round", reference=vote.round.code, result=str(size))
    return batch, printed


@transaction.atomic
def void_codes(batch: CodeBatch, *, by: Person) -> int:
    """A lost sheet opens nothing any more; how many had been used before. Raises PermissionDenied."""
    _ask(by, batch.vote.round)
    used = codes.void_batch(batch)
    people.audit(by, "codes_voided", kind="round", reference=batch.vote.round.code, result=str(len(used)))
    return len(used)
