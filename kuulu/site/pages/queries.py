"""What the front page tells: what is open now, what came of it, and how well the city keeps its promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from kuulu.commons.matters.models import Matter, Outcome
from kuulu.commons.matters.vocabulary import OutcomeKind, Stage
from kuulu.commons.places.queries import area_at, find
from kuulu.foundation import clock, registry
from kuulu.foundation.channel import Channel, Opening
from kuulu.foundation.languages import say
from kuulu.foundation.ways import address_of

MOST_OPEN = 6  #: dated things shown on the front page
EFFECTS = 3  #: matters shown under "what came of it"
PROOF_DAYS = 365  #: days back that the figures look
PROOF_SAMPLE = 500  #: newest answers that the median is counted from
PROOF_KEPT = 3600  #: seconds that the figures may be old


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """Something to take part in now, as a card."""

    title: str
    text: str
    address: str
    icon: str
    minutes: int
    closes: dt.datetime | None = None
    area: str = ""
    who_decides: str = ""

    @property
    def days_left(self) -> int | None:
        """Whole days until it closes, in Finland's days; None when it does not."""
        if self.closes is None:
            return None
        return max((self.closes.astimezone(clock.HELSINKI).date() - clock.today()).days, 0)


def _dated(plate: Channel, opening: Opening) -> Invitation:
    return Invitation(
        title=opening.title,
        text=say(plate.name),
        address=opening.address,
        icon=plate.icon,
        minutes=opening.minutes,
        closes=opening.closes,
        area=opening.area,
        who_decides=opening.who_decides or say(plate.process.who_decides),
    )


def _always(plate: Channel, address: str) -> Invitation:
    return Invitation(
        title=say(plate.invitation),
        text=say(plate.name),
        address=address,
        icon=plate.icon,
        minutes=plate.minutes,
        who_decides=say(plate.process.who_decides),
    )


def _openings() -> Iterator[Invitation]:
    for plate in registry.plates():
        yield from (_dated(plate, opening) for opening in plate.open_now())


def open_now() -> list[Invitation]:
    """What closes, the soonest first, and after it what is open without an end."""
    far = clock.now() + dt.timedelta(days=100_000)
    return sorted(_openings(), key=lambda one: one.closes or far)[:MOST_OPEN]


def always_open() -> list[Invitation]:
    """Where each channel is begun that does not say itself what is open, for those that have their page."""
    starts = [(plate, address_of(plate.start)) for plate in registry.plates() if plate.is_always_open]
    return [_always(plate, address) for plate, address in starts if address]


@dataclass(frozen=True, kw_only=True)
class Effect:
    """A matter that led to something, with its short thread."""

    matter: Matter
    steps: list[dict[str, Any]]


def _steps(matter: Matter, last: dict[str, Any] | None) -> list[dict[str, Any]]:
    steps: list[dict[str, Any]] = [{"at": matter.opened_at, "title": _("A resident told"), "stage": "received"}]
    if matter.answered_at:
        steps.append({"at": matter.answered_at, "title": _("The city answered"), "stage": "answered"})
    return [*steps, last] if last else steps


def _came_of(outcome: Outcome) -> Effect:
    done = outcome.kind in {OutcomeKind.WORK, OutcomeKind.SERVICE}
    last = {"at": outcome.at, "title": say(outcome.text), "stage": "carried_out" if done else "answered"}
    return Effect(matter=outcome.matter, steps=_steps(outcome.matter, last))


def effects(limit: int = EFFECTS) -> list[Effect]:
    """The newest outcomes of public matters, one for a matter; while there are few, matters carried out or answered."""
    told = (
        Outcome.objects.filter(Exists(Matter.objects.public().filter(pk=OuterRef("matter"))))
        .select_related("matter", "matter__area")
        .defer("matter__area__shape")
        .order_by("-at", "-id")[: limit * 4]
    )
    found = {outcome.matter_id: _came_of(outcome) for outcome in reversed(told)}
    chosen = list(reversed(found.values()))[:limit]
    if len(chosen) < limit:
        chosen += _without_outcome(limit - len(chosen), set(found))
    return chosen


def _without_outcome(limit: int, but: set[int]) -> list[Effect]:
    """Public matters that have been carried out or answered, the latest changed first."""
    matters = (
        Matter.objects.public()
        .filter(stage__in=(Stage.CARRIED_OUT, Stage.ANSWERED), answered_at__isnull=False)
        .exclude(id__in=but)
        .with_unit_and_area()
        .order_by("-changed_at")[:limit]
    )
    done = {"title": _("The city carried it out"), "stage": "carried_out"}
    return [
        Effect(matter=m, steps=_steps(m, done | {"at": m.changed_at} if m.stage == Stage.CARRIED_OUT else None))
        for m in matters
    ]


@dataclass(frozen=True, kw_only=True)
class Proof:
    """How well the city has answered in the last twelve months."""

    answered: int
    in_time: int  #: per cent of those that had a promised day
    median_days: float  #: working days from arrival to the first answer
    carried_out: int


def proof() -> Proof | None:
    """The figures of the front page, at most an hour old; None before the first answer."""
    key = "pages:proof"
    kept = caches["pages"].get(key)
    if kept is None:
        kept = _count() or "nothing"
        caches["pages"].set(key, kept, PROOF_KEPT)
    return kept if isinstance(kept, Proof) else None


def _count() -> Proof | None:
    since = clock.now() - dt.timedelta(days=PROOF_DAYS)
    answered = Matter.objects.filter(answered_at__gte=since)
    sums = answered.aggregate(
        all=Count("id"),
        promised=Count("id", filter=Q(due_at__isnull=False)),
        kept=Count("id", filter=Q(answered_at__lte=F("due_at"))),
        done=Count("id", filter=Q(stage=Stage.CARRIED_OUT)),
    )
    if not sums["all"]:
        return None
    times = answered.order_by("-answered_at").values_list("opened_at", "answered_at")[:PROOF_SAMPLE]
    return Proof(
        answered=sums["all"],
        in_time=round(100 * sums["kept"] / sums["promised"]) if sums["promised"] else 100,
        median_days=median(clock.working_days_between(opened, ended) for opened, ended in times if ended),
        carried_out=sums["done"],
    )


def near(place: str, area: str) -> dict[str, str]:
    """Which list is meant by an area's code or a typed place or postcode: parameters for the list of matters."""
    if area:
        return {"area": area}
    hit = next(iter(find(place, limit=1)), None) if place else None
    found = area_at(hit.lat, hit.lon) if hit else None
    return {"area": found.code} if found else {"q": place} if place else {}


def plate_by_code(code: str) -> tuple[Channel, str] | None:
    """A way to take part and the address where it begins, or None when the house has no such way."""
    plate = next((one for one in registry.plates() if one.code == code), None)
    return (plate, address_of(plate.start)) if plate else None
