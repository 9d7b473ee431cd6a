"""How what was chosen is carried out: news with sums, days and delays, and at last that it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.held import developed
from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import OutcomeKind, Stage
from kuulu.commons.people.models import Person
from kuulu.foundation import clock

from ..models import Progress, Proposal
from ..policy import may
from ..vocabulary import Fate, RoundKind
from .weigh import NotNow


def promise(matter: Matter, *, by: dt.datetime | None) -> None:
    """The day by which what was chosen is to be done; None when none is told yet."""
    matter.due_at, matter.warned_at_share = by, 0
    matter.save(update_fields=["due_at", "warned_at_share"])


def tell_progress(
    proposal: Proposal,
    *,
    texts: dict[str, str],
    by: Person,
    spent_euros: int | None = None,
    expected_on: dt.date | None = None,
    delay_reasons: dict[str, str] | None = None,
    photos: Iterable[Any] = (),
    at: dt.datetime | None = None,
) -> Progress:
    """Tell how it goes on. A day later than told before needs its reason. Raises PermissionDenied, NotNow."""
    if not may(by, "tell_progress", proposal):
        raise PermissionDenied
    before = proposal.progress.exclude(expected_on=None).order_by("-id").first()
    is_later = bool(before and before.expected_on and expected_on and expected_on > before.expected_on)
    if is_later and not any((delay_reasons or {}).values()):
        raise NotNow(_("It comes later than was told before. Say why."))
    pictures = developed(photos)
    with transaction.atomic():
        told = Progress.objects.create(
            proposal=proposal, texts=texts, spent_euros=spent_euros, expected_on=expected_on,
            delay_reasons=delay_reasons or {}, by=by, at=at or clock.now(),
        )  # fmt: skip
        for picture in pictures:
            matters.attach(proposal.matter, picture, by_staff=True)
        if expected_on:
            promise(proposal.matter, by=dt.datetime.combine(expected_on, dt.time(16), tzinfo=clock.HELSINKI))
        matters.record(proposal.matter, "work_told", by=by, by_staff=True, note=_said(proposal, told), at=at)
    return told


def _said(proposal: Proposal, told: Progress) -> str:
    language = proposal.matter.language
    parts = [words.get(language) or words.get("fi", "") for words in (told.texts, told.delay_reasons)]
    return "\n".join(part for part in parts if part)


@transaction.atomic
def build(
    proposal: Proposal, *, texts: dict[str, str], by: Person, link: str = "", at: dt.datetime | None = None
) -> None:
    """It is done: everybody sees what came of it. Raises PermissionDenied."""
    if not may(by, "build", proposal):
        raise PermissionDenied
    proposal.fate = Fate.BUILT
    proposal.save(update_fields=["fate"])
    note = texts.get(proposal.matter.language) or texts.get("fi", "")
    verb = "idea_done" if proposal.round.kind == RoundKind.ROLLING else "carried_out"
    matters.move(proposal.matter, Stage.CARRIED_OUT, verb=verb, by=by, note=note, at=at)
    day = (at or clock.now()).astimezone(clock.HELSINKI).date()
    matters.record_outcome(proposal.matter, kind=OutcomeKind.WORK, text=texts, link=link, by=by, at=day, told_at=at)
