"""How many voted, by electorate, area and door: told with no cell below five and none that can be computed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, QuerySet

from kuulu.foundation.languages import say

from ..models import Electorate, Entitlement, Mark, Vote
from ..small_cells import ABSENT, HIDDEN, LEAST, shown_together
from ..vocabulary import Door, MarkChannel

VOTED = (MarkChannel.WEB, MarkChannel.PAPER)
#: electorate, area, door
Group = tuple[str, str, str]


def voters_by_group(vote: Vote) -> Counter[Group]:
    """Marks whose newest version is a ballot or a paper given out; marks without a right are in no group."""
    voted = Mark.objects.filter(vote=vote, channel__in=VOTED).values("tag")
    return _grouped(Entitlement.objects.filter(vote=vote, tag__in=voted))


def _grouped(rows: QuerySet[Entitlement]) -> Counter[Group]:
    told = rows.order_by().values_list("electorate__code", "area", "source").annotate(count=Count("pk"))
    return Counter({(electorate, area, source): count for electorate, area, source, count in told})


def ballots_by_electorate(vote: Vote) -> dict[str, int]:
    """How many voted of each electorate that voted at all."""
    found = Counter[str]()
    for (electorate, _area, _door), count in voters_by_group(vote).items():
        found[electorate] += count
    return dict(found)


def turnout_file(vote: Vote) -> dict[str, Any]:
    """What is published of the turnout: who voted, and who came in by which door, both with the same cells hidden."""
    electorates = list(vote.electorates.order_by("pk"))
    came, voted = _grouped(Entitlement.objects.filter(vote=vote)), voters_by_group(vote)
    doors = [door.value for door in Door if any(door in one.doors for one in electorates)]
    heads = [(one, area) for one in electorates for area in _areas(one, came)]

    def cells(groups: Counter[Group]) -> list[list[int | None]]:
        return [[groups[one.code, area, door] if door in one.doors else None for door in doors] for one, area in heads]

    rows = [{"electorate": one.code, "names": one.names, "area": area} for one, area in heads]
    tables = [asdict(table) for table in shown_together([cells(voted), cells(came)])]
    told = [{"doors": doors, "heads": rows, **table} for table in tables]
    return {"v": 1, "id": vote.code, "least": LEAST, "voted": told[0], "came": told[1]}


def _areas(electorate: Electorate, groups: Counter[Group]) -> list[str]:
    return sorted({area for code, area, _door in groups if code == electorate.code}) or [""]


@dataclass(frozen=True)
class Sheet:
    """A published table of turnout in the reader's language; a hidden number is None, a cell that cannot be "–"."""

    name: str  #: voted, came
    doors: list[str]
    rows: list[tuple[str, list[int | str | None], int | str | None]]
    columns: list[int | str | None]
    total: int


def sheet_of(name: str, told: dict[str, Any]) -> Sheet:
    """A table out of the published file."""
    rows = [
        (_head(head), [_read(cell) for cell in cells], _read(total))
        for head, cells, total in zip(told["heads"], told["cells"], told["rows"], strict=True)
    ]
    doors = [str(Door(door).label) for door in told["doors"]]
    return Sheet(name, doors, rows, [_read(cell) for cell in told["columns"]], told["total"])


def _head(head: dict[str, Any]) -> str:
    who = say(head["names"]) or head["electorate"]
    return f"{who}, {head['area']}" if head["area"] else who


def _read(cell: int | str) -> int | str | None:
    return {HIDDEN: None, ABSENT: "–"}.get(str(cell), cell)
