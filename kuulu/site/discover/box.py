"""The part of the earth that a map shows, as its address tells it: read strictly, bounded, never trusted."""

from __future__ import annotations

import math
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

LEAST_ZOOM, GREATEST_ZOOM = 0, 22


class Unreadable(ValueError):
    """A box or zoom that cannot be meant; the message is for people."""


class Box(NamedTuple):
    """West, south, east, north in WGS 84 degrees."""

    west: float
    south: float
    east: float
    north: float


def whole_city() -> Box:
    """The box of the settings."""
    south, west, north, east = settings.KUULU["BOUNDS"]
    return Box(west, south, east, north)


def read_box(text: str) -> Box:
    """The box of "west,south,east,north", no larger than the earth; the whole city when empty. Raises Unreadable."""
    if not text.strip():
        return whole_city()
    parts = text[:200].split(",")
    if len(parts) != 4:
        raise Unreadable(_("Give four numbers: west, south, east, north."))
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        raise Unreadable(_("Give four numbers: west, south, east, north.")) from None
    if not all(math.isfinite(number) for number in numbers):
        raise Unreadable(_("Give four numbers: west, south, east, north."))
    west, south, east, north = numbers
    if west >= east or south >= north:
        raise Unreadable(_("West must be less than east, and south less than north."))
    box = Box(max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))
    if box.west >= box.east or box.south >= box.north:
        raise Unreadable(_("This part of the map does not exist."))
    return box


def read_zoom(text: str) -> int:
    """A zoom level from 0 to 22; 10 when empty. Raises Unreadable."""
    if not text.strip():
        return 10
    try:
        zoom = float(text[:20])
    except ValueError:
        raise Unreadable(_("Zoom must be a number.")) from None
    if not math.isfinite(zoom):
        raise Unreadable(_("Zoom must be a number."))
    return int(min(max(zoom, LEAST_ZOOM), GREATEST_ZOOM))
