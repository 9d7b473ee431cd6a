"""Public open matters near a place that may be about the same thing, shown before a new one is sent."""

from __future__ import annotations

import math
from dataclasses import dataclass

from kuulu.commons.matters.models import Matter, Paper
from kuulu.commons.matters.vocabulary import OPEN_STAGES, PaperState
from kuulu.foundation.text import shared, trigrams

from ..models import Category, Feedback
from ..vocabulary import KIND

CANDIDATES = 200  #: rows looked at, however many there are
FIELDS = ("id", "title", "summary", "lat", "lon", "feedback__category_id")
METRES_A_DEGREE = 111_320
ALIKE_ENOUGH = 0.25  #: likeness of texts from which a matter without a place is shown


@dataclass(frozen=True)
class Similar:
    """A public matter that may be about the same thing."""

    matter: Matter
    metres: int | None
    picture: Paper | None = None


def similar_to(
    category: Category,
    text: str,
    *,
    lat: float | None,
    lon: float | None,
    limit: int = 5,
    other_than: int | None = None,
) -> list[Similar]:
    """Up to `limit` public open matters within the category's radius, the likeliest first; three queries at most.

    Where no place is told, the category's newest are looked at.
    """
    rows = Matter.objects.public().filter(kind=KIND, stage__in=OPEN_STAGES, feedback__joined_to__isnull=True)
    rows = rows.exclude(pk=other_than) if other_than else rows
    if lat is None or lon is None:
        newest = Feedback.objects.filter(category=category).order_by("-matter_id").values("matter")[:CANDIDATES]
        rows = rows.filter(pk__in=newest)
    else:
        rows = rows.filter(**_box(lat, lon, category.similar_radius))
    mine, found = trigrams(text[:1000]), []
    for pk, *said, row_lat, row_lon, of in rows.order_by("-opened_at", "-id").values_list(*FIELDS)[:CANDIDATES]:
        metres = None if lat is None or lon is None else distance(lat, lon, row_lat or 0.0, row_lon or 0.0)
        score = _score(shared(mine, trigrams(" ".join(said))), category, metres, is_same=of == category.pk)
        if score > 0:
            found.append((score, pk, None if metres is None else round(metres)))
    best = sorted(found, key=lambda one: -one[0])[:limit]
    matters = Matter.objects.in_bulk([pk for _, pk, _ in best])
    return _with_pictures([Similar(matters[pk], metres) for _, pk, metres in best if pk in matters])


def _score(alike: float, category: Category, metres: float | None, *, is_same: bool) -> float:
    if metres is None:
        return alike if alike >= ALIKE_ENOUGH else 0.0
    if metres > category.similar_radius or not (is_same or alike >= ALIKE_ENOUGH):
        return 0.0
    return alike + is_same * 0.5 + (1 - metres / max(category.similar_radius, 1)) * 0.5


def _box(lat: float, lon: float, radius: int) -> dict[str, float]:
    up = radius / METRES_A_DEGREE
    aside = up / max(math.cos(math.radians(lat)), 0.01)
    return {"lat__gte": lat - up, "lat__lte": lat + up, "lon__gte": lon - aside, "lon__lte": lon + aside}


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Metres between two WGS 84 points, by the haversine formula."""
    one, other = math.radians(lat), math.radians(other_lat)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * 6_371_008.8 * math.asin(math.sqrt(min(1.0, half)))


def _with_pictures(found: list[Similar]) -> list[Similar]:
    papers = Paper.objects.filter(matter__in=[s.matter for s in found], state=PaperState.PUBLIC).order_by(
        "-order", "-id"
    )
    first = {paper.matter_id: paper for paper in papers}
    return [Similar(s.matter, s.metres, first.get(s.matter.pk)) for s in found]
