"""Finds the public requests that a client wants: filtered first, then ordered, then cut to a page."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, F, FloatField, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest

from kuulu.commons.matters.models import Matter, Paper, Step
from kuulu.commons.matters.vocabulary import ENDED_STAGES, OPEN_STAGES, PaperState
from kuulu.commons.people.models import Unit

from ..models import Answer, Category, Feedback
from ..vocabulary import KIND
from .history import History, Past
from .wanted import Span, Wanted

METRES_A_DEGREE: Final = 111_194.93  #: of latitude, on a sphere of 6 371 008.8 m

ORDER_FIELDS: Final = {
    "requested_datetime": "opened_at",
    "updated_datetime": "told_at",
    "service_code": "feedback__category__code",
    "distance": "square",
}

#: what is read of each row, so that a hundred of them do not bring every column of eight tables
OF_STEP: Final = ("matter_id", "verb", "stage", "by_staff", "values", "at", "by_unit_id", "note__text")
_MATTER: Final = ("reference", "kind", "stage", "visibility", "unit", "opened_at", "due_at")
_FEEDBACK: Final = ("text", "public_text", "answers", "service_object_id", "service_object_type", "api_key")
OF_MATTER: Final = (
    *_MATTER, "title", "address", "lat", "lon", "changed_at", "published_at", "ended_at", "place__postcode",
    *(f"feedback__{name}" for name in (*_FEEDBACK, "category", "joined_to")),
)  # fmt: skip
OF_JOINED: Final = ("matter", *(f"matter__{name}" for name in _MATTER))


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of what was found, and how much there is."""

    rows: list[Matter]
    count: int


def public_requests() -> QuerySet[Matter]:
    """The one set from which every list is made: what anybody may read of this channel."""
    return Matter.objects.public().filter(kind=KIND)


