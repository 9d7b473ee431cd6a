"""The base map drawn from our own shapes, for when no tiles are set: areas, waters, ways and labels."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.conf import settings

from .city import City, Rows, read_city
from .models import Area, Place
from .queries import areas
from .vocabulary import PlaceKind

#: the zoom from which a label of each sort is shown
LABELS_FROM = {"area": 7, "district": 11, "water": 10, "street": 15, "service": 16}


_kept: dict[tuple[Any, ...], tuple[bytes, str]] = {}  #: the newest base map of this process


def base_map() -> bytes:
    """The base map as JSON; small (tens of kilobytes) and made once for each state of the areas."""
    return _current()[0]


def version() -> str:
    """A short hash of the base map, for its address."""
    return _current()[1]


def _current() -> tuple[bytes, str]:
    found = areas()
    newest = max((area.changed_at for area in found), default=None)
    edition = (settings.KUULU.get("CITY_SHAPES"), newest, len(found))
    if edition not in _kept:
        made = _drawn(read_city(), found)
        _kept.clear()
        _kept[edition] = (made, hashlib.sha256(made).hexdigest()[:10])
    return _kept[edition]


def _drawn(city: City, found: list[Area]) -> bytes:
    labels = [*_area_labels(found), *_water_labels(city.water), *_street_labels(city.ways), *_place_labels(found)]
    told = {
        "areas": _collection([{"code": area.code, "shape": area.shape} for area in found]),
        "water": _collection(city.water),
        "ways": _collection(city.ways),
        "labels": labels,
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _collection(rows: Rows) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "properties": {name: row[name] for name in ("kind", "code") if name in row},
            "geometry": row["shape"],
        }
        for row in rows
        if row["shape"]
    ]
    return {"type": "FeatureCollection", "features": features}


def _label(kind: str, names: dict[str, str], lat: float, lon: float) -> dict[str, Any]:
    spoken = {code: name for code, name in names.items() if name and code != "fi-simple"}
    return {"kind": kind, "names": spoken, "at": [round(lon, 5), round(lat, 5)], "from": LABELS_FROM[kind]}


def _area_labels(found: list[Area]) -> list[dict[str, Any]]:
    placed = [(area.names, area.lat, area.lon) for area in found]
    return [_label("area", names, lat, lon) for names, lat, lon in placed if lat is not None and lon is not None]


def _water_labels(rows: Rows) -> list[dict[str, Any]]:
    from .geometry import middle

    points = [(row["names"], middle(row["shape"])) for row in rows]
    return [_label("water", names, lat, lon) for names, (lon, lat) in points]


def _street_labels(rows: Rows) -> list[dict[str, Any]]:
    lines = [(row["name"], row["shape"]["coordinates"]) for row in rows if row["kind"] == "street"]
    return [_label("street", {"fi": name}, line[0][1], line[0][0]) for name, line in lines]


def _place_labels(found: list[Area]) -> list[dict[str, Any]]:
    """Districts and other named places; service points appear when one looks close."""
    wanted = Place.objects.filter(kind__in=[PlaceKind.NAME, PlaceKind.SERVICE]).order_by("pk")[:400]
    areas_named = {name for area in found for name in area.names.values()}
    return [
        _label(
            "district" if place.kind == PlaceKind.NAME else "service",
            {"fi": place.name, "sv": place.name_sv},
            place.lat,
            place.lon,
        )
        for place in wanted
        if place.name not in areas_named
    ]
