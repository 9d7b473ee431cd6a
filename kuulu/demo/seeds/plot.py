"""Thinks out the demo's feedbacks: what was said where and when, and what became of it. Touches no database.

The same number of stories, the same places and the same day give the same stories, to the last character.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import NamedTuple

from kuulu.channels.feedback.vocabulary import Source
from kuulu.foundation import clock

from ..texts import abroad, outdoors, phrases, services, streets
from ..texts.categories import TOPICS, Topic

SEED = 491  #: the municipality's number
DAYS = 730
SAYINGS = {**streets.SAYINGS, **outdoors.SAYINGS, **services.SAYINGS}
#: months in which a category is talked of; others all year
SEASONS = {"auraus": (11, 12, 1, 2, 3), "ladut": (11, 12, 1, 2, 3), "rannat": (5, 6, 7, 8, 9), "puistot": (4, 5, 6, 7, 8, 9, 10)}  # fmt: skip
#: areas and how often something is said of them
AREAS = {"kantakaupunki": 58, "mikkelin-pitaja": 11, "ristiina": 11, "anttola": 8, "haukivuori": 8, "suomenniemi": 4}
SOURCES = {Source.WEB: 72, Source.PHONE: 9, Source.DESK: 6, Source.API: 6, Source.MEETING: 3, Source.EMAIL: 3, Source.PAPER: 1}  # fmt: skip


class Spot(NamedTuple):
    """A place something can be said of."""

    place_id: int
    name: str
    address: str
    lat: float
    lon: float
    area: str
    is_street: bool


@dataclass(frozen=True, kw_only=True)
class Story:
    """One feedback and its fate."""

    number: int
    topic: Topic
    kind: str
    title: str
    text: str
    language: str
    opened_at: dt.datetime
    due_at: dt.datetime
    spot: Spot | None
    lat: float | None
    lon: float | None
    address: str
    source: Source
    email: str
    sender_name: str
    shows_name: bool
    publicity: str  #: public, waiting, refused, private, hidden
    #: what happened after it was received: (verb, when)
    events: tuple[tuple[str, dt.datetime], ...] = ()
    joined_to: int | None = None  #: number of an earlier story
    has_photo: bool = False
    followers: int = 0
    concerns: int = 0
    comments: int = 0
    answers: dict[str, object] = field(default_factory=dict)


def think(count: int, spots: list[Spot], *, now: dt.datetime) -> list[Story]:
    """That many stories in the order of time, ending at `now`."""
    chance = random.Random(SEED)  # noqa: S311  a demo's dice, not a secret
    moments = sorted(_moment(chance, now, share=(i + 0.5) / count) for i in range(count))
    by_area: dict[str, list[Spot]] = {}
    for spot in spots:
        by_area.setdefault(spot.area, []).append(spot)
    stories: list[Story] = []
    for number, moment in enumerate(moments, start=1):
        stories.append(_story(number, moment, chance, by_area, now, stories))
    return stories


def _moment(chance: random.Random, now: dt.datetime, *, share: float) -> dt.datetime:
    """More is said in later times than in earlier ones, and by day."""
    days = DAYS * (1 - share) ** 1.35
    moment = (now - dt.timedelta(days=days)).replace(microsecond=0)
    wanted = moment.replace(hour=chance.choice((5, 6, 8, 9, 10, 11, 13, 14, 15, 16, 17, 18, 19)), minute=chance.randrange(60))  # fmt: skip
    return min(wanted, now - dt.timedelta(minutes=chance.randrange(20, 180)))


def _story(
    number: int, moment: dt.datetime, chance: random.Random, by_area: dict[str, list[Spot]], now: dt.datetime, earlier: list[Story]
) -> Story:  # fmt: skip
    language = chance.choices(("fi", "sv", "en"), (86, 8, 6))[0]
    topic, kind, title, body = _saying(chance, language, moment)
    spot = None if topic.placing == "none" or (topic.placing == "optional" and chance.random() < 0.4) else _spot(chance, by_area)  # fmt: skip
    address = _address(chance, spot)
    source = chance.choices(list(SOURCES), list(SOURCES.values()))[0]
    email = f"lahettaja{number}@example.fi" if chance.random() < 0.62 else ""
    named = bool(email) and chance.random() < 0.3
    due = clock.add_working_days(moment, topic.days)
    joined = _double(chance, topic, kind, moment, earlier)
    publicity = _publicity(chance, (now - moment).days)
    return Story(
        number=number, topic=topic, kind=kind, title=title, language=language, opened_at=moment, due_at=due,
        text=_text(chance, language, kind, body, address or (spot.name if spot else "")), spot=spot,
        lat=_near(chance, spot.lat if spot else None, 0.0022), lon=_near(chance, spot.lon if spot else None, 0.0044),
        address=address, source=source, email=email, sender_name=chance.choice(phrases.NAMES) if named else "",
        shows_name=named and chance.random() < 0.4, publicity=publicity, joined_to=joined.number if joined else None,
        events=_fate(chance, topic, kind, moment, due, now, joined), has_photo=spot is not None and kind != "question" and chance.random() < 0.2,
        followers=chance.choice((0, 0, 0, 1, 1, 2, 4)) if publicity == "public" else 0,
        concerns=int(chance.paretovariate(1.1)) - 1 if publicity == "public" and kind in ("fault", "idea") else 0,
        comments=chance.choice((0, 0, 0, 1, 1, 2, 3)) if publicity == "public" and kind in ("idea", "fault") else 0,
        answers=_answers(chance, topic),
    )  # fmt: skip


def _publicity(chance: random.Random, days_old: int) -> str:
    """Of late ones most wait for a check; of older ones the check is done."""
    states = ("public", "waiting", "refused", "private", "hidden")
    return chance.choices(states, (22, 56, 2, 20, 0) if days_old < 45 else (72, 1, 3, 23, 1))[0]


def _saying(chance: random.Random, language: str, moment: dt.datetime) -> tuple[Topic, str, str, str]:
    by_code = {topic.code: topic for topic in TOPICS}
    if language != "fi":
        said = chance.choice([s for s in (abroad.SWEDISH if language == "sv" else abroad.ENGLISH) if _fits(s[0], moment)])  # fmt: skip
        return by_code[said[0]], said[1], said[2], said[3]
    topics = [topic for topic in TOPICS if topic.weight and _fits(topic.code, moment)]
    topic = chance.choices(topics, [t.weight for t in topics])[0]
    kind, title, text = chance.choice(SAYINGS[topic.code])
    return topic, kind, title, text


def _fits(code: str, moment: dt.datetime) -> bool:
    return moment.month in SEASONS.get(code, range(13))


def _spot(chance: random.Random, by_area: dict[str, list[Spot]]) -> Spot | None:
    areas = [area for area in AREAS if by_area.get(area)]
    if not areas:
        return None
    area = chance.choices(areas, [AREAS[a] for a in areas])[0]
    return chance.choice(by_area[area])


def _address(chance: random.Random, spot: Spot | None) -> str:
    if spot is None:
        return ""
    return f"{spot.name} {chance.randrange(1, 48)}" if spot.is_street else spot.address


def _near(chance: random.Random, degrees: float | None, spread: float) -> float | None:
    return None if degrees is None else round(degrees + chance.uniform(-spread, spread), 6)


def _text(chance: random.Random, language: str, kind: str, body: str, place: str) -> str:
    places = phrases.WHERE if place[-1:].isdigit() else phrases.WHERE_NAMED
    where = chance.choice(places[language]).format(place=place) if place else ""
    return chance.choice(phrases.OPENINGS[language]) + body + where + chance.choice(phrases.ENDINGS[language][kind])


def _double(chance: random.Random, topic: Topic, kind: str, moment: dt.datetime, earlier: list[Story]) -> Story | None:
    """Another sender said the same within the last weeks: a few of a hundred."""
    if kind != "fault" or chance.random() > 0.22:
        return None
    alike = [s for s in earlier if s.topic is topic and s.kind == kind and not s.joined_to and s.publicity == "public"]
    near = [s for s in alike if moment - s.opened_at < dt.timedelta(days=45) and not _went_away(s)]
    return near[-1] if near else None


def _went_away(story: Story) -> bool:
    return any(verb in ("withdrawn", "forwarded") for verb, _ in story.events)


def _answers(chance: random.Random, topic: Topic) -> dict[str, object]:
    given: dict[str, object] = {}
    for question in topic.questions:
        if question["data_type"] == "singlevaluelist":
            given[question["code"]] = chance.choice(question["values"])["key"]
        elif question["data_type"] == "multivaluelist":
            given[question["code"]] = [v["key"] for v in question["values"] if chance.random() < 0.5]
        elif question["data_type"] == "number":
            given[question["code"]] = str(chance.randrange(1, 12))
    return given


def _fate(
    chance: random.Random, topic: Topic, kind: str, moment: dt.datetime, due: dt.datetime, now: dt.datetime, joined: Story | None
) -> tuple[tuple[str, dt.datetime], ...]:  # fmt: skip
    """What happened, in order; nothing happens after `now`."""
    verbs = _verbs(chance, topic, kind, bool(joined))
    events, when = [], moment
    promised = max((due - moment).total_seconds(), 3600)
    for verb in verbs:
        when = _office_hours(when + dt.timedelta(seconds=promised * _pace(chance, verb)))
        if when > now:
            break
        events.append((verb, when))
    return tuple(events)


def _verbs(chance: random.Random, topic: Topic, kind: str, joined: bool) -> tuple[str, ...]:
    dice = chance.random()
    if topic.authority:
        return ("forwarded",)
    if joined:
        return ("joined", "answered")
    if dice < 0.02:
        return ("withdrawn",)
    if dice < 0.045:
        return ()  # nobody has got round to it: late
    if dice < 0.06:
        return ("taken",)
    start: list[str] = ["taken"] if chance.random() < 0.6 else []
    if chance.random() < 0.09:
        start.insert(0, "moved")
    if kind in ("fault", "idea") and chance.random() < 0.1:
        start += ["asked", "added"]
    if kind == "thanks":
        return (*start, "thanked")
    return (*start, "answered", *_afterwards(chance, kind))


def _afterwards(chance: random.Random, kind: str) -> tuple[str, ...]:
    dice = chance.random()
    if kind == "question":
        return ("closed",) if dice < 0.5 else ()
    if kind == "idea":
        return ("carried_out", "outcome") if dice < 0.18 else ("outcome",) if dice < 0.4 else ("closed",) if dice < 0.55 else ()  # fmt: skip
    if dice < 0.06:
        return ("carried_out", "not_fixed", "answered", "carried_out")
    return ("carried_out", "outcome") if dice < 0.2 else ("carried_out",) if dice < 0.62 else ("closed",) if dice < 0.72 else ()  # fmt: skip


def _pace(chance: random.Random, verb: str) -> float:
    """Share of the promised time that passes before the verb; one answer in ten is late."""
    if verb in ("taken", "moved", "joined", "forwarded", "added", "withdrawn"):
        return chance.uniform(0.04, 0.2)
    if verb in ("answered", "thanked"):
        return chance.uniform(0.1, 0.65) if chance.random() < 0.9 else chance.uniform(1.1, 2.4)
    return chance.uniform(0.3, 2.5)


def _office_hours(moment: dt.datetime) -> dt.datetime:
    local = moment.astimezone(clock.HELSINKI)
    if local.hour >= 16:
        local = (local + dt.timedelta(days=1)).replace(hour=8)
    elif local.hour < 8:
        local = local.replace(hour=8)
    while not clock.is_working_day(local.date()):
        local += dt.timedelta(days=1)
    return local.astimezone(dt.UTC)
