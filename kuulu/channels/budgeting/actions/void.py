"""A mark found without right is voided by two people: one asks with a reason, another approves."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person

from ..ballot_box import paper
from ..ballot_box.admission import Refused
from ..models import FourEyes, Mark, Vote
from ..policy import may_run
from ..queries.vote_page import takes_ballots
from ..vocabulary import MarkChannel
from .weigh import NotNow


@transaction.atomic
def ask_void(vote: Vote, *, by: Person, tag: str, reason: str) -> FourEyes:
    """Ask that a mark be voided. Raises PermissionDenied, NotNow."""
    if not may_run(by, vote.round):
        raise PermissionDenied
    if not takes_ballots(vote):
        raise NotNow(_("A mark is voided only while the vote is open."))
    mark = Mark.objects.select_for_update().filter(vote=vote, tag=tag.strip().lower()).first()
    if mark is None or mark.channel == MarkChannel.VOID:
        raise NotNow(_("There is no such mark, or it has been voided already."))
    if FourEyes.objects.filter(vote=vote, action=paper.VOID, tag=mark.tag, done_at__isnull=True).exists():
        raise NotNow(_("Somebody has asked for this already. Another person approves it below."))
    asked = paper.ask_void(vote.pk, tag=mark.tag, by=by, reason=reason)
    people.audit(by, "void_asked", kind="round", reference=vote.round.code)
    return asked


def approve_void(asked: FourEyes, *, by: Person) -> None:
    """Void the mark, by somebody else than who asked. Raises PermissionDenied, NotNow."""
    try:
        paper.approve_void(asked.pk, by=by)
    except Refused as fault:
        raise NotNow(
            _("The mark has been voided already.") if fault.why == "void"
            else _("A mark is voided only while the vote is open.")
        ) from None  # fmt: skip
    people.audit(by, "void_approved", kind="round", reference=asked.vote.round.code)
