"""Paper given out ends the web for a mark; a mark found without right is voided by two people."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import has_duty
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from ..models.ballots import Envelope, FourEyes
from ..models.vote import TAG, Vote
from ..sealing.canonical import is_hex
from ..vocabulary import EnvelopeKind, MarkChannel
from . import admission, closing
from .admission import Due, Refused
from .cast import KEY_LENGTH
from .marks import put

VOID: Final = "void"
MAY_VOID: Final = (Duty.PREPARER, Duty.SUPERVISOR, Duty.ADMINISTRATOR)


def hand_out(vote_id: int, *, tag: str, idem: str) -> int:
    """Write down that a paper ballot is given to a mark; the version, above 1 when a web ballot was removed by it.

    The same key tells the same version again. Raises Refused, `paper` when one was given before.
    """
    if not is_hex(tag, TAG) or not 0 < len(idem) <= KEY_LENGTH:
        raise Refused("form")
    try:
        with transaction.atomic(durable=True):
            if old := _given(vote_id, tag, idem):
                return old
            _mind(vote_id)
            return put(vote_id, tag, MarkChannel.PAPER, day=clock.today(), idem=idem)
    except Due:
        closing.close_on_the_way(vote_id)
        raise
    except IntegrityError:
        if old := _given(vote_id, tag, idem):
            return old
        raise Refused("unknown") from None


def _given(vote_id: int, tag: str, idem: str) -> int | None:
    """The version that was made with the key. Raises Refused when it was made for something else."""
    old = Envelope.objects.filter(vote=vote_id, idem=idem).values_list("tag", "kind", "version").first()
    if old is None:
        return None
    if old[:2] != (tag, EnvelopeKind.PAPER):
        raise Refused("key")
    return old[2]


def _mind(vote_id: int) -> None:
    admission.share(vote_id)
    admission.mind(Vote.objects.get(pk=vote_id))


def ask_void(vote_id: int, *, tag: str, by: Person, reason: str) -> FourEyes:
    """Ask that a mark without right be voided. Raises PermissionDenied and Refused."""
    vote = Vote.objects.select_related("round__unit").get(pk=vote_id)
    if not has_duty(by, *MAY_VOID, unit=vote.round.unit):
        raise PermissionDenied
    if not is_hex(tag, TAG) or not reason.strip():
        raise Refused("form")
    return FourEyes.objects.create(action=VOID, vote=vote, tag=tag, asked_by=by, reason=reason.strip())


def approve_void(asked_id: int, *, by: Person) -> int:
    """Void the mark, by somebody else than who asked; the version. Raises PermissionDenied and Refused."""
    vote_id = FourEyes.objects.values_list("vote_id", flat=True).get(pk=asked_id, action=VOID)
    try:
        with transaction.atomic(durable=True):
            _mind(vote_id)
            asked = (
                FourEyes.objects.select_for_update(of=("self",)).select_related("vote__round__unit").get(pk=asked_id)
            )
            if asked.asked_by_id in (None, by.pk) or not has_duty(by, *MAY_VOID, unit=asked.vote.round.unit):
                raise PermissionDenied
            if asked.done_at is not None:
                raise Refused("void")
            asked.approved_by, asked.done_at = by, clock.now()
            asked.save(update_fields=["approved_by", "done_at"])
            return put(vote_id, asked.tag, MarkChannel.VOID, day=clock.today(), idem=None)
    except Due:
        closing.close_on_the_way(vote_id)
        raise
