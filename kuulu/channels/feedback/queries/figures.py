"""Figures of feedback that anybody may see: answer times by unit, counts by subject, area and month, what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from kuulu.commons.matters.models import Matter, Outcome
from kuulu.commons.matters.queries import AnswerTime, answer_times
from kuulu.commons.matters.queries.answer_times import FEWEST
from kuulu.commons.matters.vocabulary import OPEN_STAGES, OutcomeKind
from kuulu.commons.people.models import Unit
from kuulu.commons.places.models import Area
from kuulu.foundation import clock

from ..vocabulary import KIND

KEPT = 3600  #: seconds that computed figures are kept


@dataclass(frozen=True)
class Row:
    """One line: names by language, a count (None when it is too small to be told), and a share in per cent."""

    names: dict[str, str]
    count: int | None
    share: int | None = None


@dataclass(frozen=True)
class Answered:
    """How many answers a unit gave or an area got, and the days within which half of them came."""

    names: dict[str, str]
    time: AnswerTime


def yearly_figures() -> dict[str, Any]:
    """The last twelve months, kept for an hour.

    `units`, `unit_times`, `area_times`, `categories`, `areas`, `months`, `outcomes`, totals.
    """
    key = f"feedback:figures:{clock.now():%Y-%m-%dT%H}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = _computed()
        cache.set(key, found, KEPT)
    return found


def _computed() -> dict[str, Any]:
    since = clock.now() - dt.timedelta(days=365)
    rows = Matter.objects.filter(kind=KIND, opened_at__gte=since)
    return {
        "units": _units(rows),
        "unit_times": _times(rows, "unit_id", Unit),
        "area_times": _times(rows, "area_id", Area),
        "categories": _counts(rows, "feedback__category__names"),
        "areas": _counts(rows.filter(area__isnull=False), "area__names"),
        "months": _months(rows),
        "outcomes": _outcomes(since),
        "total": rows.count(),
        "with_outcome": rows.filter(outcomes__isnull=False).distinct().count(),
    }


def _units(rows: Any) -> list[Row]:
    """Of what should be answered by now: the share answered in time. Thanks and withdrawn ones ask for no answer."""
    owed = _owed(rows).filter(unit__isnull=False)
    due = Q(due_at__lt=clock.now()) | Q(answered_at__isnull=False) | ~Q(stage__in=OPEN_STAGES)
    in_time = Q(answered_at__lte=F("due_at")) | Q(answered_at__isnull=True, ended_at__lte=F("due_at"))
    counted = owed.filter(due).values("unit__names").annotate(n=Count("id"), timely=Count("id", filter=in_time))
    told = [Row(row["unit__names"], row["n"], round(100 * row["timely"] / row["n"])) for row in counted]
    hidden = [Row(row.names, None) if (row.count or 0) < FEWEST else row for row in told]
    return sorted(hidden, key=lambda row: -(row.count or 0))


def _owed(rows: Any) -> Any:
    return rows.exclude(feedback__kind="thanks").exclude(stage="withdrawn")


def _times(rows: Any, field: str, model: type[Unit] | type[Area]) -> list[Answered]:
    """The soonest first; those with too few answers to be told are left out."""
    times = answer_times(_owed(rows), field)
    told = [Answered(one.names, times[one.pk]) for one in model.objects.filter(pk__in=times)]
    return sorted(told, key=lambda row: (row.time.days, -row.time.count))


def _counts(rows: Any, field: str) -> list[Row]:
    counted = rows.values(field).annotate(n=Count("id")).order_by("-n")[:40]
    return [Row(row[field], row["n"] if row["n"] >= FEWEST else None) for row in counted]


def _months(rows: Any) -> list[tuple[dt.datetime, int]]:
    counted = rows.annotate(month=TruncMonth("opened_at", tzinfo=clock.HELSINKI)).values("month")
    return [(row["month"], row["n"]) for row in counted.annotate(n=Count("id")).order_by("month")]


def _outcomes(since: dt.datetime) -> list[tuple[str, int]]:
    rows = Outcome.objects.filter(matter__kind=KIND, made_at__gte=since)
    counted = {row["kind"]: row["n"] for row in rows.values("kind").annotate(n=Count("id"))}
    return [(str(kind), counted[kind]) for kind in OutcomeKind.values if kind in counted]


def counted_between(start: dt.date, end: dt.date, **fields: Any) -> int:
    """How many were opened from `start` to `end`, both days with them, narrowed by fields of a matter."""
    first = dt.datetime.combine(start, dt.time(), tzinfo=clock.HELSINKI)
    last = dt.datetime.combine(end + dt.timedelta(days=1), dt.time(), tzinfo=clock.HELSINKI)
    return Matter.objects.filter(kind=KIND, opened_at__gte=first, opened_at__lt=last, **fields).distinct().count()


def answered_in_time(start: dt.date, end: dt.date) -> int:
    """Of those opened between two days, how many were answered by the promised day."""
    return counted_between(start, end, answered_at__lte=F("due_at"))
