"""Coordinates between systems, always in x, y order (east, north), and whether a point can be meant.

Systems: EPSG:4326 (WGS 84 degrees, lon lat), EPSG:3067 (ETRS-TM35FIN, metres) and EPSG:3881 (ETRS-GK27FIN, metres,
zone digits 27 before the easting). Registries disagree on the axis order of the last two; here it is east, north.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

WGS84: Final = 4326
TM35FIN: Final = 3067
GK27: Final = 3881
SYSTEMS: Final = (WGS84, TM35FIN, GK27)

#: where a number can lie in each system within Finland: least x, least y, greatest x, greatest y
RANGES: Final[dict[int, tuple[float, float, float, float]]] = {
    WGS84: (19.0, 59.3, 31.7, 70.2),
    TM35FIN: (50_000, 6_600_000, 760_000, 7_800_000),
    GK27: (27_050_000, 6_600_000, 27_950_000, 7_800_000),
}
EARTH: Final = 6_371_008.8  #: mean radius in metres (IUGG)


class Misplaced(ValueError):
    """A point that cannot be meant; `reason` for machines, the message for people, in the active language."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


class Point(NamedTuple):
    """Degrees in WGS 84, x before y."""

    lon: float
    lat: float


@cache
def _between(source: int, target: int) -> Callable[[float, float], tuple[float, float]]:
    from pyproj import Transformer

    return Transformer.from_crs(f"EPSG:{source}", f"EPSG:{target}", always_xy=True).transform


def _known(system: int) -> None:
    if system not in SYSTEMS:
        raise Misplaced("unknown_system", _("This coordinate system is not known here."))


def to_wgs84(x: float, y: float, system: int = TM35FIN) -> Point:
    """Longitude and latitude of a point given east, north in another system. Raises Misplaced."""
    _known(system)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise Misplaced("not_a_number", _("The coordinates must be numbers."))
    if system == WGS84:
        return check(Point(x, y))
    west, south, east, north = RANGES[system]
    if not (west <= x <= east and south <= y <= north):
        if west <= y <= east and south <= x <= north:
            raise Misplaced("swapped", _("East and north seem to have changed places."))
        raise Misplaced("out_of_range", _("These coordinates lie outside Finland."))
    return check(Point(*_between(system, WGS84)(x, y)))


def from_wgs84(lon: float, lat: float, system: int = TM35FIN) -> tuple[float, float]:
    """East and north, in the system's own unit, of a point in WGS 84 degrees. Raises Misplaced."""
    _known(system)
    point = check(Point(lon, lat))
    return (point.lon, point.lat) if system == WGS84 else _between(WGS84, system)(*point)


def check(point: Point) -> Point:
    """The same point, if it can lie on earth and its axes have not changed places. Raises Misplaced."""
    lon, lat = point
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise Misplaced("not_a_number", _("The coordinates must be numbers."))
    if _is_swapped(lon, lat):
        raise Misplaced("swapped", _("Latitude and longitude seem to have changed places."))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Misplaced("out_of_range", _("Latitude goes from -90 to 90 and longitude from -180 to 180."))
    return point


def _is_swapped(lon: float, lat: float) -> bool:
    west, south, east, north = RANGES[WGS84]
    return west <= lat <= east and south <= lon <= north


def within_bounds(lat: float, lon: float) -> bool:
    """Whether a point lies in the box that the city's settings give."""
    south, west, north, east = settings.KUULU["BOUNDS"]
    return south <= lat <= north and west <= lon <= east


def read_pair(first: str, second: str) -> Point:
    """A point from two typed numbers in any of the three systems: lat lon in degrees, east north in metres.

    Decimal commas are read. Raises Misplaced.
    """
    try:
        one, other = (float(text.strip().replace(",", ".").replace(" ", "")) for text in (first, second))
    except ValueError:
        raise Misplaced("not_a_number", _("The coordinates must be numbers.")) from None
    for system in (TM35FIN, GK27):
        west, south, east, north = RANGES[system]
        if west <= one <= east and south <= other <= north:
            return to_wgs84(one, other, system)
    return check(Point(lon=other, lat=one))


_PAIR: Final = re.compile(
    r"^\s*(-?\d{1,8}(?:[.,]\d+)?)\s*[°NE]?\s*(?:[,;]\s+|[;\s]\s*|,(?=\d+\.))(-?\d{1,8}(?:[.,]\d+)?)\s*[°NE]?\s*$"
)


def read_text(text: str) -> Point | None:
    """The point that a typed text names ("61.6886, 27.2723" or "514408 6839532"), or None when it is no pair."""
    found = _PAIR.match(text[:60])
    if not found:
        return None
    try:
        return read_pair(*found.groups())
    except Misplaced:
        return None


def metres_between(one: Point, other: Point) -> float:
    """Distance over the ground in metres (haversine; error under 0.6 %)."""
    south, north = math.radians(one.lat), math.radians(other.lat)
    half_lat, half_lon = (north - south) / 2, math.radians(other.lon - one.lon) / 2
    share = math.sin(half_lat) ** 2 + math.cos(south) * math.cos(north) * math.sin(half_lon) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, share)))
