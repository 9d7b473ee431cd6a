"""A published vote ends: asked by one, approved by another, then its envelopes, marks and keys are destroyed for good."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import duty_names, roles_of
from kuulu.foundation import clock, freshness

from ..models import FourEyes, PaperBallot, PublishedFile, Vote
from ..policy import may_run
from ..queries.published import CERTIFICATE, MANIFEST
from ..sealing.canonical import canonical
from ..vocabulary import VoteState
from .publish_vote import keep_file
from .weigh import NotNow

DESTROY: Final = "destroy"


def may_be_destroyed_on(vote: Vote) -> dt.date | None:
    """The first day; None before the vote is published."""
    kept = PublishedFile.objects.filter(vote=vote, file_name=MANIFEST).values_list("kept_at", flat=True).first()
    days = dt.timedelta(days=settings.KUULU["VOTE_KEPT_DAYS"])
    return kept.astimezone(clock.HELSINKI).date() + days if kept else None


def asked_for(vote: Vote) -> FourEyes | None:
    """What was asked last and is not done."""
    rows = FourEyes.objects.filter(vote=vote, action=DESTROY, done_at__isnull=True, asked_by__isnull=False)
    return rows.select_related("asked_by", "approved_by").order_by("-pk").first()


@transaction.atomic
def ask_destroy(vote: Vote, *, by: Person, reason: str) -> FourEyes:
    """Ask that a vote be destroyed. Raises PermissionDenied, NotNow."""
    if not may_run(by, vote.round):
        raise PermissionDenied
    vote.refresh_from_db(from_queryset=Vote.objects.select_for_update(no_key=True), fields=["state"])
    _mind(vote)
    if not reason.strip():
        raise NotNow(_("Say why."))
    if asked_for(vote):
        raise NotNow(_("It has been asked already."))
    asked = FourEyes.objects.create(action=DESTROY, vote=vote, asked_by=by, reason=reason.strip()[:500])
    people.audit(by, "vote_destroying_asked", kind="round", reference=vote.round.code)
    return asked


@transaction.atomic
def approve_destroy(vote: Vote, *, by: Person) -> FourEyes:
    """Approve what somebody else asked. Raises PermissionDenied, NotNow."""
    if not may_run(by, vote.round):
        raise PermissionDenied
    vote.refresh_from_db(from_queryset=Vote.objects.select_for_update(no_key=True), fields=["state"])
    _mind(vote)
    asked = asked_for(vote)
    if asked is None or asked.approved_by_id is not None:
        raise NotNow(_("Nothing waits for approval."))
    if asked.asked_by_id in (None, by.pk):
        raise PermissionDenied
    asked.approved_by = by
    asked.save(update_fields=["approved_by"])
    people.audit(by, "vote_destroying_approved", kind="round", reference=vote.round.code)
    return asked


def _mind(vote: Vote) -> None:
    """Raises NotNow unless the vote is published and its time has come."""
    first = may_be_destroyed_on(vote)
    if vote.state != VoteState.PUBLISHED or first is None:
        raise NotNow(_("Only a published vote can be destroyed."))
    if clock.today() < first:
        raise NotNow(_("It can be destroyed from %(day)s on.") % {"day": date_format(first, "j.n.Y")})


def destroy_vote(vote: Vote) -> dict[str, Any]:
    """Do what was approved; what the certificate says. Raises NotNow while two people have not agreed.

    Stopped on the way, it is done again from the beginning: keys go last, and only when all else is ready to be kept.
    """
    from ..ballot_box import ending as box
    from ..eligibility import ending as eligible

    box.overwrite_deleted()
    with transaction.atomic():
        vote.refresh_from_db(from_queryset=Vote.objects.select_for_update(no_key=True), fields=["state"])
        _mind(vote)
        asked = asked_for(vote)
        if asked is None or asked.approved_by is None or asked.asked_by is None:
            raise NotNow(_("Two people agree first: one asks and another approves."))
        paper = PaperBallot.objects.filter(batch__vote=vote).delete()[0]
        deleted = {**box.forget(vote), **eligible.forget(vote), "paper": paper}
        keys = {"log": box.destroy_key(vote), "tags": eligible.destroy_key(vote)}
        told = _certificate(vote, asked, deleted, keys)
        _end(vote, asked, told)
    for tables in (box.TABLES, eligible.TABLES):
        box.write_anew(tables)
    return told


def _end(vote: Vote, asked: FourEyes, told: dict[str, Any]) -> None:
    from ..ballot_box import closing

    keep_file(vote, CERTIFICATE, canonical(told), made_here=True)
    asked.done_at = clock.now()
    asked.save(update_fields=["done_at"])
    closing.move_on(vote.pk, VoteState.DESTROYED)
    people.audit(asked.approved_by, "vote_destroyed", kind="round", reference=vote.round.code)
    freshness.bump()


def _certificate(vote: Vote, asked: FourEyes, deleted: dict[str, int], keys: dict[str, bool]) -> dict[str, Any]:
    """What was destroyed when, by whom in which duty, and the hashes of what stays."""
    files = PublishedFile.objects.filter(vote=vote).values_list("file_name", "sha256")
    people_of = {"asked_by": asked.asked_by, "approved_by": asked.approved_by}
    return {
        "v": 1,
        "id": vote.code,
        "day": clock.today().isoformat(),
        **{name: duty_names(roles_of(person)) for name, person in people_of.items()},
        "reason": asked.reason,
        "deleted": deleted,
        "keys_destroyed": keys,
        "log": {"rows": vote.head_seq, "last_leaf": vote.head_hash},
        "kept": dict(files),
    }
