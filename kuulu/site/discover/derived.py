"""Looks over the map's grid and the search index against the matters that they are made of."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet

from kuulu.commons.matters.models import Matter, MatterQuerySet
from kuulu.foundation import clock
from kuulu.foundation.derived import SETTLED, Derived

from . import grid
from .actions import index, weights
from .models import Cell, Posting, Spot, Term

SHARES = 30  #: the words of each matter are read anew once in so many days
BATCH = 1000


def _settled() -> MatterQuerySet:
    return Matter.objects.filter(changed_at__lt=clock.now() - SETTLED)


def mend_spots(everything: bool) -> int:
    """What the grid keeps of each public matter."""
    mended = sum(grid.keep(matter) for matter in _wrongly_placed())
    gone = Spot.objects.exclude(matter__in=Matter.objects.public().placed()).filter(matter__in=_settled())
    return mended + sum(grid.keep(spot.matter) for spot in gone.select_related("matter"))


def _wrongly_placed() -> Iterator[Matter]:
    for matters in _batches(_settled().public().placed()):
        spots = Spot.objects.in_bulk([matter.pk for matter in matters])
        yield from (matter for matter in matters if grid.differs(matter, spots.get(matter.pk)))


def _batches(matters: QuerySet[Matter]) -> Iterator[list[Matter]]:
    """All of them in the order of their keys, never all in memory, and no cursor open while rows are mended."""
    last = 0
    while batch := list(matters.filter(pk__gt=last).order_by("pk")[:BATCH]):
        yield batch
        last = batch[-1].pk


def mend_cells(everything: bool) -> int:
    """The sums of the grid, against the spots that they count."""
    return sum(grid.mend_cell(key) for level in grid.LEVELS for key in _wrong_cells(level))


def _wrong_cells(level: int) -> set[grid.Key]:
    counted: dict[grid.Key, tuple[int, int, int]] = {}
    for spot in Spot.objects.iterator(chunk_size=BATCH):
        key = grid.key_of(spot, level)
        count, lats, lons = counted.get(key, (0, 0, 0))
        counted[key] = (count + 1, lats + spot.lat, lons + spot.lon)
    fields = (*grid.Key._fields, "count", "lat_sum", "lon_sum")
    rows = Cell.objects.filter(level=level).values_list(*fields)
    kept = {grid.Key(*row[:6]): row[6:] for row in rows if any(row[6:])}
    return {key for key in counted.keys() | kept.keys() if counted.get(key) != kept.get(key)}


def mend_words(everything: bool) -> int:
    """Which words are in which public matter: whether there are any daily, and whether they are right by shares."""
    posted = Exists(Posting.objects.filter(matter=OuterRef("pk")))
    hidden = _settled().exclude(pk__in=Matter.objects.public()).filter(posted)
    return _index(hidden) + _index(_settled().public().exclude(posted)) + _index(_wrongly_posted(everything))


def _index(matters: QuerySet[Matter] | Iterator[Matter]) -> int:
    found = list(matters)
    for matter in found:
        index(matter)
    return len(found)


def _wrongly_posted(everything: bool) -> Iterator[Matter]:
    for matters in _batches(_settled().public()):
        mine = [one for one in matters if everything or one.pk % SHARES == clock.today().toordinal() % SHARES]
        posted: dict[int, dict[str, int]] = {one.pk: {} for one in mine}
        for pk, term, weight in Posting.objects.filter(matter__in=mine).values_list("matter_id", "term", "weight"):
            posted[pk][term] = weight
        yield from (one for one in mine if weights(one)[0] != posted[one.pk])


def mend_terms(everything: bool) -> int:
    """In how many matters each word is."""
    counted = dict(Posting.objects.values_list("term").annotate(Count("pk")).order_by())
    kept = dict(Term.objects.values_list("text", "matters"))
    wrong = [term for term in counted.keys() | kept.keys() if counted.get(term, 0) != kept.get(term, 0)]
    return sum(_mend_term(term) for term in wrong)


@transaction.atomic
def _mend_term(text: str) -> bool:
    """Count one word anew, while nobody else may add to it; whether it was wrong."""
    Term.objects.bulk_create([Term(text=text)], ignore_conflicts=True)
    term = Term.objects.select_for_update().get(text=text)
    true = Posting.objects.filter(term=text).count()
    if term.matters == true:
        return False
    term.matters = true
    term.save(update_fields=["matters"])
    return True


#: in this order: the sums are looked over when what they count is right
DERIVED = [
    Derived(name="discover.spots", mend=mend_spots),
    Derived(name="discover.cells", mend=mend_cells),
    Derived(name="discover.words", mend=mend_words),
    Derived(name="discover.terms", mend=mend_terms),
]
