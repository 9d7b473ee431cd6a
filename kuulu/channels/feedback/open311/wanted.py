"""What a client wants of the list of requests: every parameter read strictly, all faults told at once."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from kuulu.foundation import clock

from .asked import Asked
from .faults import Fault
from .times import read

STATUSES: Final = ("open", "closed")
ORDERS: Final = ("requested_datetime", "updated_datetime", "service_code", "status", "distance")
MOST_IDS: Final = 1000
LONGEST_SEARCH: Final = 200
FARTHEST: Final = 20_100_000.0  #: metres: half-way round the Earth


@dataclass(frozen=True, kw_only=True)
class Span:
    """Two moments, both included; what is told in whole seconds is meant by the whole second."""

    start: dt.datetime | None = None
    end: dt.datetime | None = None

    @property
    def after_end(self) -> dt.datetime | None:
        return self.end and self.end + dt.timedelta(seconds=1)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The parameters of the list, checked. Distances in metres, coordinates in WGS 84 degrees."""

    ids: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    requested: Span = field(default_factory=Span)
    updated: Span = field(default_factory=Span)
    near: tuple[float, float, float] | None = None  #: latitude, longitude, radius
    box: tuple[float, float, float, float] | None = None  #: west, south, east, north
    words: str = ""
    agency: str = ""
    objects: tuple[str, str] = ("", "")  #: service_object_id, service_object_type
    order: str = "-requested_datetime"
    page: int = 1
    size: int = 1000
    by_update: bool = False  #: start_date and end_date were read as times of update


class _Reader:
    """Reads parameters one by one and gathers what is wrong."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.faults: list[str] = []

    def take(self, name: str, make: Callable[[str], Any], sentence: str, *others: str) -> Any:
        """The parameter made into what it means, or None when it is missing or wrong."""
        text = self.asked.value(name, *others)
        if not text:
            return None
        try:
            return make(text)
        except (ValueError, OverflowError):
            self.faults.append(sentence % {"name": name})
            return None

    def moment(self, name: str) -> dt.datetime | None:
        return self.take(name, read, _("%(name)s must be a time with a time zone, such as 2026-01-31T12:00:00Z."))

    def number(self, name: str, low: float, high: float) -> float | None:
        words = _("%(name)s must be a number from %(low)s to %(high)s.")
        return self.take(name, lambda text: _number(text, low, high), words % {"name": name, "low": low, "high": high})

    def count(self, name: str, *others: str) -> int | None:
        return self.take(name, _count, _("%(name)s must be a whole number from 1."), *others)


def _number(text: str, low: float, high: float) -> float:
    if not re.fullmatch(r"[+-]?\d{1,12}(\.\d{1,20})?", text):
        raise ValueError(text)
    number = float(text)
    if not (math.isfinite(number) and low <= number <= high):
        raise ValueError(text)
    return number


def _count(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII) or int(text) < 1:
        raise ValueError(text)
    return int(text)


def read_wanted(asked: Asked, *, by_update: bool = False) -> Wanted:
    """Everything asked for. Raises Fault 400 with every fault; asking by ids overrides all the rest (R1)."""
    reader = _Reader(asked)
    if ids := asked.listed("service_request_id"):
        return Wanted(ids=[one.upper() for one in ids[:MOST_IDS]], page=1, size=MOST_IDS)
    limit = settings.KUULU["OPEN311"]["page_size"]
    size = min(reader.count("page_size", "per_page", "count") or limit, limit)
    page = reader.count("page") or 1
    requested, updated = _spans(reader, by_update=by_update)
    wanted = Wanted(
        codes=asked.listed("service_code"),
        statuses=_statuses(reader),
        requested=requested,
        updated=updated,
        near=_near(reader),
        box=_box(reader),
        words=asked.value("search", "q")[:LONGEST_SEARCH],
        agency=asked.value("agency_responsible")[:LONGEST_SEARCH],
        objects=(asked.value("service_object_id")[:120], asked.value("service_object_type")[:120]),
        order=_order(reader),
        page=page,
        size=size,
        by_update=by_update,
    )
    if reader.faults:
        raise Fault(400, *reader.faults)
    return wanted


def _statuses(reader: _Reader) -> list[str]:
    asked = [one.lower() for one in reader.asked.listed("status")]
    if any(one not in STATUSES for one in asked):
        reader.faults.append(_("status must be open or closed, or both with a comma between."))
    return asked


def _order(reader: _Reader) -> str:
    order = reader.asked.value("order_by").lower()
    if order and order.removeprefix("-") not in ORDERS:
        reader.faults.append(_("order_by must be one of: %(names)s.") % {"names": ", ".join(ORDERS)})
        return ""
    return order or "-requested_datetime"


def _spans(reader: _Reader, *, by_update: bool) -> tuple[Span, Span]:
    """The times asked for. With none at all, or only one border, the span is the longest allowed."""
    created = (reader.moment("start_date"), reader.moment("end_date"))
    updated = (reader.moment("updated_after"), reader.moment("updated_before"))
    if by_update and not any(updated):
        created, updated = (None, None), created
    wants_creation = any(created) or not any(updated)
    return (
        _whole(reader, *created) if wants_creation else Span(),
        _whole(reader, *updated) if any(updated) else Span(),
    )


def _whole(reader: _Reader, start: dt.datetime | None, end: dt.datetime | None) -> Span:
    longest = dt.timedelta(days=settings.KUULU["OPEN311"]["window_days"])
    if start is None:
        end_or_now = end or clock.now()
        return Span(start=(end_or_now - longest).replace(microsecond=0), end=end)
    if end is None:
        return Span(start=start, end=start + longest)
    if end < start:
        reader.faults.append(_("The end of the time span is before its start."))
    elif end - start > longest:
        reader.faults.append(_("The time span may be %(days)s days at most.") % {"days": longest.days})
    return Span(start=start, end=end)


def _near(reader: _Reader) -> tuple[float, float, float] | None:
    """The circle asked for. A point alone narrows nothing: some programs send it to say which city they mean."""
    faults_before = len(reader.faults)
    lat, lon = reader.number("lat", -90, 90), reader.number("long", -180, 180)
    radius = reader.number("radius", 0, FARTHEST)
    is_whole = (lat is None) == (lon is None) and (radius is None or lat is not None)
    if not is_whole and len(reader.faults) == faults_before:
        reader.faults.append(_("lat, long and radius (in metres) belong together: give all three."))
    return (lat, lon, radius) if lat is not None and lon is not None and radius is not None else None


def _box(reader: _Reader) -> tuple[float, float, float, float] | None:
    return reader.take("bbox", _corners, _("%(name)s must be four numbers: left,bottom,right,top in WGS 84 degrees."))


def _corners(text: str) -> tuple[float, float, float, float]:
    """West, south, east and north of a box whose corners come in any order."""
    parts = re.split(r"[,;]", text)
    if len(parts) != 4:
        raise ValueError(text)
    one, two, three, four = (part.strip() for part in parts)
    lons = sorted((_number(one, -180, 180), _number(three, -180, 180)))
    lats = sorted((_number(two, -90, 90), _number(four, -90, 90)))
    return lons[0], lats[0], lons[1], lats[1]
