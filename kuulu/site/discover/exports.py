"""The shapes in which public matters leave the house: one plain dictionary, nothing personal, for every format."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from kuulu.commons.matters.models import Matter
from kuulu.foundation import registry
from kuulu.foundation.languages import say

COLUMNS = (
    "reference", "kind", "title", "summary", "language", "stage", "unit", "area", "address", "lat", "lon",
    "opened_at", "changed_at", "due_at", "answered_at", "ended_at", "concerns", "followers", "url",
)  # fmt: skip


def told(matter: Matter, language: str | None = None) -> dict[str, Any]:
    """A public matter as open data tells it. Times are ISO 8601, coordinates WGS 84 degrees."""
    kind = registry.kinds().get(matter.kind)
    path = kind.address(matter) if kind and kind.address else ""
    return {
        "reference": matter.reference,
        "uuid": str(matter.uuid),
        "kind": matter.kind,
        "title": matter.title,
        "summary": matter.summary,
        "language": matter.language,
        "stage": matter.stage,
        "unit": say(matter.unit.names, language) if matter.unit else "",
        "area": matter.area.code if matter.area else "",
        "address": matter.address,
        "lat": matter.lat,
        "lon": matter.lon,
        **{
            name: _moment(getattr(matter, name))
            for name in ("opened_at", "changed_at", "due_at", "answered_at", "ended_at")
        },
        "concerns": matter.concerns_count,
        "followers": matter.followers_count,
        "url": settings.KUULU["BASE_URL"] + path,
    }


def _moment(value: Any) -> str | None:
    return value.isoformat(timespec="seconds") if value else None


def geojson(matters: Iterable[Matter]) -> dict[str, Any]:
    """A GeoJSON FeatureCollection (RFC 7946) of matters; those without a place have a null geometry."""
    features = []
    for matter in matters:
        facts = told(matter)
        point = {"type": "Point", "coordinates": [matter.lon, matter.lat]} if matter.has_point else None
        features.append({"type": "Feature", "id": matter.reference, "geometry": point, "properties": facts})
    return {"type": "FeatureCollection", "features": features}


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula (CSV injection)."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value


def csv_lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """CSV (RFC 4180) line by line, with a byte order mark so that spreadsheets read å, ä, ö."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    yield "\ufeff"
    for row in [tuple(columns)], rows:
        for cells in row:
            writer.writerow([safe_cell(cell) for cell in cells])
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
