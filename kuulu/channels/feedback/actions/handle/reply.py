"""How the city speaks to the sender: answers, asks, closes with a reason, tells what was done, passes thanks on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people.models import Person, Unit
from kuulu.commons.people.policy import roles_of
from kuulu.foundation import clock, registry
from kuulu.foundation.languages import said_in, say
from kuulu.foundation.text import clean

from ...models import Answer, Feedback, Message
from ...policy import may_publish_with_answer
from ...vocabulary import Direction, FeedbackKind
from . import telling
from .publicity import approve
from .rules import NotNow, ask, reason, together, words


@transaction.atomic
def answer(
    feedback: Feedback,
    *,
    texts: dict[str, str],
    by: Person,
    at: dt.datetime | None = None,
    close: bool = False,
    publish: bool = False,
    seen: int | None = None,
) -> Answer:
    """Answer the sender, and the senders of all that are joined to it. Raises NotNow, PermissionDenied.

    `close` ends the matter in the same breath: the answer is its reason. `publish` says that the answerer has checked
    the feedback for the public as well, where the city lets that be one step (setting CHECK).
    """
    ask("answer", feedback, by, seen=seen)
    kept = words(texts, feedback=feedback)
    if publish and not may_publish_with_answer(by, feedback):
        raise NotNow(_("It cannot be published with the answer: check it first."))
    unit = _answering_unit(feedback, by)
    answers = [_answer_one(one, kept, unit, by, at, close) for one in together(feedback)]
    if publish:
        approve(feedback, by=by, public_text=feedback.shown_text, title=feedback.matter.title, at=at)
    telling.audit(by, "answered", feedback)
    return answers[0]


def _answer_one(
    feedback: Feedback, texts: dict[str, str], unit: Unit, by: Person, at: dt.datetime | None, close: bool
) -> Answer:
    if feedback.matter.stage == Stage.WITHDRAWN:
        return Answer(feedback=feedback, texts=texts, unit=unit, by=by)
    made = Answer.objects.create(feedback=feedback, texts=texts, unit=unit, by=by, made_at=at or clock.now())
    language = feedback.matter.language
    _reach(feedback, Stage.ANSWERED, "answered", by, say(texts, language), said_in(texts, language), at)
    if close:
        _reach(feedback, Stage.CLOSED, "closed", by, "", language, at)
    return made


def _answering_unit(feedback: Feedback, by: Person) -> Unit:
    unit = feedback.matter.unit or next((role.unit for role in roles_of(by) if role.unit), None)
    if unit is None:
        raise NotNow(_("Choose first which unit answers."))
    if feedback.matter.unit is None:
        matters.hand_over(feedback.matter, unit=unit, by=by)
    return unit


def _reach(
    feedback: Feedback, stage: Stage, verb: str, by: Person, note: str, language: str, at: dt.datetime | None
) -> None:
    """Move the matter to a stage when its lifecycle leads there; otherwise tell what happened where it stands."""
    matter = feedback.matter
    ways = registry.kind(matter.kind).lifecycle.get(matter.stage, ())
    if stage in ways:
        matters.move(matter, stage, verb=verb, by=by, note=note, language=language, at=at)
    else:
        matters.record(matter, verb, by=by, note=note, language=language, by_staff=True, at=at)


@transaction.atomic
def close(
    feedback: Feedback, *, reason_text: str, by: Person, at: dt.datetime | None = None, seen: int | None = None
) -> Feedback:
    """End a matter with a reason the sender reads. Closed does not say that anything was put right."""
    ask("close", feedback, by, seen=seen)
    why = reason(reason_text)
    for one in together(feedback):
        if one.matter.stage not in (Stage.WITHDRAWN, Stage.CLOSED):
            _reach(one, Stage.CLOSED, "closed", by, why, one.matter.language, at)
    telling.audit(by, "closed", feedback)
    return feedback


@transaction.atomic
def carry_out(
    feedback: Feedback, *, note: str = "", by: Person, at: dt.datetime | None = None, seen: int | None = None
) -> Feedback:
    """The city says that it has been put right or done; the sender may say otherwise."""
    ask("carry_out", feedback, by, seen=seen)
    for one in together(feedback):
        if one.matter.stage not in (Stage.WITHDRAWN, Stage.CARRIED_OUT):
            _reach(one, Stage.CARRIED_OUT, "carried_out", by, clean(note), one.matter.language, at)
    telling.audit(by, "carried_out", feedback)
    return feedback


@transaction.atomic
def ask_sender(
    feedback: Feedback, *, text: str, by: Person, at: dt.datetime | None = None, seen: int | None = None
) -> Message:
    """Ask the sender for more; the promised day stays, and the public sees only that something was asked."""
    ask("ask_sender", feedback, by, seen=seen)
    asked = clean(text)
    if not asked:
        raise NotNow(_("Write the question first."))
    if not telling.can_reach(feedback):
        raise NotNow(_("The sender left no way to be reached."))
    message = Message.objects.create(
        feedback=feedback, direction=Direction.QUESTION, text=asked, by=by, made_at=at or clock.now()
    )
    matters.record(feedback.matter, "asked", by=by, by_staff=True, at=at)
    telling.tell_question(message)
    return message


@transaction.atomic
def acknowledge_thanks(
    feedback: Feedback, *, to: Iterable[Person], by: Person, note: str = "", at: dt.datetime | None = None
) -> Feedback:
    """Pass thanks on to the people who earned them, and tell the sender that they have arrived."""
    ask("thank", feedback, by)
    if feedback.kind != FeedbackKind.THANKS:
        raise NotNow(_("Only thanks are passed on like this; answer the others."))
    earners = list(to)
    if not earners:
        raise NotNow(_("Choose who earned the thanks."))
    for person in earners:
        telling.tell_thanks(feedback, person)
    unit = _answering_unit(feedback, by)
    matter = feedback.matter
    values = {"unit": unit.names, "people": len(earners)}
    matters.move(matter, Stage.ANSWERED, verb="thanked", by=by, note=clean(note), values=values, at=at)
    return feedback
