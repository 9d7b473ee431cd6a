"""A city as files: areas, waters, ways and places, read from a folder. See data/mikkeli/README.md."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

DEMO = Path(__file__).parent / "data" / "mikkeli"

Rows = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class City:
    """What a folder of city data holds; rows as in its files."""

    areas: Rows
    water: Rows
    ways: Rows
    places: Rows


def read_city(folder: Path | str = "") -> City:
    """The city in a folder: the given one, else that of the settings, else the demo city. Raises OSError."""
    return _read(Path(folder or settings.KUULU.get("CITY_SHAPES") or DEMO))


@cache
def _read(folder: Path) -> City:
    return City(
        **{
            name: json.loads((folder / f"{name}.json").read_text("utf-8"))["rows"]
            for name in ("areas", "water", "ways", "places")
        }
    )
