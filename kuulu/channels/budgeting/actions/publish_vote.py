"""The counted vote is published: the folder that the count wrote is kept byte for byte, and each proposal gets its votes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.foundation import freshness
from kuulu.foundation.work import work

from ..ballot_box import closing
from ..ballot_box.admission import Refused
from ..models import PublishedFile, Vote
from ..policy import may_run
from ..queries.explained import count_reasons
from ..queries.published import MANIFEST, REASONS, TURNOUT, published_of
from ..queries.turnout import turnout_file
from ..queries.vote_rules import candidates
from ..sealing.canonical import canonical, sha256
from ..vocabulary import VoteState
from .look_over import expected_names, faults_of
from .weigh import NotNow


class NotWhole(NotNow):
    """The folder is not this vote's, or something in it is wrong; `reasons` says what, in sentences."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def take_publication(vote: Vote, *, by: Person, files: Mapping[str, bytes]) -> str:
    """Keep the folder of a counted vote and publish it; the hash of its manifest.

    All is looked over before anything is kept, and outside of the transaction, for it may take minutes.
    Raises PermissionDenied, NotWhole, and NotNow while the vote is not counted, or was published before.
    """
    if not may_run(by, vote.round):
        raise PermissionDenied
    _mind(vote)
    if faults := faults_of(vote, files, get_language() or "fi"):
        raise NotWhole(faults)
    with transaction.atomic():
        _mind(Vote.objects.select_for_update(no_key=True).get(pk=vote.pk))
        _keep(vote, files)
        _tell(vote, json.loads(files["result.json"]), by=by)
        try:
            closing.move_on(vote.pk, VoteState.PUBLISHED)
        except Refused:
            raise NotNow(_("The vote is counted first.")) from None
        explain.enqueue(vote.pk)
        people.audit(by, "vote_published", kind="round", reference=vote.round.code)
        freshness.bump()
    return sha256(files[MANIFEST])


def _mind(vote: Vote) -> None:
    if vote.state != VoteState.COUNTED:
        is_early = vote.state in (VoteState.DRAFT, VoteState.REHEARSED, VoteState.OPEN, VoteState.CLOSED)
        raise NotNow(_("The vote is counted first.") if is_early else _("The vote is published already."))


def keep_file(vote: Vote, name: str, content: bytes, *, made_here: bool = False) -> PublishedFile:
    """Keep one file for good."""
    return PublishedFile.objects.create(
        vote=vote, file_name=name, content=content, sha256=sha256(content), size=len(content), made_here=made_here
    )


def _keep(vote: Vote, files: Mapping[str, bytes]) -> None:
    from ..sealing.publication import ORDER_OF_FILES

    order = [*ORDER_OF_FILES, MANIFEST]
    for name in sorted(expected_names("full") & set(files), key=order.index):
        keep_file(vote, name, files[name])
    keep_file(vote, TURNOUT, canonical(turnout_file(vote)), made_here=True)


def _tell(vote: Vote, result: dict[str, Any], *, by: Person) -> None:
    """Each candidate gets its votes, and its proposer and followers hear of it."""
    for proposal in candidates(vote.round):
        votes = result["votes"].get(str(proposal.number))
        if votes is None:
            continue
        proposal.votes = votes
        proposal.save(update_fields=["votes"])
        matters.record(proposal.matter, "proposal_counted", by=by, by_staff=True, values={"votes": str(votes)})


@work()
def explain(vote_id: int) -> None:
    """Count why each candidate won or not, and keep it beside what was published; done before, it does nothing."""
    published = published_of(Vote.objects.select_related("round").get(pk=vote_id).round)
    if published is None or published.mode != "full" or published.read(REASONS):
        return
    keep_file(published.vote, REASONS, canonical(count_reasons(published)), made_here=True)
    freshness.bump()
