"""A month of feedback in short, for those who lead a unit and those who decide: what came, what was done, what for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from kuulu.commons.matters.models import Matter, MatterQuerySet, Outcome
from kuulu.commons.matters.vocabulary import OPEN_STAGES
from kuulu.commons.people.models import Unit
from kuulu.commons.people.vocabulary import UnitKind
from kuulu.foundation import clock
from kuulu.foundation.languages import say
from kuulu.foundation.text import excerpt

from ..models import Feedback
from ..vocabulary import KIND, FeedbackKind

FEWEST = 5  #: smaller counts by area are told as "1-4": few live there, and many know who


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A name and how many; `shown` hides what could tell of a person."""

    name: str
    count: int
    shown: str


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A public feedback as an example, with the beginning of its answer."""

    reference: str
    title: str
    text: str
    answer: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What the page and the PDF of one month say."""

    unit: Unit
    month: dt.date
    received: int
    before: int  #: received in the month before
    answered: int
    in_time: int
    late: int  #: of those received in the month or earlier, open and late now or at the month's end
    reopened: int
    kinds: list[Counted]
    categories: list[Counted]
    areas: list[Counted]
    outcomes: list[str]
    samples: list[Sample]

    @property
    def share_in_time(self) -> int | None:
        """Of those answered in the month, in per cent."""
        return round(100 * self.in_time / self.answered) if self.answered else None


def month_start(moment: dt.date) -> dt.date:
    return moment.replace(day=1)


def month_after(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)


def month_before(month: dt.date) -> dt.date:
    return (month.replace(day=1) - dt.timedelta(days=1)).replace(day=1)


def units_below(unit: Unit) -> list[int]:
    """The ids of the units whose feedback a summary tells of: for a body, those it decides for; else it and its parts."""
    if unit.kind == UnitKind.BODY:
        tops = list(Unit.objects.filter(committee=unit).values_list("id", flat=True))
    else:
        tops = [unit.pk]
    return [*tops, *Unit.objects.filter(parent_id__in=tops).values_list("id", flat=True)]


def summary_of(unit: Unit, month: dt.date) -> Summary:
    """The summary of a unit's or body's month; a fixed number of queries."""
    start, end = _moment(month), _moment(month_after(month))
    rows = Matter.objects.filter(kind=KIND, unit_id__in=units_below(unit))
    received = rows.filter(opened_at__gte=start, opened_at__lt=end)
    answered = rows.filter(answered_at__gte=start, answered_at__lt=end).aggregate(
        all=Count("pk"), in_time=Count("pk", filter=Q(answered_at__lte=F("due_at")))
    )
    owed = Q(stage__in=OPEN_STAGES) | Q(answered_at__gte=end)
    return Summary(
        unit=unit,
        month=month,
        received=received.count(),
        before=rows.filter(opened_at__gte=_moment(month_before(month)), opened_at__lt=start).count(),
        answered=answered["all"],
        in_time=answered["in_time"],
        late=rows.filter(owed, opened_at__lt=end, due_at__lt=min(end, clock.now())).count(),
        reopened=rows.filter(steps__verb="reopened", steps__at__gte=start, steps__at__lt=end).distinct().count(),
        kinds=_kinds(received),
        categories=_counted(received, "feedback__category__names")[:12],
        areas=_counted(received.filter(area__isnull=False), "area__names", hides=True),
        outcomes=_outcomes(rows, month),
        samples=_samples(received),
    )


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.HELSINKI)


def _kinds(rows: MatterQuerySet) -> list[Counted]:
    found = dict(rows.values_list("feedback__kind").annotate(n=Count("pk")).order_by())
    return [
        Counted(name=str(words), count=found[code], shown=str(found[code]))
        for code, words in FeedbackKind.choices
        if found.get(code)
    ]


def _counted(rows: MatterQuerySet, names: str, *, hides: bool = False) -> list[Counted]:
    found: dict[str, int] = {}
    for words, count in rows.values_list(names).annotate(n=Count("pk")).order_by("-n"):
        found[say(words)] = found.get(say(words), 0) + count
    ranked = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        Counted(name=name, count=count, shown=f"1–{FEWEST - 1}" if hides and count < FEWEST else str(count))
        for name, count in ranked
    ]


def _outcomes(rows: MatterQuerySet, month: dt.date) -> list[str]:
    found = Outcome.objects.filter(matter__in=rows, at__gte=month, at__lt=month_after(month)).order_by("at", "id")
    return [say(one.text) for one in found[:12]]


def _samples(rows: MatterQuerySet) -> list[Sample]:
    best = list(rows.public().order_by("-concerns_count", "-opened_at").values_list("pk", flat=True)[:5])
    found = Feedback.objects.filter(pk__in=best).select_related("matter")
    return [_sample(one) for one in found.prefetch_related("city_answers").order_by("-matter__concerns_count", "pk")]


def _sample(feedback: Feedback) -> Sample:
    answers: list[Any] = list(feedback.city_answers.all())
    return Sample(
        reference=feedback.matter.reference,
        title=feedback.matter.title,
        text=excerpt(feedback.shown_text, 240),
        answer=excerpt(say(answers[-1].texts, feedback.matter.language), 240) if answers else "",
        language=feedback.matter.language,
    )


@dataclass(frozen=True, kw_only=True)
class UnitFigures:
    """How one unit's feedback stands now: what waits, by age, and how promises were kept in 30 days."""

    unit: Unit
    waiting: int
    late: int
    week: int  #: waiting at most 7 days
    month: int  #: waiting 8 to 30 days
    older: int
    answered: int
    in_time: int

    @property
    def share_in_time(self) -> int | None:
        return round(100 * self.in_time / self.answered) if self.answered else None


def _told(units: dict[int, Unit], row: dict[str, Any]) -> UnitFigures:
    return UnitFigures(unit=units[row.pop("unit_id")], **row)


def figures_by_unit(rows: MatterQuerySet) -> list[UnitFigures]:
    """The numbers of each unit among the matters an official may read; two queries."""
    now = clock.now()
    waits, day = Q(stage__in=OPEN_STAGES), dt.timedelta(days=1)
    lately = Q(answered_at__gte=now - 30 * day)
    counted = (
        rows.filter(kind=KIND, unit__isnull=False)
        .filter(waits | lately)
        .order_by()
        .values("unit_id")
        .annotate(
            waiting=Count("pk", filter=waits),
            late=Count("pk", filter=waits & Q(due_at__lt=now)),
            week=Count("pk", filter=waits & Q(opened_at__gte=now - 7 * day)),
            month=Count("pk", filter=waits & Q(opened_at__lt=now - 7 * day, opened_at__gte=now - 30 * day)),
            older=Count("pk", filter=waits & Q(opened_at__lt=now - 30 * day)),
            answered=Count("pk", filter=lately),
            in_time=Count("pk", filter=lately & Q(answered_at__lte=F("due_at"))),
        )
    )
    found = list(counted)
    units = Unit.objects.in_bulk([row["unit_id"] for row in found])
    told = [_told(units, dict(row)) for row in found]
    return sorted(told, key=lambda one: (-one.late, -one.waiting, str(one.unit)))
