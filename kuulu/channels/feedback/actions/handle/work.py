"""What staff does around a feedback: notes, priority, the own short list, reopening, and what came of it."""

from __future__ import annotations

import datetime as dt
from copy import copy
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Outcome
from kuulu.commons.people.models import Person
from kuulu.foundation import clock
from kuulu.foundation.languages import PREFIXES
from kuulu.foundation.text import clean

from ...models import Feedback, Message, Shortlisted
from ...vocabulary import Direction, Priority
from . import telling
from .rules import NotNow, ask, reason, together


@transaction.atomic
def add_note(feedback: Feedback, *, text: str, by: Person, at: dt.datetime | None = None) -> Message:
    """Write a note that only staff reads."""
    ask("add_note", feedback, by)
    kept = clean(text)
    if not kept:
        raise NotNow(_("Write the note first."))
    return Message.objects.create(
        feedback=feedback, direction=Direction.INTERNAL, text=kept, by=by, made_at=at or clock.now()
    )


@transaction.atomic
def set_priority(feedback: Feedback, *, priority: Priority | int, by: Person) -> Feedback:
    """Say how pressing it is; seen by staff only."""
    ask("priority", feedback, by)
    feedback.priority = Priority(priority)
    feedback.save(update_fields=["priority"])
    telling.audit(by, "priority", feedback)
    return feedback


@transaction.atomic
def shortlist(feedback: Feedback, *, by: Person) -> None:
    """Put it on one's own short list; asking twice is the same as once."""
    ask("read", feedback, by)
    Shortlisted.objects.get_or_create(feedback=feedback, person=by)


@transaction.atomic
def unlist(feedback: Feedback, *, by: Person) -> None:
    """Take it off one's own short list."""
    Shortlisted.objects.filter(feedback=feedback, person=by).delete()


@transaction.atomic
def record_outcome(
    feedback: Feedback,
    *,
    kind: str,
    text: dict[str, str],
    by: Person,
    link: str = "",
    case_number: str = "",
    at: dt.date | None = None,
) -> Outcome:
    """Write down what came of it, for the senders of all that are joined to it as well."""
    ask("outcome", feedback, by)
    kept = {code: clean(text[code]) for code in PREFIXES if clean(text.get(code) or "")}
    if not kept:
        raise NotNow(_("Say what came of it, in at least one language."))
    fields: dict[str, Any] = {"kind": kind, "text": kept, "link": link, "case_number": case_number, "at": at}
    made = matters.record_outcome(feedback.matter, by=by, **fields)
    for joined in together(feedback)[1:]:
        matters.share_outcome(copy(made), matter=joined.matter)
    telling.audit(by, "outcome", feedback)
    return made


@transaction.atomic
def reopen(feedback: Feedback, *, reason_text: str, by: Person) -> Feedback:
    """Open an ended feedback again, with a reason and a new promise."""
    ask("reopen", feedback, by)
    matters.reopen(feedback.matter, by=by, note=reason(reason_text), by_staff=True)
    telling.audit(by, "reopened", feedback)
    return feedback
