"""How a feedback becomes public: the sender wished it, staff has looked, and what is nobody's business is left out."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.vocabulary import PaperState, Visibility
from kuulu.commons.people.models import Person
from kuulu.foundation import freshness
from kuulu.foundation.text import clean, excerpt

from ...models import Feedback
from ...vocabulary import Check
from . import telling
from .rules import NotNow, ask, reason


@transaction.atomic
def approve(
    feedback: Feedback,
    *,
    by: Person,
    public_text: str = "",
    title: str = "",
    hidden_photos: frozenset[int] = frozenset(),
    at: dt.datetime | None = None,
) -> Feedback:
    """Make a checked feedback public, as typed or with parts left out; photos too but those named by id.

    Raises NotNow when its sender did not wish it public.
    """
    ask("approve", feedback, by)
    if not feedback.wishes_public:
        raise NotNow(_("The sender did not wish this to be public."))
    feedback.check_state = Check.APPROVED
    feedback.save(update_fields=["check_state"])
    _leave_out(feedback, public_text, title)
    waiting = feedback.matter.papers.filter(state=PaperState.WAITING)
    waiting.filter(pk__in=hidden_photos).update(state=PaperState.HIDDEN)
    if feedback.matter.visibility == Visibility.PUBLIC:
        waiting.update(state=PaperState.PUBLIC)
    else:
        matters.publish(feedback.matter, by=by, at=at)
    telling.audit(by, "approved", feedback)
    return feedback


def _leave_out(feedback: Feedback, public_text: str, title: str) -> None:
    """Keep the public's version, and make title and summary say no more than it does."""
    matter, text = feedback.matter, clean(public_text)
    feedback.public_text = "" if text == feedback.text else text
    feedback.save(update_fields=["public_text"])
    if title:
        matter.title = clean(title, lines=False)[:200]
    elif feedback.public_text and _is_taken_from(matter.title, feedback.text):
        matter.title = excerpt(feedback.public_text, 80)[:200]
    matter.summary = excerpt(feedback.shown_text, 300)[:400]
    matter.save(update_fields=["title", "summary"])
    freshness.bump()


def _is_taken_from(title: str, text: str) -> bool:
    return clean(text, lines=False).startswith(title.rstrip("…").strip())


@transaction.atomic
def refuse_publishing(feedback: Feedback, *, by: Person, note: str = "", at: dt.datetime | None = None) -> Feedback:
    """Keep it private though its sender wished it public, and say why; it is handled and answered all the same."""
    ask("refuse_publishing", feedback, by)
    why = reason(note)
    feedback.check_state = Check.REFUSED
    feedback.save(update_fields=["check_state"])
    matter = feedback.matter
    if matter.is_public:
        freshness.bump()
    matter.visibility = Visibility.PRIVATE
    matter.save(update_fields=["visibility"])
    matters.record(matter, "publishing_refused", by=by, note=why, by_staff=True, at=at)
    telling.audit(by, "publishing_refused", feedback)
    return feedback


@transaction.atomic
def hide(feedback: Feedback, *, by: Person, note: str) -> Feedback:
    """Take a public feedback out of sight with a reason its sender is told."""
    ask("hide", feedback, by)
    if not feedback.matter.is_public:
        raise NotNow(_("It is not public."))
    matters.hide(feedback.matter, by=by, note=reason(note))
    feedback.check_state = Check.REFUSED
    feedback.save(update_fields=["check_state"])
    telling.audit(by, "hidden", feedback)
    return feedback


@transaction.atomic
def redact(
    feedback: Feedback, *, by: Person, public_text: str | None = None, title: str = "", hides_name: bool = False
) -> Feedback:
    """Leave a part of the text or the sender's name out of what the public reads, afterwards too."""
    ask("redact", feedback, by)
    if public_text is not None:
        _leave_out(feedback, public_text, title)
    if hides_name and feedback.shows_name:
        feedback.shows_name = False
        feedback.save(update_fields=["shows_name"])
    matters.record(feedback.matter, "redacted", by=by, by_staff=True)
    telling.audit(by, "redacted", feedback)
    return feedback


@transaction.atomic
def show_photo(feedback: Feedback, *, photo: Paper, shown: bool, by: Person) -> Paper:
    """Show a photo with the public feedback, or hide it."""
    ask("redact", feedback, by)
    if photo.matter_id != feedback.matter_id:
        raise NotNow(_("The photo is not of this feedback."))
    matters.show_paper(photo, by=by) if shown else matters.hide_paper(photo, by=by)
    return photo
