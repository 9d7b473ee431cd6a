"""Decides which cells of a table of people may be shown, so that none below a limit is told or can be computed.

A cell below the limit is hidden, and with it as many others as it takes. A table is a network: rows and columns are its
nodes, hidden cells its edges, and a hidden cell cannot be computed when what it holds may flow along a circle of others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

LEAST: Final = 5  #: people below whom no cell is shown
HIDDEN: Final = "hidden"
ABSENT: Final = "absent"  #: a cell that cannot have anybody in it, such as a door that an electorate has not

Cell = int | str
Table = Sequence[Sequence[int | None]]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it may be published. The sum over all is always told."""

    cells: list[list[Cell]]
    rows: list[Cell]  #: sums
    columns: list[Cell]
    total: int


def shown(table: Table, least: int = LEAST) -> Shown:
    """The table with its sums, and with hidden cells; None stands for a cell that cannot have anybody in it.

    No shown cell or sum is below `least`, no sum of hidden cells that a reader gets by subtraction is, and no hidden cell can
    be computed, knowing that none is below nothing. Where even hiding everything would not do, everything is hidden.
    """
    return shown_together([table], least)[0]


def shown_together(tables: Sequence[Table], least: int = LEAST) -> list[Shown]:
    """Tables of one shape about nearly the same people: what is hidden in one is hidden in all, lest another tells it."""
    networks = [_Network(table) for table in tables]
    for network in networks:
        network.hide(place for place, value in network.values.items() if value < least)
    hidden: set[Place] = set()
    while hidden != (union := set[Place]().union(*(network.hidden for network in networks))):
        hidden = union
        for network in networks:
            network.hide(place for place in hidden if place in network.values)
            while (more := network.wanted(least)) is not None:
                network.hide([more])
    return [network.shown() for network in networks]


class _Network:
    """A table with a row and a column of sums, and what is hidden of it."""

    def __init__(self, table: Table) -> None:
        self.height, self.width = len(table), max(map(len, table), default=0)
        self.values: dict[Place, int] = {
            (r, c): value for r, row in enumerate(table) for c, value in enumerate(row) if value is not None
        }
        for (r, c), value in list(self.values.items()):
            for place in ((r, self.width), (self.height, c), (self.height, self.width)):
                self.values[place] = self.values.get(place, 0) + value
        self.hidden: set[Place] = set()

    def hide(self, places: Iterable[Place]) -> None:
        self.hidden |= {place for place in places if place != (self.height, self.width)}

    def wanted(self, least: int) -> Place | None:
        """One more cell that must be hidden; None when the table may be shown, or nothing is left of it."""
        for line, total in self._lines():
            unseen = [place for place in line if place in self.hidden]
            if unseen and total not in self.hidden and sum(self.values[place] for place in unseen) < least:
                return self._smallest([*line, total])
        for place in sorted(self.hidden):
            if not self._may_flow(place):
                beside = [other for other in self.values if other[0] == place[0] or other[1] == place[1]]
                return self._smallest([one for one in self.values if self._frees(one, place)] or beside)
        return None

    def _lines(self) -> Iterable[tuple[list[Place], Place]]:
        """Each row and column without its sum, and its sum."""
        for r in range(self.height + 1):
            yield [(r, c) for c in range(self.width) if (r, c) in self.values], (r, self.width)
        for c in range(self.width + 1):
            yield [(r, c) for r in range(self.height) if (r, c) in self.values], (self.height, c)

    def _smallest(self, places: list[Place]) -> Place | None:
        """The smallest of these that is shown, sums last; else the smallest of all. None when nothing is shown."""
        last = (self.height, self.width)
        for among in (places, list(self.values)):
            seen = [place for place in among if place not in self.hidden and place != last]
            if seen:
                return min(seen, key=lambda place: (self._is_sum(place), self.values[place], place))
        return None

    def _frees(self, more: Place, place: Place) -> bool:
        """Whether a hidden cell could no longer be computed if another were hidden too."""
        if more in self.hidden or more == (self.height, self.width):
            return False
        self.hidden.add(more)
        frees = self._may_flow(place)
        self.hidden.remove(more)
        return frees

    def _is_sum(self, place: Place) -> bool:
        return place[0] == self.height or place[1] == self.width

    def _may_flow(self, place: Place) -> bool:
        """Whether a hidden cell could be one more or one less, and every shown one stay as it is."""
        row, column = ("row", place[0]), ("column", place[1])
        up, down = self._ways(place)
        return (up and self._leads(column, row, place)) or (down and self._leads(row, column, place))

    def _ways(self, place: Place) -> tuple[bool, bool]:
        """Whether the edge may carry more, and less. Sums stand on the other side of their equation, so they count backwards."""
        is_up_free = (place[0] == self.height) == (place[1] == self.width)
        has = self.values[place] > 0
        return (True, has) if is_up_free else (has, True)

    def _leads(self, start: tuple[str, int], end: tuple[str, int], without: Place) -> bool:
        reached, waiting = {start}, [start]
        while waiting:
            side, number = waiting.pop()
            for place in self.hidden - {without}:
                if place[side == "column"] != number:
                    continue
                up, down = self._ways(place)
                other = ("column", place[1]) if side == "row" else ("row", place[0])
                if (up if side == "row" else down) and other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return end in reached

    def shown(self) -> Shown:
        def cell(place: Place) -> Cell:
            return HIDDEN if place in self.hidden else self.values.get(place, ABSENT)

        rows, columns = range(self.height), range(self.width)
        return Shown(
            cells=[[cell((r, c)) for c in columns] for r in rows],
            rows=[cell((r, self.width)) for r in rows],
            columns=[cell((self.height, c)) for c in columns],
            total=self.values.get((self.height, self.width), 0),
        )
