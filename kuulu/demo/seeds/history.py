"""Turns one thought-out story into rows: its matter, its steps in order, and what was said on the way."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from kuulu.channels.feedback.models import Answer, Category, Feedback, Forwarding, Message
from kuulu.channels.feedback.vocabulary import KIND, Check, Direction, FeedbackKind
from kuulu.commons.matters.models import Matter, Outcome, Step, StepNote
from kuulu.commons.matters.vocabulary import ENDED_STAGES, Stage, Visibility
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock
from kuulu.foundation.text import excerpt

from ..texts import answers, phrases
from .plot import Story

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
STAGE_AFTER = {
    "taken": Stage.IN_HAND, "joined": Stage.IN_HAND, "answered": Stage.ANSWERED, "thanked": Stage.ANSWERED,
    "carried_out": Stage.CARRIED_OUT, "closed": Stage.CLOSED, "forwarded": Stage.CLOSED, "withdrawn": Stage.WITHDRAWN,
    "not_fixed": Stage.IN_HAND,
}  # fmt: skip
CHECKS = {
    "public": (Visibility.PUBLIC, Check.APPROVED), "waiting": (Visibility.WAITING, Check.WAITING),
    "refused": (Visibility.PRIVATE, Check.REFUSED), "private": (Visibility.PRIVATE, Check.NOT_WISHED),
    "hidden": (Visibility.HIDDEN, Check.REFUSED),
}  # fmt: skip


@dataclass(kw_only=True)
class Cast:
    """Who and what the stories speak of, read once."""

    categories: dict[str, Category]
    units: dict[str, Unit]
    handlers: dict[int, Person]  #: unit id -> who handles there


@dataclass(kw_only=True)
class Told:
    """The rows of one story, in the order in which they are written."""

    story: Story
    matter: Matter
    feedback: Feedback
    steps: list[Step] = field(default_factory=list)
    notes: list[StepNote] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    forwardings: list[Forwarding] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def new_reference(chance: random.Random, year: int) -> str:
    """A reference of the same form as real ones, from the demo's dice."""
    return f"MLI-{year}-{''.join(chance.choice(CROCKFORD) for _ in range(5))}"


def rows_of(story: Story, reference: str, unit: Unit | None, area_id: int | None, cast: Cast) -> Told:
    """Everything of one story but what other stories have to do with it."""
    chance = random.Random(f"{story.number}:rows")  # noqa: S311  a demo's dice
    visibility, check = CHECKS[story.publicity]
    matter = Matter(
        reference=reference, kind=KIND, topic=story.topic.code, title=story.title, summary=excerpt(story.text, 300), language=story.language,
        visibility=visibility, unit=unit, area_id=area_id, address=story.address, lat=story.lat, lon=story.lon,
        place_id=story.spot.place_id if story.spot else None, opened_at=story.opened_at, changed_at=story.opened_at,
        due_at=story.due_at, followers_count=story.followers + bool(story.email), concerns_count=story.concerns,
    )  # fmt: skip
    feedback = Feedback(
        matter=matter, category=cast.categories[story.topic.code], kind=story.kind, text=story.text,
        answers=story.answers, sender_name=story.sender_name, sender_email=story.email, shows_name=story.shows_name,
        wishes_public=story.publicity != "private", check_state=check, source=story.source,
        idempotency_key=f"demo:{story.number}",
        thanked=chance.choice(phrases.THANKED) if story.kind == FeedbackKind.THANKS else "",
    )  # fmt: skip
    told = Told(story=story, matter=matter, feedback=feedback)
    _begin(told, unit, chance)
    for number, (verb, at) in enumerate(story.events):
        _happen(told, verb, at, cast, chance, number)
    _unsettle(told)
    return told


def _begin(told: Told, unit: Unit | None, chance: random.Random) -> None:
    matter, at = told.matter, told.story.opened_at
    _step(told, "received", at, values={"days": told.story.topic.days})
    if unit is not None:
        _step(told, "routed", at, unit=unit, values={"unit": unit.names, "from": {}})
    if told.story.publicity in ("public", "hidden", "refused"):
        seen = at + dt.timedelta(hours=chance.randrange(2, 20))
        first = told.story.events[0][1] if told.story.events else seen
        looked = min(seen, first, clock.now())
        verb = "publishing_refused" if told.story.publicity == "refused" else "published"
        _step(told, verb, looked, unit=unit, staff=True)
        if told.story.publicity != "refused":
            matter.published_at = looked


def _step(
    told: Told, verb: str, at: dt.datetime, *, unit: Unit | None = None, staff: bool = False, note: str = "",
    values: dict[str, Any] | None = None, public: bool = True,
) -> Step:  # fmt: skip
    matter = told.matter
    matter.stage = STAGE_AFTER.get(verb, Stage(matter.stage))
    matter.changed_at = max(matter.changed_at, at)
    step = Step(matter=matter, verb=verb, stage=matter.stage, is_public=public, by_unit=unit, by_staff=staff, values=values or {}, at=at)  # fmt: skip
    told.steps.append(step)
    if note:
        told.notes.append(StepNote(step=step, text=note, language=matter.language))
    return step


