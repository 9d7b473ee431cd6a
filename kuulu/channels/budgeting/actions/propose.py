"""How a proposal is written down: in its round, with the unit that answers, a promised day and a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.held import developed
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import Follower, Visibility
from kuulu.commons.people.models import Person
from kuulu.commons.people.policy import is_staff
from kuulu.commons.places.queries import area_at
from kuulu.foundation.text import clean, excerpt

from ..models import Proposal, Reach
from ..vocabulary import KIND, THROUGH_ADULT, ProposeLevel
from .draft import Draft, faults_of
from .receipt import send_receipt


def propose(
    draft: Draft,
    *,
    by: Person | None = None,
    photos: Iterable[Any] = (),
    key: str | None = None,
    at: dt.datetime | None = None,
) -> Proposal:
    """Write down a proposal once, however often the same `key` is sent.

    Raises ValidationError (field -> sentence), PermissionDenied (for a resident without being staff), and
    matters.papers.Refused for a picture that cannot be taken; nothing is then written.
    """
    if draft.entered_by is not None and not is_staff(draft.entered_by):
        raise PermissionDenied
    if (earlier := proposed_with(key)) is not None:
        return earlier
    if faults := faults_of(draft):
        raise ValidationError({name: [str(sentence)] for name, sentence in faults.items()})
    pictures = developed(photos)  # slow, and so before the transaction
    try:
        with transaction.atomic():
            return _write(draft, by=by, photos=pictures, key=key, at=at)
    except IntegrityError:
        if (earlier := proposed_with(key)) is None:
            raise
        return earlier


def proposed_with(key: str | None) -> Proposal | None:
    """What was already proposed with this key, if anything."""
    return Proposal.objects.select_related("matter").filter(idempotency_key=key).first() if key else None


def _write(
    draft: Draft, *, by: Person | None, photos: Iterable[Any], key: str | None, at: dt.datetime | None
) -> Proposal:
    matter = _open(draft, by=by, at=at)
    proposal = Proposal.objects.create(
        matter=matter, idempotency_key=key or None, round=draft.round, text=clean(draft.text),
        group_name=clean(draft.group_name, lines=False)[:120], wished_euros=draft.wished_euros,
        proposer_name=clean(draft.proposer_name, lines=False)[:120],
        proposer_email=draft.proposer_email.strip().lower(),
        proposer_phone=clean(draft.proposer_phone, lines=False)[:40],
        shows_name=draft.shows_name and not draft.round.names_hidden, source=draft.source,
        entered_by=draft.entered_by, earlier=draft.earlier,
    )  # fmt: skip
    if draft.reach:
        line = clean(draft.reach_line, lines=False)[:200] if draft.reach in THROUGH_ADULT else ""
        Reach.objects.create(proposal=proposal, way=draft.reach, line=line)
    if matter.unit is not None:
        matters.record(matter, "routed", unit=matter.unit, values={"unit": matter.unit.names, "from": {}}, at=at)
    _add_follower(proposal, by=by)
    for photo in photos:
        matters.attach(matter, photo)
    send_receipt(proposal)
    return proposal


def _open(draft: Draft, *, by: Person | None, at: dt.datetime | None) -> Matter:
    text, (lat, lon) = clean(draft.text), draft.point
    area = area_at(lat, lon) if lat is not None and lon is not None else None
    return matters.open_matter(
        kind=KIND,
        title=clean(draft.title, lines=False)[:200] or excerpt(text, 80),
        summary=excerpt(text, 300),
        by=by,
        promise_days=draft.round.promise_days,
        opened_at=at,
        language=draft.language,
        unit=draft.round.unit,
        area=area or (draft.place.area if draft.place else None),
        place=draft.place,
        address=clean(draft.address or (draft.place.address if draft.place else ""), lines=False)[:200],
        lat=lat,
        lon=lon,
        visibility=_first_visibility(draft, by),
    )


def _first_visibility(draft: Draft, by: Person | None) -> Visibility:
    """Waits for staff's look; in a round that asks for a proved address, first for the proof."""
    is_own = by is not None and by.email == draft.proposer_email.strip().lower()
    needs_proof = draft.round.propose_level >= ProposeLevel.EMAIL and draft.entered_by is None and not is_own
    return Visibility.PRIVATE if needs_proof else Visibility.WAITING


def _add_follower(proposal: Proposal, *, by: Person | None) -> None:
    """An account follows as its opener already; an address hears what becomes of the proposal."""
    if by is None and proposal.proposer_email:
        language = proposal.matter.language
        matters.follow(
            proposal.matter, email=proposal.proposer_email, why=Follower.OPENER, language=language, confirmed=True
        )
