"""Two years of feedback, written in bulk: matters with their steps, answers, photos, followers and comments."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from kuulu.channels.feedback.models import Answer, Category, Feedback, Forwarding, Message
from kuulu.channels.feedback.queries import unit_for
from kuulu.commons.conversation.models import Comment
from kuulu.commons.conversation.vocabulary import CommentState, HideReason
from kuulu.commons.matters.models import Concern, Following, Matter, Outcome, Paper, Step, StepNote
from kuulu.commons.matters.papers import Developed, store
from kuulu.commons.matters.vocabulary import Follower, PaperState, Visibility
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty
from kuulu.commons.places.models import Place
from kuulu.commons.places.queries import area_at
from kuulu.foundation import clock, freshness

from ..texts import phrases
from . import pictures
from .history import Cast, Told, new_reference, rows_of
from .plot import SEED, Spot, Story, think

COUNT = 600
PHOTOS = 60


def tell(done: Callable[[int], None], *, count: int = COUNT, photos: int = PHOTOS) -> None:
    """Write the stories once: a database that has the first of them has them all."""
    if Feedback.objects.filter(idempotency_key="demo:1").exists():
        return done(count)
    stories = think(count, _spots(), now=clock.now())
    cast = _cast()
    told = [_rows(story, reference, cast) for story, reference in zip(stories, _references(stories), strict=True)]
    with transaction.atomic():
        _join(told)
        _write(told, done)
        _surround(told)
        _hang_photos(told, photos)
        freshness.bump()
    return None


def _spots() -> list[Spot]:
    rows = Place.objects.select_related("area").order_by("kind", "name", "address")
    return [
        Spot(p.id, p.name, p.address, p.lat, p.lon, p.area.code if p.area else "", p.kind == "street") for p in rows
    ]


def _references(stories: list[Story]) -> list[str]:
    dice, found = random.Random(SEED), dict[str, None]()  # noqa: S311  a demo's dice
    for story in stories:
        while (reference := new_reference(dice, story.opened_at.year)) in found:
            continue
        found[reference] = None
    return list(found)


def _cast() -> Cast:
    handlers = Role.objects.filter(duty=Duty.HANDLER, unit__isnull=False).select_related("person")
    return Cast(
        categories={c.code: c for c in Category.objects.select_related("unit", "authority")},
        units={u.code: u for u in Unit.objects.all()},
        handlers={role.unit_id: role.person for role in handlers if role.unit_id},
    )


def _rows(story: Story, reference: str, cast: Cast) -> Told:
    area = area_at(story.lat, story.lon) or area_at(*(story.spot[3:5] if story.spot else (None, None)))
    unit = unit_for(cast.categories[story.topic.code], area, f"{story.title} {story.text}")
    if not story.events and (clock.now() - story.opened_at).days < 6 and story.number % 4 == 0:
        unit = None  # a person looks where it belongs
    return rows_of(story, reference, unit, area.id if area else None, cast)


def _join(told: list[Told]) -> None:
    """Joined stories stand at the place of the first, and both say so."""
    by_number = {one.story.number: one for one in told}
    for one in told:
        first = by_number.get(one.story.joined_to or 0)
        joined = next((step for step in one.steps if step.verb == "joined"), None)
        if first is None or joined is None:
            continue
        one.feedback.joined_to = first.feedback
        for name in ("unit", "area_id", "lat", "lon", "address", "place_id"):
            setattr(one.matter, name, getattr(first.matter, name))
        joined.values = {"into": first.matter.reference}
        other = one.matter.reference if one.matter.visibility == Visibility.PUBLIC else ""
        there = Step(matter=first.matter, verb="joined_here", stage=first.matter.stage, by_unit=first.matter.unit, by_staff=True, values={"other": other}, at=joined.at)  # fmt: skip
        first.steps.append(there)
        first.steps.sort(key=lambda step: step.at)
        _settle_stages(first)
        first.matter.concerns_count += 1


def _settle_stages(one: Told) -> None:
    """A step tells where the matter stands after it: the inserted one like the one before it."""
    for before, step in zip(one.steps, one.steps[1:], strict=False):
        if step.verb == "joined_here":
            step.stage = before.stage


def _write(told: list[Told], done: Callable[[int], None]) -> None:
    Matter.objects.bulk_create([one.matter for one in told])
    for one in told:
        one.feedback.matter = one.matter
    firsts = [one.feedback for one in told if one.feedback.joined_to is None]
    Feedback.objects.bulk_create(firsts)
    later = [one.feedback for one in told if one.feedback.joined_to is not None]
    Feedback.objects.bulk_create(later)
    tables: tuple[tuple[type[Model], str], ...] = ((Step, "steps"), (StepNote, "notes"), (Answer, "answers"), (Message, "messages"), (Forwarding, "forwardings"), (Outcome, "outcomes"))  # fmt: skip
    for model, name in tables:
        _bulk(model, (row for one in told for row in getattr(one, name)))
    done(len(told))


def _bulk(model: Any, rows: Iterable[Any]) -> None:
    whole = list(rows)
    for row in whole:  # parents were saved after these rows were made: let each child read its parent's key anew
        for column in ("matter", "feedback", "step"):
            if column in {f.name for f in model._meta.fields}:
                setattr(row, column, getattr(row, column))
    model.objects.bulk_create(whole, batch_size=1000)


def _surround(told: list[Told]) -> None:
    """Followers, those whom it concerns too, and what neighbours said of it."""
    dice = random.Random(SEED + 1)  # noqa: S311  a demo's dice
    residents = list(Person.objects.filter(roles__isnull=True).order_by("email"))
    followings: list[Following] = []
    concerns: list[Concern] = []
    comments: list[Comment] = []
    mine = 0
    for one in told:
        at, story, matter = one.story.opened_at, one.story, one.matter
        if residents and story.email and mine < 24 and dice.random() < 0.08:
            mine += 1
            _give_to(one, residents[mine % len(residents)])
        if one.feedback.sender_email:
            opener = {"person": matter.opened_by} if matter.opened_by else {"email": one.feedback.sender_email}
            followings.append(Following(matter=matter, why=Follower.OPENER, confirmed_at=at, made_at=at, language=story.language, **opener))  # fmt: skip
        followings += [Following(matter=matter, email=f"seuraaja{i}.{story.number}@example.fi", confirmed_at=at, made_at=at) for i in range(story.followers)]  # fmt: skip
        concerns += [Concern(matter=matter, digest=_digest(story.number, i), made_at=at) for i in range(matter.concerns_count)]  # fmt: skip
        comments += [_comment(dice, one, i) for i in range(story.comments)]
    Following.objects.bulk_create(followings)
    Concern.objects.bulk_create(concerns, batch_size=1000)
    Comment.objects.bulk_create(comments)


def _give_to(one: Told, person: Person) -> None:
    one.matter.opened_by, one.feedback.sender_email = person, person.email or ""
    one.matter.save(update_fields=["opened_by"])
    one.feedback.save(update_fields=["sender_email"])


def _digest(number: int, index: int) -> str:
    return hashlib.sha256(f"demo:{number}:{index}".encode()).hexdigest()


def _comment(dice: random.Random, one: Told, index: int) -> Comment:
    at = min(one.story.opened_at + dt.timedelta(hours=dice.randrange(20, 200)), clock.now())
    state = dice.choices((CommentState.SHOWN, CommentState.WAITING, CommentState.HIDDEN), (90, 7, 3))[0]
    return Comment(
        matter=one.matter, writer_name=dice.choice(phrases.NAMES), text=dice.choice(phrases.COMMENTS), state=state,
        hidden_because=HideReason.OFF_TOPIC if state == CommentState.HIDDEN else "", made_at=at, changed_at=at,
        idempotency_key=f"demo:{one.story.number}:{index}",
    )  # fmt: skip


def _hang_photos(told: list[Told], limit: int) -> None:
    shown = {"public": PaperState.PUBLIC, "hidden": PaperState.HIDDEN}
    chosen = [one for one in told if one.story.has_photo]
    papers = []
    for one in chosen[:: max(1, len(chosen) // limit)][:limit]:
        large, small, alt = pictures.files(one.story.topic.code, one.story.number, one.story.opened_at.month)
        names = store(Developed(large=large, small=small, width=pictures.WIDTH, height=pictures.HEIGHT))
        state = shown.get(one.story.publicity, PaperState.WAITING)
        papers.append(Paper(matter=one.matter, file=names[0], thumbnail=names[1], width=pictures.WIDTH, height=pictures.HEIGHT, size=len(large), alt=alt, state=state, made_at=one.story.opened_at))  # fmt: skip
    Paper.objects.bulk_create(papers)
