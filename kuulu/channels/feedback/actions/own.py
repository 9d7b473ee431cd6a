"""What a sender does with the own feedback. Whoever calls has shown that it is the sender: own account or secret link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.held import developed
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people.models import Person
from kuulu.foundation import freshness
from kuulu.foundation.text import clean

from ..models import Feedback, Message
from ..queries import REOPENABLE, is_address_proved, may_reopen_until, may_withdraw
from ..vocabulary import Check, Direction, Source
from .draft import LONGEST_TEXT


def add_message(
    feedback: Feedback, *, text: str, photos: Iterable[Any] = (), by: Person | None = None
) -> Message | None:
    """The sender adds words or pictures, or answers what the city asked. Raises ValidationError, papers.Refused."""
    if feedback.matter.stage == Stage.WITHDRAWN:
        raise matters.NotFromHere(feedback.matter.reference)
    text, pictures = clean(text), developed(photos)
    if not (text or pictures) or len(text) > LONGEST_TEXT:
        raise ValidationError({"text": [_("Write something or add a picture.")]})
    with transaction.atomic():
        message = None
        if text:
            message = Message.objects.create(feedback=feedback, direction=Direction.REPLY, text=text, by=by)
        for picture in pictures:
            matters.attach(feedback.matter, picture)
        matters.record(feedback.matter, "added", by=by, is_public=False)
    return message


@transaction.atomic
def withdraw(feedback: Feedback, *, by: Person | None = None) -> None:
    """The sender takes it back: it leaves every public page at once. Raises matters.actions.NotFromHere."""
    if not may_withdraw(feedback.matter):
        raise matters.NotFromHere(feedback.matter.reference)
    matters.move(feedback.matter, Stage.WITHDRAWN, verb="withdrawn", by=by, by_staff=False)
    if feedback.check_state in (Check.WAITING, Check.UNPROVED):
        feedback.check_state = Check.NOT_WISHED
        feedback.save(update_fields=["check_state"])


@transaction.atomic
def wish_public(feedback: Feedback, *, shows_name: bool, by: Person | None = None) -> None:
    """The sender wishes that others may read it: it waits for a check before it is public."""
    if not feedback.category.may_be_public or feedback.matter.stage == Stage.WITHDRAWN:
        raise matters.NotFromHere(feedback.matter.reference)
    named = shows_name and bool(feedback.sender_name)
    newly_named, feedback.shows_name = named and not feedback.shows_name, named
    if feedback.check_state == Check.NOT_WISHED or (newly_named and feedback.check_state == Check.APPROVED):
        _ask_for_check(feedback, by=by)
    feedback.save(update_fields=["wishes_public", "check_state", "shows_name"])
    freshness.bump()


def _ask_for_check(feedback: Feedback, *, by: Person | None) -> None:
    """Staff looks first; before that, a sender who gave an address proves it where the setting says so.

    One that is public goes back to be checked: a name that nobody has looked at is not shown.
    """
    proves = settings.KUULU["FEEDBACK"]["PROVE_ADDRESS_BEFORE_PUBLISHING"] and feedback.source == Source.WEB
    is_proved = by is not None or not feedback.sender_email or is_address_proved(feedback)
    feedback.wishes_public = True
    feedback.check_state = Check.UNPROVED if proves and not is_proved else Check.WAITING
    if feedback.check_state == Check.WAITING:
        matters.ask_to_publish(feedback.matter)
        matters.record(feedback.matter, "publishing_wished", by=by)


@transaction.atomic
def wish_private(feedback: Feedback, *, by: Person | None = None) -> None:
    """The sender takes the wish back: it is private from now on."""
    feedback.wishes_public, feedback.check_state = False, Check.NOT_WISHED
    feedback.save(update_fields=["wishes_public", "check_state"])
    matters.unpublish(feedback.matter, by=by)


@transaction.atomic
def prove_address(feedback: Feedback, *, email: str) -> None:
    """The sender opened the link that only that address got: a wish to be public may now be checked."""
    if feedback.check_state == Check.UNPROVED and email and email.lower() == feedback.sender_email:
        feedback.check_state = Check.WAITING
        feedback.save(update_fields=["check_state"])
        matters.ask_to_publish(feedback.matter)


@transaction.atomic
def say_fixed(feedback: Feedback, *, by: Person | None = None) -> None:
    """The sender's own word that it was put right. The city's word stands beside it."""
    if feedback.is_fixed:
        return
    if feedback.matter.stage not in REOPENABLE:
        raise matters.NotFromHere(feedback.matter.reference)
    feedback.is_fixed = True
    feedback.save(update_fields=["is_fixed"])
    matters.record(feedback.matter, "fixed", by=by)


@transaction.atomic
def say_not_fixed(feedback: Feedback, *, text: str = "", by: Person | None = None) -> None:
    """The sender says that it was not put right: it opens again with a new promise, and the unit is told.

    Raises matters.actions.NotFromHere when the time to reopen is over.
    """
    if may_reopen_until(feedback.matter) is None:
        raise matters.NotFromHere(feedback.matter.reference)
    if text := clean(text)[:LONGEST_TEXT]:
        Message.objects.create(feedback=feedback, direction=Direction.REPLY, text=text, by=by)
    feedback.is_fixed = False
    feedback.reopened_count += 1
    feedback.save(update_fields=["is_fixed", "reopened_count"])
    matters.record(feedback.matter, "not_fixed", by=by)
    matters.reopen(feedback.matter, by=by)