def with_time_told(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Each with `told_at`, its updated_datetime: of a closed one when it was closed, or came to be seen if later.

    A client that keeps in step by time would else never hear of one that was checked after it had been answered.
    """
    ended = Greatest(Coalesce("ended_at", "changed_at"), Coalesce("published_at", "opened_at"))
    return matters.annotate(told_at=Case(When(stage__in=ENDED_STAGES, then=ended), default=F("changed_at")))


def with_all_told(matters: QuerySet[Matter]) -> list[Matter]:
    """With everything an answer needs and nothing else, in a number of queries that does not grow with the rows.

    What many rows share (units, categories, what they were joined to) is read once: a hundred rows are then a few
    hundred objects and not two thousand.
    """
    rows = list(matters.select_related("feedback", "place").only(*OF_MATTER))
    feedbacks: list[Feedback] = [matter.feedback for matter in rows]
    questions = Prefetch("questions", to_attr="told_questions")
    categories = Category.objects.only("code", "names", "promise_days").prefetch_related(questions)
    by_id = categories.in_bulk({feedback.category_id for feedback in feedbacks})
    numbers = {feedback.joined_to_id for feedback in feedbacks if feedback.joined_to_id}
    mains = Feedback.objects.select_related("matter").only(*OF_JOINED).in_bulk(numbers) if numbers else {}
    papers = defaultdict(list)
    for paper in Paper.objects.filter(matter__in=rows, state=PaperState.PUBLIC).order_by("order", "id"):
        papers[paper.matter_id].append(paper)
    for matter, feedback in zip(rows, feedbacks, strict=True):
        feedback.category, feedback.joined_to = by_id[feedback.category_id], mains.get(feedback.joined_to_id or 0)
        matter.public_papers = papers.get(matter.pk, [])  # type: ignore[attr-defined]
    _tell_history([*rows, *(main.matter for main in mains.values())])
    return rows


def _tell_history(matters: list[Matter]) -> None:
    """Give each matter its unit and its `history`, read as plain rows."""
    ids = {matter.pk for matter in matters}
    steps = Step.objects.filter(matter__in=ids, is_public=True).order_by("id").values_list(*OF_STEP)
    answers = Answer.objects.filter(feedback__in=ids).order_by("id").values_list("feedback_id", "texts")
    past = list(steps)
    units = units_of([*(matter.unit_id for matter in matters), *(row[6] for row in past)])
    told = {pk: History([], []) for pk in ids}
    for pk, verb, stage, by_staff, values, at, unit, note in past:
        told[pk].steps.append(Past(verb, stage, by_staff, values, at, units[unit].names if unit else {}, note or ""))
    for pk, texts in answers:
        told[pk].answers.append(texts)
    for matter in matters:
        matter.unit = units[matter.unit_id] if matter.unit_id else None
        matter.history = told[matter.pk]  # type: ignore[attr-defined]


def units_of(ids: Iterable[int | None]) -> dict[int, Unit]:
    """The units of those numbers, each read once."""
    wanted = {pk for pk in ids if pk}
    return Unit.objects.only("names").in_bulk(wanted) if wanted else {}


def find(wanted: Wanted) -> Page:
    """The page of public requests that is wanted, in a stable order."""
    matters = with_time_told(public_requests())
    if wanted.ids:
        matters = matters.filter(reference__in=wanted.ids).order_by("-opened_at", "-id")
    else:
        matters = _ordered(_filtered(matters, wanted), wanted)
    first = (wanted.page - 1) * wanted.size
    rows = with_all_told(matters[first : first + wanted.size])
    ends_here = len(rows) < wanted.size and (rows or wanted.page == 1)
    count = first + len(rows) if ends_here else matters.order_by().count()
    return Page(rows=rows, count=count)


def _filtered(matters: QuerySet[Matter], wanted: Wanted) -> QuerySet[Matter]:
    matters = _within(matters, "opened_at", wanted.requested)
    if wanted.updated.start is not None:
        matters = matters.filter(changed_at__gte=wanted.updated.start)  # never before told_at; has an index
    matters = _within(matters, "told_at", wanted.updated)
    if wanted.codes:
        matters = matters.filter(feedback__category__code__in=wanted.codes)
    if len(set(wanted.statuses)) == 1:
        matters = matters.filter(of_status(wanted.statuses[0]))
    if wanted.agency:
        matters = matters.filter(unit_id__in=units_named(wanted.agency))
    if any(wanted.objects):
        matters = _about_object(matters, *wanted.objects)
    if wanted.words:
        matters = matters.filter(_speaks_of(wanted.words))
    return _placed(matters, wanted)


def _within(matters: QuerySet[Matter], name: str, span: Span) -> QuerySet[Matter]:
    if span.start is not None:
        matters = matters.filter(**{f"{name}__gte": span.start})
    if span.after_end is not None:
        matters = matters.filter(**{f"{name}__lt": span.after_end})
    return matters


def of_status(status: str) -> Q:
    """Open311 knows two states. A joined one is as open as the one that it goes on with."""
    stages = OPEN_STAGES if status == "open" else ENDED_STAGES
    alone = Q(feedback__joined_to__isnull=True, stage__in=stages)
    return alone | Q(feedback__joined_to__matter__stage__in=stages)


def units_named(name: str) -> list[int]:
    """Ids of the units with that code, or that name in any language."""
    wanted = name.casefold()
    rows: Iterable[tuple[int, str, Any]] = Unit.objects.values_list("id", "code", "names")
    return [pk for pk, code, names in rows if wanted in {code, *(str(said).casefold() for said in names.values())}]


def _about_object(matters: QuerySet[Matter], object_id: str, object_type: str) -> QuerySet[Matter]:
    if object_id:
        matters = matters.filter(feedback__service_object_id=object_id)
    return matters.filter(feedback__service_object_type=object_type) if object_type else matters


def _speaks_of(words: str) -> Q:
    """The words in what the public may read: never in a text of which staff left something out."""
    shown = Q(feedback__public_text="", feedback__text__icontains=words) | Q(feedback__public_text__icontains=words)
    return shown | Q(title__icontains=words) | Q(address__icontains=words) | Q(reference__iexact=words)


def _placed(matters: QuerySet[Matter], wanted: Wanted) -> QuerySet[Matter]:
    if wanted.box:
        west, south, east, north = wanted.box
        matters = matters.filter(lat__gte=south, lat__lte=north, lon__gte=west, lon__lte=east)
    if wanted.near:
        lat, lon, radius = wanted.near
        reach = radius / METRES_A_DEGREE
        matters = matters.filter(lat__gte=lat - reach, lat__lte=lat + reach)
        matters = matters.annotate(square=_square(lat, lon)).filter(square__lte=radius * radius)
    return matters


def _square(lat: float, lon: float) -> Any:
    """The square of the distance in metres on a plane that touches the Earth there: exact enough for a city."""
    north = (F("lat") - Value(lat)) * Value(METRES_A_DEGREE)
    east = (F("lon") - Value(lon)) * Value(METRES_A_DEGREE * math.cos(math.radians(lat)))
    return Case(When(lat__isnull=False, then=north * north + east * east), output_field=FloatField())


def _ordered(matters: QuerySet[Matter], wanted: Wanted) -> QuerySet[Matter]:
    name, sign = wanted.order.removeprefix("-"), "-" if wanted.order.startswith("-") else ""
    if name == "distance" and not wanted.near:
        name, sign = "requested_datetime", "-"
    if name == "status":
        matters = matters.annotate(rank=Case(When(stage__in=OPEN_STAGES, then=Value(0)), default=Value(1)))
        return matters.order_by(f"{sign}rank", "-opened_at", "-id")
    return matters.order_by(f"{sign}{ORDER_FIELDS[name]}", f"{sign}id")


def single(reference: str) -> Matter | None:
    """One request by its number, whoever may see it; the caller decides what is told."""
    matters = with_time_told(Matter.objects.filter(kind=KIND, reference=reference.upper()[:20]))
    return next(iter(with_all_told(matters)), None)


def of_key(matter: Matter, key_id: int, unit_id: int | None) -> bool:
    """Whether a request came by that key, or is of the unit that the key's program works for."""
    feedback: Feedback = matter.feedback
    return feedback.api_key_id == key_id or (unit_id is not None and matter.unit_id == unit_id)
