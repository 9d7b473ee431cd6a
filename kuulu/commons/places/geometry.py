"""Shapes: which of many polygons a point lies in. Shapely is loaded at the first question, not at start."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

#: a typed or imported shape has at most this many corners
CORNERS = 500


class Shapes:
    """Polygons in a search tree, asked many times; made anew when the areas change."""

    def __init__(self, keyed: Sequence[tuple[int, dict[str, Any]]]) -> None:
        from shapely import STRtree
        from shapely.geometry import shape

        self.keys = [key for key, geojson in keyed if geojson]
        self.polygons = [shape(geojson) for _, geojson in keyed if geojson]
        self.tree = STRtree(self.polygons)

    def holding(self, lon: float, lat: float) -> list[int]:
        """Keys of the polygons that hold the point or touch it, in the order given."""
        from shapely.geometry import Point

        if not self.keys:
            return []
        return [self.keys[i] for i in sorted(self.tree.query(Point(lon, lat), predicate="intersects"))]


class Points:
    """Keyed points (lon, lat) in a search tree. Longitude is shrunk so that near means near over the ground."""

    def __init__(self, keyed: Sequence[tuple[int, float, float]], *, around: float) -> None:
        from shapely import STRtree
        from shapely.geometry import Point

        self.shrink = math.cos(math.radians(around))
        self.keys = [key for key, _, _ in keyed]
        self.tree = STRtree([Point(lon * self.shrink, lat) for _, lon, lat in keyed])

    def nearest(self, lon: float, lat: float) -> int | None:
        """The key of the point nearest to one, or None when there are none."""
        from shapely.geometry import Point

        if not self.keys:
            return None
        return self.keys[int(self.tree.nearest(Point(lon * self.shrink, lat)))]


def middle(geojson: dict[str, Any]) -> tuple[float, float]:
    """A point (lon, lat) that surely lies inside a polygon, or on a line: where a label or pin goes."""
    from shapely.geometry import shape

    point = shape(geojson).representative_point()
    return point.x, point.y


def read_shape(geojson: Any) -> dict[str, Any] | None:
    """A drawn LineString or Polygon as sent by a browser, rounded to about a decimetre; None when it is not one."""
    from shapely.errors import ShapelyError
    from shapely.geometry import mapping, shape

    if not isinstance(geojson, dict) or geojson.get("type") not in {"LineString", "Polygon"}:
        return None
    try:
        corners = geojson["coordinates"][0] if geojson["type"] == "Polygon" else geojson["coordinates"]
        if not 2 <= len(corners) <= CORNERS or not all(_is_on_earth(corner) for corner in corners):
            return None
        drawn = shape({"type": geojson["type"], "coordinates": [corners] if geojson["type"] == "Polygon" else corners})
    except (KeyError, IndexError, TypeError, ValueError, ShapelyError):
        return None
    if drawn.is_empty or not drawn.is_valid or drawn.length == 0:
        return None
    return _rounded(mapping(drawn))


def _is_on_earth(corner: Any) -> bool:
    lon, lat = corner
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in corner)
    return numbers and -180 <= lon <= 180 and -90 <= lat <= 90


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def tidy(part: Any) -> Any:
        return round(part, 6) if isinstance(part, float | int) else [tidy(p) for p in part]

    return {"type": geometry["type"], "coordinates": tidy(geometry["coordinates"])}
