"""Charts drawn on the server: an SVG with title and description, and the same numbers as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.utils.translation import gettext as _

WIDTH, ROW, LINE_HEIGHT = 640, 56, 200  #: units of the drawing


def _unit(number: float) -> str:
    """A coordinate as SVG reads it, whatever the reader's language does to decimal points."""
    return f"{number:.0f}"


def _row(row: Any) -> dict[str, Any]:
    if isinstance(row, dict):
        return {"label": row.get("label", ""), "value": row.get("value") or 0, "note": row.get("note", "")}
    label, value, *rest = row
    return {"label": label, "value": value or 0, "note": rest[0] if rest else ""}


def _bars(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each row with where its bar and words are drawn, in the SVG's units."""
    most = max((row["value"] for row in rows), default=0) or 1
    return [
        row
        | {
            "width": _unit(max(row["value"], 0) / most * (WIDTH - 72)),
            "text_y": _unit(place * ROW + 16),
            "bar_y": _unit(place * ROW + 24),
            "value_y": _unit(place * ROW + 38),
            "value_x": _unit(max(row["value"], 0) / most * (WIDTH - 72) + 8),
        }
        for place, row in enumerate(rows)
    ]


def chart_bars(
    rows: Iterable[Any] = (), title: Any = "", description: Any = "", unit: Any = "", level: int = 3
) -> dict[str, Any]:
    """Lying bars of (label, value) rows, widest value full; the numbers stand beside the bars and in the table."""
    bars = _bars([_row(row) for row in rows or ()])
    return {
        "bars": bars,
        "title": title,
        "description": description or _("Bars, the longest first read from the top. The table has the same numbers."),
        "unit": unit,
        "level": level,
        "width": WIDTH,
        "height": len(bars) * ROW,
        "id": f"chart-{uuid4().hex[:8]}",
    }


def _points(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    most = max((row["value"] for row in rows), default=0) or 1
    gap = (WIDTH - 64) / max(len(rows) - 1, 1)
    return [
        row | {"x": _unit(32 + place * gap), "y": _unit(24 + (1 - row["value"] / most) * (LINE_HEIGHT - 64))}
        for place, row in enumerate(rows)
    ]


def chart_line(
    rows: Iterable[Any] = (), title: Any = "", description: Any = "", unit: Any = "", level: int = 3
) -> dict[str, Any]:
    """A line over time of (label, value) rows; first, last and highest value are written on it."""
    points = _points([_row(row) for row in rows or ()])
    most = max((point["value"] for point in points), default=0)
    for place, point in enumerate(points):
        point["is_marked"] = place in {0, len(points) - 1} or point["value"] == most
        point["anchor"] = "start" if place == 0 else "end" if place == len(points) - 1 else "middle"
    return {
        "points": points,
        "path": " ".join(f"{point['x']},{point['y']}" for point in points),
        "title": title,
        "description": description or _("A line over time. The table has the same numbers."),
        "unit": unit,
        "level": level,
        "width": WIDTH,
        "height": LINE_HEIGHT,
        "foot": LINE_HEIGHT - 40,
        "label_y": LINE_HEIGHT - 12,
        "id": f"chart-{uuid4().hex[:8]}",
    }
