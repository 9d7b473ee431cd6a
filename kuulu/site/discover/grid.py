"""The map's grid: how many public matters lie in each cell, kept at a few zoom levels so that no view counts rows.

A cell of level L is 45/2^L degrees wide and half as high, about 64 pixels of a map at zoom L; cells stand on the
earth, so they stay where they are while the map is moved. Sums are in whole 1/100 000 degrees and never drift.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import F

from kuulu.commons.matters.models import Matter
from kuulu.foundation import freshness

from .box import Box
from .models import Cell, Spot

LEVELS: Final = (6, 8, 10, 12, 14)  #: that are kept; closer views are small enough to look at the matters themselves
FINEST: Final = 18
ACROSS: Final = 40  #: a view is never cut into more cells than this from side to side
UNIT: Final = 100_000  #: parts of a degree
BATCH: Final = 2000


class Key(NamedTuple):
    """What a cell counts: where, and of which sort."""

    level: int
    row: int
    column: int
    kind: str
    stage: str
    area: int


def row_of(level: int, lat: float) -> int:
    return math.floor(lat * 2**level / 22.5)


def column_of(level: int, lon: float) -> int:
    return math.floor(lon * 2**level / 45)


def level_for(box: Box, zoom: int, *, finest: int = LEVELS[-1]) -> int:
    """The finest even level that suits a zoom and does not cut the box into more than ACROSS cells a side."""
    for level in range(min(zoom, finest) // 2 * 2, LEVELS[0], -2):
        across = column_of(level, box.east) - column_of(level, box.west)
        upright = row_of(level, box.north) - row_of(level, box.south)
        if max(across, upright) <= ACROSS:
            return level
    return LEVELS[0]


def _spot_of(matter: Matter) -> Spot | None:
    if not matter.is_public or matter.lat is None or matter.lon is None:
        return None
    lat, lon = round(matter.lat * UNIT), round(matter.lon * UNIT)
    return Spot(matter_id=matter.pk, kind=matter.kind, stage=matter.stage, area=matter.area_id or 0, lat=lat, lon=lon)


def key_of(spot: Spot, level: int) -> Key:
    """The cell of one level that counts a spot."""
    row, column = row_of(level, spot.lat / UNIT), column_of(level, spot.lon / UNIT)
    return Key(level, row, column, spot.kind, spot.stage, spot.area)


def _keys(spot: Spot) -> Iterator[Key]:
    return (key_of(spot, level) for level in LEVELS)


def _told(spot: Spot | None) -> tuple[Any, ...]:
    return (spot.kind, spot.stage, spot.area, spot.lat, spot.lon) if spot else ()


def differs(matter: Matter, spot: Spot | None) -> bool:
    """Whether what the grid keeps of a matter is not what the matter says."""
    return _told(spot) != _told(_spot_of(matter))


@transaction.atomic
def keep(matter: Matter) -> bool:
    """Bring the grid up to date with one matter as it is now; whether anything changed."""
    before = Spot.objects.select_for_update().filter(matter_id=matter.pk).first()
    if not differs(matter, before):
        return False
    now = _spot_of(matter)
    if before:
        _add(before, -1)
        before.delete()
    if now:
        now.save(force_insert=True)
        _add(now, +1)
    freshness.bump()
    return True


def _add(spot: Spot, sign: int) -> None:
    keys = list(_keys(spot))
    Cell.objects.bulk_create([Cell(**key._asdict()) for key in keys], ignore_conflicts=True)
    for key in keys:
        Cell.objects.filter(**key._asdict()).update(
            count=F("count") + sign, lat_sum=F("lat_sum") + sign * spot.lat, lon_sum=F("lon_sum") + sign * spot.lon
        )


@transaction.atomic
def mend_cell(key: Key) -> bool:
    """Count one cell anew from its spots, while nobody else may add to it; whether it was wrong."""
    Cell.objects.bulk_create([Cell(**key._asdict())], ignore_conflicts=True)
    cell = Cell.objects.select_for_update().get(**key._asdict())
    spots = [spot for spot in _around(key) if key_of(spot, key.level) == key]
    true = len(spots), sum(spot.lat for spot in spots), sum(spot.lon for spot in spots)
    if true == (cell.count, cell.lat_sum, cell.lon_sum):
        return False
    cell.count, cell.lat_sum, cell.lon_sum = true
    cell.save(update_fields=["count", "lat_sum", "lon_sum"])
    return True


def _around(key: Key) -> Iterator[Spot]:
    """The spots of a cell's sort, in a box a little larger than the cell."""
    high, wide = 22.5 * UNIT / 2**key.level, 45 * UNIT / 2**key.level
    lats = (math.floor(key.row * high) - 1, math.ceil((key.row + 1) * high) + 1)
    lons = (math.floor(key.column * wide) - 1, math.ceil((key.column + 1) * wide) + 1)
    near = Spot.objects.filter(kind=key.kind, stage=key.stage, area=key.area, lat__range=lats, lon__range=lons)
    return near.iterator(chunk_size=BATCH)


@transaction.atomic
def rebuild() -> int:
    """Count the whole grid anew; how many matters are in it."""
    Spot.objects.all().delete()
    Cell.objects.all().delete()
    counts: Counter[Key] = Counter()
    lats: Counter[Key] = Counter()
    lons: Counter[Key] = Counter()
    spots: list[Spot] = []
    done = 0
    fields = ("id", "kind", "stage", "visibility", "area_id", "lat", "lon")
    for matter in Matter.objects.public().placed().only(*fields).iterator(chunk_size=BATCH):
        spot = _spot_of(matter)
        if spot is None:
            continue
        spots.append(spot)
        for key in _keys(spot):
            counts[key] += 1
            lats[key] += spot.lat
            lons[key] += spot.lon
        if len(spots) == BATCH:
            done += len(Spot.objects.bulk_create(spots))
            spots = []
    done += len(Spot.objects.bulk_create(spots))
    cells = (Cell(**k._asdict(), count=n, lat_sum=lats[k], lon_sum=lons[k]) for k, n in counts.items())
    Cell.objects.bulk_create(cells, batch_size=BATCH)
    return done
