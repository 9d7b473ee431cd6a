"""How the city's areas and places are written down. Loading is for commands and seeds; it asks nobody's leave."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kuulu.foundation import freshness

from .city import City
from .gazetteer import fold
from .geometry import Shapes
from .models import Area, Place


@transaction.atomic
def load_city(data: City) -> tuple[int, int]:
    """Write down a city's areas and places; again with the same data changes nothing. (areas, places) written."""
    areas = [_write_area(row) for row in data.areas]
    shapes = Shapes([(area.pk, area.shape) for area in areas])
    places = [_write_place(row, shapes) for row in data.places]
    freshness.bump()
    return len(areas), len(places)


def _write_area(row: dict[str, Any]) -> Area:
    area, _ = Area.objects.update_or_create(code=row["code"], defaults=row)
    return area


def _write_place(row: dict[str, Any], shapes: Shapes) -> Place:
    found = shapes.holding(row["lon"], row["lat"])
    words = [row["name"], row.get("name_sv", ""), row.get("address", ""), row.get("postcode", "")]
    values = {
        "name_sv": row.get("name_sv", ""),
        "postcode": row.get("postcode", ""),
        "lat": row["lat"],
        "lon": row["lon"],
        "area_id": found[0] if found else None,
        "outside_id": row.get("outside_id", ""),
        "outside_type": row.get("outside_type", ""),
        "search": " ".join(fold(word) for word in words if word),
    }
    place, _ = Place.objects.update_or_create(
        kind=row["kind"], name=row["name"], address=row.get("address", ""), defaults=values
    )
    return place
