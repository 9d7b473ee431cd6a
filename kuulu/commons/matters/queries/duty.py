"""Who keeps what was promised: matters whose time runs out, and how punctual the city's parts are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber

from kuulu.commons.people.models import Unit
from kuulu.commons.places.models import Area
from kuulu.foundation import clock, registry
from kuulu.foundation.languages import say

from ..models import Matter, MatterQuerySet, Step
from ..vocabulary import Stage

BY = {"unit": "unit_id", "kind": "kind", "area": "area_id"}


def due_for_warning(*, late_again_before: dt.datetime) -> Iterator[Matter]:
    """Open matters that may have passed a mark they were not yet warned of; read in parts, soonest first."""
    now = clock.now()
    ahead = Q(due_at__gt=now, warned_at_share__lt=80)
    late = Q(due_at__lte=now, warned_at_share__lt=100)
    late_again = Q(due_at__lte=late_again_before, warned_at_share__lt=200)
    rows = Matter.objects.unanswered().filter(ahead | late | late_again)
    return iter(rows.select_related("unit", "handler", "area").order_by("due_at", "id"))


def share_used(matter: Matter) -> float:
    """Per cent of the promised office time that has passed; 100 when no office time was promised."""
    if matter.due_at is None:
        return 0.0
    promised = clock.working_time_between(matter.opened_at, matter.due_at)
    if not promised:
        return 100.0
    return 100 * (clock.working_time_between(matter.opened_at, clock.now()) / promised)


@dataclass(frozen=True, kw_only=True)
class Punctuality:
    """How one part of the city kept its promises."""

    key: int | str | None
    name: str
    answered: int
    in_time: int
    late_open: int
    median_days: float | None  #: calendar days from opening to the first answer

    @property
    def share_in_time(self) -> int | None:
        """Per cent answered in time, rounded down so that 100 means every one."""
        return 100 * self.in_time // self.answered if self.answered else None


def punctuality(since: dt.date, *, until: dt.date | None = None, by: str = "unit") -> list[Punctuality]:
    """Figures of matters answered from `since` to `until` (both included), by `unit`, `kind` or `area`.

    Four queries whatever the size of the city. An answer after a told delay (`late`) is not in time, even if the
    promise was changed afterwards. `late_open` counts what is late at this moment.
    """
    column = BY[by]
    answered = _answered(since, until)
    kept = {row[column]: row for row in _counts(answered, column)}
    late = dict(Matter.objects.late().order_by().values_list(column).annotate(n=Count("id")))
    middle = _medians(answered, column)
    names = _names(by, {*kept, *late})
    rows = [
        Punctuality(
            key=key,
            name=names.get(key, ""),
            answered=kept.get(key, {}).get("answered", 0),
            in_time=kept.get(key, {}).get("in_time", 0),
            late_open=late.get(key, 0),
            median_days=middle.get(key),
        )
        for key in {*kept, *late}
    ]
    return sorted(rows, key=lambda row: (-row.answered, row.name))


def _answered(since: dt.date, until: dt.date | None) -> MatterQuerySet:
    start = dt.datetime.combine(since, dt.time(), tzinfo=clock.HELSINKI)
    rows = Matter.objects.filter(answered_at__gte=start).exclude(stage=Stage.WITHDRAWN)
    if until is not None:
        end = dt.datetime.combine(until + dt.timedelta(days=1), dt.time(), tzinfo=clock.HELSINKI)
        rows = rows.filter(answered_at__lt=end)
    return rows.order_by()


def _counts(answered: MatterQuerySet, column: str) -> list[dict]:
    told_late = Exists(Step.objects.filter(matter=OuterRef("pk"), verb="late", at__lte=OuterRef("answered_at")))
    marked = answered.alias(told_late=told_late)
    in_time = Count("id", filter=Q(told_late=False) & (Q(due_at__isnull=True) | Q(answered_at__lte=F("due_at"))))
    return list(marked.values(column).annotate(answered=Count("id"), in_time=in_time))


def _medians(answered: MatterQuerySet, column: str) -> dict[int | str | None, float]:
    """The median by group, counted in the database: its one or two middle rows are all that is read."""
    took = F("answered_at") - F("opened_at")
    ranked = answered.annotate(
        took=took,
        rank=Window(RowNumber(), partition_by=F(column), order_by=[took, F("id")]),
        size=Window(Count("id"), partition_by=F(column)),
    )
    middle = ranked.filter(size__gte=F("rank") * 2 - 2, size__lte=F("rank") * 2)
    found: dict[int | str | None, list[dt.timedelta]] = defaultdict(list)
    for key, time in middle.values_list(column, "took"):
        found[key].append(time)
    return {key: sum(times, dt.timedelta()) / len(times) / dt.timedelta(days=1) for key, times in found.items()}


def _names(by: str, keys: set) -> dict[int | str | None, str]:
    if by == "kind":
        return {code: say(kind.name) for code, kind in registry.kinds().items()}
    model = Unit if by == "unit" else Area
    return {thing.pk: str(thing) for thing in model.objects.filter(pk__in=[key for key in keys if key])}
