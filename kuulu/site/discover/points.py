"""What a map shows of matters: single points where they are few, gathered in cells where they are many."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, Final

from django.core.cache import cache
from django.db.models import QuerySet, Sum
from django.utils.formats import date_format

from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.queries import AnswerTime, answer_times
from kuulu.commons.places.models import Area
from kuulu.foundation import clock
from kuulu.foundation.components.matter import address_of
from kuulu.foundation.text import excerpt

from .box import Box
from .grid import FINEST, LEVELS, UNIT, column_of, level_for, row_of
from .models import Cell, Spot
from .queries import Ranked, Wanted, chosen, found, matching

SINGLES: Final = 300  #: more points than this in a view are gathered in cells
SAMPLE: Final = 2000  #: by time, subject or words at most the newest so many are shown
CLOSE: Final = 15  #: from this zoom on a view is small enough to look at the points themselves
FIELDS: Final = ("id", "reference", "kind", "title", "stage", "opened_at", "lat", "lon")
TITLE: Final = 60  #: characters of a title on the map
DIGITS: Final = 5  #: of a degree: about a metre
YEAR: Final = dt.timedelta(days=365)
KEPT: Final = 3600  #: seconds that answer times are kept

Told = dict[str, Any]


def on_map(wanted: Wanted, box: Box, zoom: int) -> Told:
    """What lies in the box: `points`, `clusters` (lat, lon, count), `total`, `is_capped`; at most five queries.

    Its cost does not grow with the city: cells are counted beforehand, and a time, a subject or words are asked of a sample.
    """
    if wanted.words or wanted.topic or wanted.since or wanted.until:
        rows = chosen(wanted, Matter.objects.placed()).order_by("-opened_at", "-id")
        if wanted.words:
            rows = rows.filter(pk__in=matching(wanted.words)[0])
        return _looked_at(list(rows.values_list("id", "lat", "lon")[:SAMPLE]), box, zoom)
    if zoom < CLOSE or level_for(box, zoom) < LEVELS[-1]:
        cells = _cells(wanted, box, zoom)
        total = sum(cell["count"] for cell in cells)
        if total > SINGLES or not total:
            return {"points": [], "clusters": cells, "total": total, "is_capped": False}
    return _looked_at(_spots(wanted, box), box, zoom)


def listed(wanted: Wanted, box: Box | None) -> tuple[Ranked | QuerySet[Matter], bool]:
    """The list beside the map, in the asked order, and whether it is of the box alone: not when too many lie there."""
    matters, ids = Matter.objects.placed(), [row[0] for row in _spots(wanted, box)] if box else []
    if is_in_view := box is not None and len(ids) < SAMPLE:
        matters = matters.filter(pk__in=ids)
    return found(wanted, matters), is_in_view


def _spots(wanted: Wanted, box: Box) -> list[tuple[int, float, float]]:
    """(id, lat, lon) of what lies in the box, at most SAMPLE; time and words are not looked at."""
    spots = _sorts(Spot.objects.order_by("lat"), wanted).filter(
        lat__range=(math.floor(box.south * UNIT), math.ceil(box.north * UNIT)),
        lon__range=(math.floor(box.west * UNIT), math.ceil(box.east * UNIT)),
    )
    return [(pk, lat / UNIT, lon / UNIT) for pk, lat, lon in spots.values_list("matter_id", "lat", "lon")[:SAMPLE]]


def _sorts(rows: Any, wanted: Wanted) -> Any:
    """Rows of the grid of the wanted kind, stage and area."""
    for name, value in (("kind", wanted.kind), ("stage", wanted.stage)):
        if value:
            rows = rows.filter(**{name: value})
    return rows.filter(area__in=Area.objects.filter(code=wanted.area).values("pk")) if wanted.area else rows


def _cells(wanted: Wanted, box: Box, zoom: int) -> list[Told]:
    """The grid's cells that touch the box, summed over the sorts that are wanted."""
    level = level_for(box, zoom)
    cells = _sorts(Cell.objects.all(), wanted).filter(
        level=level,
        row__range=(row_of(level, box.south), row_of(level, box.north)),
        column__range=(column_of(level, box.west), column_of(level, box.east)),
    )
    rows = cells.values("row", "column").annotate(n=Sum("count"), lats=Sum("lat_sum"), lons=Sum("lon_sum"))
    return [
        _cluster(r["n"], r["lats"] / UNIT, r["lons"] / UNIT) for r in rows.filter(n__gt=0).order_by("row", "column")
    ]


def _looked_at(rows: Sequence[tuple[int, Any, Any]], box: Box, zoom: int) -> Told:
    """Rows (id, lat, lon) one by one: as points when few, gathered in cells when many."""
    inside = [r for r in rows if box.south <= r[1] <= box.north and box.west <= r[2] <= box.east]
    is_capped = len(rows) == SAMPLE
    if len(inside) <= SINGLES:
        few = Matter.objects.public().filter(pk__in=[r[0] for r in inside]).only(*FIELDS).order_by("id")
        points = [_point(matter) for matter in few]
        return {"points": points, "clusters": [], "total": len(points), "is_capped": is_capped}
    level = level_for(box, zoom, finest=FINEST)
    cells: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    for _, lat, lon in inside:
        cells[row_of(level, lat), column_of(level, lon)].append((lat, lon))
    sums = [(len(c), sum(lat for lat, _ in c), sum(lon for _, lon in c)) for _, c in sorted(cells.items())]
    return {"points": [], "clusters": [_cluster(*one) for one in sums], "total": len(inside), "is_capped": is_capped}


def _point(matter: Matter) -> Told:
    return {
        "id": matter.pk,
        "lat": round(matter.lat or 0.0, DIGITS),
        "lon": round(matter.lon or 0.0, DIGITS),
        "title": excerpt(matter.title, TITLE),
        "stage": matter.stage,
        "at": date_format(matter.opened_at.astimezone(clock.HELSINKI), "j.n.Y"),
        "address": address_of(matter),
    }


def _cluster(count: int, lat_sum: float, lon_sum: float) -> Told:
    return {"lat": round(lat_sum / count, DIGITS), "lon": round(lon_sum / count, DIGITS), "count": count}


def by_area(wanted: Wanted) -> dict[int, Counter[str]]:
    """Area id (0 for none) -> stage -> how many matters that have a point; one small query at any size."""
    told: dict[int, Counter[str]] = defaultdict(Counter)
    cells = _sorts(Cell.objects.filter(level=LEVELS[0]), wanted).values_list("area", "stage")
    for area, stage, count in cells.annotate(n=Sum("count")).order_by():
        told[area][stage] += count
    return told


def times_by_area(kind: str) -> dict[int, AnswerTime]:
    """Area id -> how soon the public matters of the last year were answered, of one kind or all; kept for an hour."""
    key = f"discover:times:{kind}:{clock.now():%Y-%m-%dT%H}"
    told: dict[int, AnswerTime] | None = cache.get(key)
    if told is None:
        asked = {"kind": kind} if kind else {}
        rows = Matter.objects.public().filter(opened_at__gte=clock.now() - YEAR, **asked)
        told = answer_times(rows, "area_id")
        cache.set(key, told, KEPT)
    return told