def _happen(told: Told, verb: str, at: dt.datetime, cast: Cast, chance: random.Random, number: int) -> None:
    unit = told.matter.unit
    handler = cast.handlers.get(unit.id) if unit else None
    special = {"moved": _move, "asked": _ask, "added": _add, "answered": _answer, "forwarded": _forward, "outcome": _outcome, "not_fixed": _not_fixed, "joined": _join}  # fmt: skip
    if verb in special:
        special[verb](told, at, cast, chance)
    else:
        _step(told, verb, at, unit=unit, staff=verb not in ("withdrawn",), values=_values(told, verb, unit))
    if verb == "taken":
        told.matter.handler = handler
        if chance.random() < 0.3:
            note = Message(feedback=told.feedback, direction=Direction.INTERNAL, text=chance.choice(phrases.NOTES), by=handler, made_at=at)  # fmt: skip
            told.messages.append(note)
    _stamp(told.matter, at)


def _values(told: Told, verb: str, unit: Unit | None) -> dict[str, Any]:
    return {"unit": unit.names if unit else {}, "people": 3} if verb == "thanked" else {}


def _stamp(matter: Matter, at: dt.datetime) -> None:
    if matter.stage == Stage.ANSWERED and matter.answered_at is None:
        matter.answered_at = at
    matter.ended_at = at if matter.stage in ENDED_STAGES else None


def _move(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    """It came first to the service point, which moved it to the right unit."""
    first, right = cast.units["asiointi"], told.matter.unit
    if right is None:
        return
    for step in told.steps:
        if step.verb == "routed":
            step.by_unit, step.values = first, {"unit": first.names, "from": {}}
    _step(told, "moved", at, unit=right, staff=True, values={"unit": right.names, "from": first.names})


def _ask(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    unit = told.matter.unit
    by = cast.handlers.get(unit.id) if unit else None
    told.messages.append(
        Message(
            feedback=told.feedback,
            direction=Direction.QUESTION,
            text=chance.choice(phrases.QUESTIONS_BACK),
            by=by,
            made_at=at,
        )  # fmt: skip
    )
    _step(told, "asked", at, unit=unit, staff=True)


def _add(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    told.messages.append(
        Message(feedback=told.feedback, direction=Direction.REPLY, text=chance.choice(phrases.REPLIES), made_at=at)
    )
    _step(told, "added", at)


def _answer(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    unit = told.matter.unit or cast.units["asiointi"]
    text, language = _answer_text(told.story, chance), told.story.language
    by = cast.handlers.get(unit.id)
    told.answers.append(Answer(feedback=told.feedback, texts={language: text}, unit=unit, by=by, made_at=at))
    _step(told, "answered", at, unit=unit, staff=True, note=text)


def _answer_text(story: Story, chance: random.Random) -> str:
    if story.language != "fi":
        return chance.choice(answers.ABROAD[story.language][story.kind])
    by_kind = {"idea": answers.IDEAS, "question": answers.QUESTIONS, "thanks": answers.THANKS}
    if story.kind in by_kind:
        return chance.choice(by_kind[story.kind])
    return chance.choice(answers.FAULTS.get(story.topic.code, ()) * 2 + answers.ANY_FAULT)


def _forward(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    authority = told.feedback.category.authority
    if authority is None:
        return
    reason = "Asia kuuluu toiselle viranomaiselle, joten lähetimme viestisi sinne."
    made = Forwarding(
        feedback=told.feedback, authority=authority, reason=reason, made_at=at, delivered_at=at, delivered_way="mail"
    )
    told.forwardings.append(made)
    values = {"authority": authority.names, "phone": authority.phone, "link": authority.link}
    _step(told, "forwarded", at, unit=cast.units["asiointi"], staff=True, note=reason, values=values)


def _outcome(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    fault = told.story.kind == FeedbackKind.FAULT
    kind, case, link, text = chance.choice(answers.OUTCOMES[:2] if fault else answers.OUTCOMES[1:])
    told.outcomes.append(
        Outcome(matter=told.matter, kind=kind, text=text, link=link, case_number=case, at=at.date(), made_at=at)
    )
    _step(told, "outcome", at, unit=told.matter.unit, staff=True, values={"text": text, "link": link})


def _not_fixed(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    text = chance.choice(phrases.NOT_FIXED)
    told.messages.append(Message(feedback=told.feedback, direction=Direction.REPLY, text=text, made_at=at))
    _step(told, "not_fixed", at)
    told.steps[-1].stage = told.matter.stage
    told.feedback.reopened_count += 1
    told.feedback.is_fixed = False
    _step(told, "reopened", at)


def _join(told: Told, at: dt.datetime, cast: Cast, chance: random.Random) -> None:
    _step(told, "joined", at, unit=told.matter.unit, staff=True, values={"into": ""})


def _unsettle(told: Told) -> None:
    """What is still open and past its promise has been warned of."""
    matter = told.matter
    if matter.ended_at is None and matter.due_at is not None:
        matter.warned_at_share = 100 if matter.due_at < clock.now() else 0
