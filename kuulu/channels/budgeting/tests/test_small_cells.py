"""No cell below five is told, and none can be computed from what is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuulu.channels.budgeting.small_cells import ABSENT, HIDDEN, shown, shown_together

pytestmark = pytest.mark.once

#: mostly small, some large, a few that cannot have anybody in them
CELLS = st.one_of(st.integers(0, 8), st.integers(0, 8), st.integers(0, 25), st.none())
TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


def flat(told):
    """Every cell and sum but the sum over all."""
    return [*(cell for row in told.cells for cell in row), *told.rows, *told.columns]


def everything_is_hidden(told):
    return not any(isinstance(cell, int) for cell in flat(told))


class Reader:
    """Somebody who sees the published table and looks for other tables that would be published as the same."""

    def __init__(self, told):
        self.told = told
        self.unknown = [(r, c) for r, row in enumerate(told.cells) for c, cell in enumerate(row) if cell == HIDDEN]
        self.lines = [
            *((sum_, [(r, c) for c in range(len(told.columns))]) for r, sum_ in enumerate(told.rows)),
            *((sum_, [(r, c) for r in range(len(told.rows))]) for c, sum_ in enumerate(told.columns)),
            (told.total, [(r, c) for r in range(len(told.rows)) for c in range(len(told.columns))]),
        ]

    def value(self, place, guess):
        cell = self.told.cells[place[0]][place[1]]
        return 0 if cell == ABSENT else guess.get(place, cell)

    def fits(self, guess):
        """Whether no known sum is broken already, and each is met that has no unknown left."""
        for total, line in self.lines:
            if not isinstance(total, int):
                continue
            values = [self.value(place, guess) for place in line]
            known = sum(value for value in values if value != HIDDEN)
            if known > total or (HIDDEN not in values and known != total):
                return False
        return True

    def could_be(self, wanted, guess=None, at=0):
        """Whether some table has what is wanted at each place and is published as this one."""
        guess = guess or {}
        if not self.fits(guess):
            return False
        if at == len(self.unknown):
            return wanted(guess)
        left = self.told.total - sum(guess.values())
        return any(self.could_be(wanted, {**guess, self.unknown[at]: value}, at + 1) for value in self.near(at, left))

    def near(self, at, left):
        """Every value that it may have; those near the true one first, which finds another table soon."""
        true = self.true[self.unknown[at]]
        return sorted(range(left + 1), key=lambda value: (abs(value - true), value))


@settings(max_examples=2000, deadline=None)
@given(TABLES)
def test_what_is_shown_is_true_and_never_below_five(table):
    told = shown(table)
    for row, cells in zip(told.cells, table, strict=True):
        assert all(
            cell in (value if value is not None else ABSENT, HIDDEN) for cell, value in zip(row, cells, strict=True)
        )
    assert all(cell >= 5 for cell in flat(told) if isinstance(cell, int))
    assert told.total == sum(cell or 0 for row in table for cell in row)


@settings(max_examples=2000, deadline=None)
@given(TABLES)
def test_nothing_below_five_comes_out_by_subtraction(table):
    told = shown(table)
    if everything_is_hidden(told):
        return
    for total, line in Reader(told).lines:
        values = [told.cells[r][c] for r, c in line]
        if isinstance(total, int) and HIDDEN in values:
            assert total - sum(value for value in values if isinstance(value, int)) >= 5


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=3))
def test_every_hidden_cell_could_be_another_number(table):
    told = shown(table)
    if everything_is_hidden(told):
        return
    reader = Reader(told)
    reader.true = {(r, c): table[r][c] for r, c in reader.unknown}
    for place in reader.unknown:
        assert reader.could_be(lambda guess, place=place: guess[place] != table[place[0]][place[1]]), (table, place)


def test_a_table_without_small_cells_is_shown_whole():
    told = shown([[5, 6], [7, None]])
    assert (told.cells, told.rows, told.columns, told.total) == ([[5, 6], [7, ABSENT]], [11, 7], [12, 6], 18)


def test_one_small_cell_takes_three_others_with_it():
    told = shown([[20, 30, 40], [3, 50, 60], [25, 35, 45]])
    hidden = [(r, c) for r in range(3) for c in range(3) if told.cells[r][c] == HIDDEN]
    assert len(hidden) == 4 and (1, 0) in hidden and told.rows == [90, 113, 105]


@pytest.mark.parametrize("table", [[[3]], [[3, 1]], [[0, 0], [2, 0]]])
def test_where_all_are_few_nothing_but_their_number_is_told(table):
    assert everything_is_hidden(shown(table))


def test_an_empty_table_is_empty():
    told = shown([])
    assert (told.cells, told.total) == ([], 0)


@settings(max_examples=300, deadline=None)
@given(TABLES)
def test_what_is_hidden_of_those_who_voted_is_not_told_of_those_who_came(table):
    came = [[None if cell is None else cell + (cell % 3) for cell in row] for row in table]
    first, second = shown_together([table, came])
    assert [cell == HIDDEN for cell in flat(first)] == [cell == HIDDEN for cell in flat(second)]
    for told in (first, second):
        assert all(cell >= 5 for cell in flat(told) if isinstance(cell, int))
