"""How a feedback is written down: routed to its unit, promised an answer, and received with a number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.held import developed
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import Follower, Visibility
from kuulu.commons.people.models import Person
from kuulu.commons.places.models import Area
from kuulu.commons.places.queries import area_at
from kuulu.foundation.text import clean, excerpt

from ..models import Feedback
from ..policy import may_enter_on_behalf
from ..queries import unit_for
from ..vocabulary import KIND, Check, FeedbackKind, Source
from .draft import Draft, faults_of
from .learn import keep_guess
from .news import thank_the_unit
from .pass_on import pass_on
from .receipt import send_receipt


def submit(
    draft: Draft,
    *,
    by: Person | None = None,
    photos: Iterable[Any] = (),
    key: str | None = None,
    at: dt.datetime | None = None,
) -> Feedback:
    """Write down a feedback once, however often the same `key` is sent.

    Raises ValidationError (field -> sentence), PermissionDenied (on behalf without the duty), and
    matters.papers.Refused for a photo that cannot be taken; nothing is then written.
    """
    if draft.entered_by is not None and not may_enter_on_behalf(draft.entered_by):
        raise PermissionDenied
    if faults := faults_of(draft):
        raise ValidationError({name: [sentence] for name, sentence in faults.items()})
    if (earlier := sent_with(key)) is not None:
        return earlier
    pictures = developed(photos)  # slow, and so before the transaction
    try:
        with transaction.atomic():
            return _write(draft, by=by, photos=pictures, key=key, at=at)
    except IntegrityError:
        if (earlier := sent_with(key)) is None:
            raise
        return earlier


def sent_with(key: str | None) -> Feedback | None:
    """What was already sent with this key, if anything."""
    return Feedback.objects.select_related("matter").filter(idempotency_key=key).first() if key else None


def _write(
    draft: Draft, *, by: Person | None, photos: Iterable[Any], key: str | None, at: dt.datetime | None
) -> Feedback:
    matter = _open(draft, by=by, at=at)
    feedback = Feedback.objects.create(
        matter=matter, idempotency_key=key or None, **_own_fields(draft, by=by), **_columns(draft)
    )
    if matter.unit is not None:
        values = {"unit": matter.unit.names, "from": {}}
        matters.record(matter, "routed", unit=matter.unit, values=values, at=at)
    _add_follower(feedback, by=by)
    for photo in photos:
        matters.attach(matter, photo)
    if draft.hands_over:
        pass_on(feedback, with_contact=draft.with_contact, at=at)
    send_receipt(feedback)
    if feedback.kind == FeedbackKind.THANKS:
        thank_the_unit(feedback)
    keep_guess.enqueue(feedback.pk)
    return feedback


def _open(draft: Draft, *, by: Person | None, at: dt.datetime | None) -> Matter:
    text, (lat, lon) = clean(draft.text), _point(draft)
    area = _area(draft, lat, lon)
    return matters.open_matter(
        kind=KIND,
        topic=draft.category.code,
        title=clean(draft.title, lines=False)[:200] or excerpt(text, 80),
        summary=excerpt(text, 300),
        by=by,
        promise_days=draft.category.promise_days,
        opened_at=at,
        language=draft.language,
        unit=unit_for(draft.category, area, f"{draft.title} {text}"),
        area=area,
        place=draft.place,
        address=clean(draft.address or (draft.place.address if draft.place else ""), lines=False)[:200],
        lat=lat,
        lon=lon,
        visibility=Visibility.WAITING if _first_check(draft, by) == Check.WAITING else Visibility.PRIVATE,
    )


def _point(draft: Draft) -> tuple[float | None, float | None]:
    """The point of the draft: its own, the place's, or the first corner of its line or area."""
    if draft.lat is not None and draft.lon is not None:
        return draft.lat, draft.lon
    if draft.place is not None:
        return draft.place.lat, draft.place.lon
    if draft.shape is not None:
        corner = draft.shape["coordinates"][0]
        lon, lat = corner[0] if draft.shape["type"] == "Polygon" else corner
        return float(lat), float(lon)
    return None, None


def _area(draft: Draft, lat: float | None, lon: float | None) -> Area | None:
    if lat is None or lon is None:
        return None
    return area_at(lat, lon) or (draft.place.area if draft.place else None)


def _first_check(draft: Draft, by: Person | None) -> str:
    """Where a wish to be public begins: waiting for staff, or first for the sender to prove the address."""
    if not (draft.wishes_public and draft.category.may_be_public):
        return Check.NOT_WISHED
    proves = settings.KUULU["FEEDBACK"]["PROVE_ADDRESS_BEFORE_PUBLISHING"]
    is_own = by is not None and by.email == draft.sender_email.strip().lower()
    unproved = proves and draft.sender_email and draft.source == Source.WEB and not is_own
    return Check.UNPROVED if unproved else Check.WAITING


def _own_fields(draft: Draft, *, by: Person | None) -> dict[str, Any]:
    return {
        "check_state": _first_check(draft, by),
        "wishes_public": draft.wishes_public and draft.category.may_be_public,
        "text": clean(draft.text),
        "sender_name": clean(draft.sender_name, lines=False)[:120],
        "sender_email": draft.sender_email.strip().lower(),
        "sender_phone": clean(draft.sender_phone, lines=False)[:40],
        "thanked": clean(draft.thanked, lines=False)[:200],
        "answers": {code: _cleaned(answer) for code, answer in draft.answers.items()},
    }


def _cleaned(answer: Any) -> Any:
    if isinstance(answer, list | tuple):
        return [_cleaned(one) for one in answer]
    return clean(answer)[:4000] if isinstance(answer, str) else answer


def _columns(draft: Draft) -> dict[str, Any]:
    """What is kept just as the draft has it."""
    names = (
        "kind",
        "category",
        "shape",
        "shows_name",
        "source",
        "entered_by",
        "api_key",
        "device_id",
        "account_id",
        "outside_reference",
    )
    return {name: getattr(draft, name) for name in names} | {"media_urls": list(draft.media_urls)}


def _add_follower(feedback: Feedback, *, by: Person | None) -> None:
    if by is not None:
        matters.follow(feedback.matter, person=by, why=Follower.OPENER)
    elif feedback.sender_email:
        matters.follow(
            feedback.matter,
            email=feedback.sender_email,
            why=Follower.OPENER,
            language=feedback.matter.language,
            confirmed=True,
        )
