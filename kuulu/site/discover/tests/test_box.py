"""The part of the earth that an address names: whatever is written, a box on earth or a kind refusal."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuulu.site.discover.box import Box, Unreadable, read_box, read_zoom, whole_city
from kuulu.site.discover.grid import ACROSS, column_of, level_for, row_of

number = st.floats() | st.floats(allow_nan=True).map(str) | st.text(max_size=8) | st.integers()


def read(text: str) -> Box | None:
    """The box, or None when it was refused in words."""
    try:
        return read_box(text)
    except Unreadable as fault:
        return None if str(fault) else Box(math.nan, 0, 0, 0)


@given(st.lists(number, max_size=6))
def test_any_list_of_anything_is_a_box_on_earth_or_refused_in_words(parts: list[object]) -> None:
    box = read(",".join(map(str, parts)))
    assert box is None or (-180 <= box.west < box.east <= 180 and -90 <= box.south < box.north <= 90)


@given(st.text(max_size=300))
def test_any_text_is_a_box_on_earth_or_refused_in_words(text: str) -> None:
    box = read(text)
    assert box is None or (box.west < box.east and box.south < box.north)


def zoom(text: str) -> int:
    """The zoom, or 0 when it was refused in words."""
    try:
        return read_zoom(text)
    except Unreadable as fault:
        return 0 if str(fault) else -1


@given(st.text(max_size=30) | st.floats().map(str))
def test_any_zoom_is_between_0_and_22_or_refused(text: str) -> None:
    assert 0 <= zoom(text) <= 22


@given(st.floats(-180, 179), st.floats(-90, 89), st.floats(1e-6, 300), st.integers(0, 22))
def test_no_view_is_cut_into_too_many_cells(west: float, south: float, size: float, zoomed: int) -> None:
    box = Box(west, south, min(west + size, 180), min(south + size, 90))
    level = level_for(box, zoomed)
    across = column_of(level, box.east) - column_of(level, box.west)
    upright = row_of(level, box.north) - row_of(level, box.south)
    assert level == 6 or max(across, upright) <= ACROSS


@pytest.mark.parametrize(
    "text",
    ["nan,1,2,3", "1,2,inf,4", "1,2,3", "1,2,3,4,5", "28,62,26,61", "26,62,28,61", "a,b,c,d", "1,1,1,1", "200,1,300,2"],
)
def test_a_box_that_cannot_be_meant_is_refused(text: str) -> None:
    assert read(text) is None


def test_no_box_is_the_whole_city_and_too_large_a_box_is_the_earth() -> None:
    assert read_box("") == whole_city()
    assert read_box("-1e300,-1e300,1e300,1e300") == Box(-180, -90, 180, 90)
