"""Coordinates between systems, and points that cannot be meant."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuulu.commons.places.coordinates import (
    Misplaced,
    Point,
    check,
    from_wgs84,
    metres_between,
    read_pair,
    read_text,
    to_wgs84,
)
from kuulu.commons.places.geometry import read_shape

CENTRE = Point(27.2723, 61.6887)
anything = st.floats(allow_nan=True, allow_infinity=True)


@pytest.mark.parametrize(
    "system, x, y", [(3067, 514407.6, 6839531.9), (3881, 27514413.4, 6842268.9), (4326, 27.2723, 61.6887)]
)
def test_the_centre_lies_where_the_register_says(system: int, x: float, y: float) -> None:
    lon, lat = to_wgs84(x, y, system)
    assert (lon, lat) == pytest.approx(CENTRE, abs=1e-5)
    assert from_wgs84(*CENTRE, system) == pytest.approx((x, y), abs=0.1)


@given(lon=st.floats(20.6, 31.0), lat=st.floats(59.8, 69.9), system=st.sampled_from([3067, 3881]))
def test_there_and_back_again_is_the_same_point(lon: float, lat: float, system: int) -> None:
    x, y = from_wgs84(lon, lat, system)
    if system == 3881 and not 27_050_000 <= x <= 27_950_000:
        return
    assert metres_between(to_wgs84(x, y, system), Point(lon, lat)) < 0.01


def outcome(read: Callable[[], Point]) -> str:
    """What came of reading: "point" when it lies on earth, else the reason why it was refused."""
    try:
        lon, lat = read()
    except Misplaced as fault:
        return fault.reason if str(fault) else "refused without words"
    return "point" if -180 <= lon <= 180 and -90 <= lat <= 90 else "off the earth"


OUTCOMES = {"point", "not_a_number", "swapped", "out_of_range", "unknown_system"}


@given(x=anything, y=anything, system=st.integers())
def test_any_numbers_give_a_point_on_earth_or_a_reason(x: float, y: float, system: int) -> None:
    assert outcome(lambda: to_wgs84(x, y, system)) in OUTCOMES


@given(one=st.text(max_size=30), other=st.text(max_size=30))
def test_any_typed_pair_gives_a_point_on_earth_or_a_reason(one: str, other: str) -> None:
    assert outcome(lambda: read_pair(one, other)) in OUTCOMES


@given(st.text(max_size=80))
def test_any_text_is_read_or_left(text: str) -> None:
    found = read_text(text)
    assert found is None or check(found) == found


@pytest.mark.parametrize(
    "point, reason",
    [
        (Point(61.6887, 27.2723), "swapped"),
        (Point(float("nan"), 61), "not_a_number"),
        (Point(math.inf, 61), "not_a_number"),
        (Point(27, 91), "out_of_range"),
        (Point(181, 61), "out_of_range"),
    ],
)
def test_a_point_that_cannot_be_meant_is_refused_with_its_reason(point: Point, reason: str) -> None:
    with pytest.raises(Misplaced) as refused:
        check(point)
    assert refused.value.reason == reason


def test_north_before_east_in_metres_is_told_as_swapped() -> None:
    with pytest.raises(Misplaced) as refused:
        to_wgs84(6839532, 514408, 3067)
    assert refused.value.reason == "swapped"


@pytest.mark.parametrize(
    "text", ["61.6887, 27.2723", "61.6887 27.2723", "61,6887 27,2723", "514407.6 6839531.9", "27514413 6842269"]
)
def test_a_pair_is_read_in_every_system_that_people_copy_from(text: str) -> None:
    assert metres_between(read_text(text), CENTRE) < 20


@pytest.mark.parametrize("text", ["50100", "Vuorikatu 5", "1 2 3", "999 999", "Otavankatu 3, 50100"])
def test_an_address_is_no_pair(text: str) -> None:
    assert read_text(text) is None


def test_a_degree_of_latitude_is_about_111_kilometres() -> None:
    assert metres_between(Point(27, 61), Point(27, 62)) == pytest.approx(111_195, abs=10)


def test_heavy_libraries_are_not_loaded_at_start() -> None:
    code = (
        "import os, django, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'config.settings.test'; django.setup();"
        "from kuulu.commons.places import queries, actions, coordinates, geometry;"
        "sys.exit(bool({'pyproj', 'shapely', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["type", "coordinates", "x"]), inner),
    max_leaves=12,
)


@given(kind=st.sampled_from(["LineString", "Polygon", "Point"]), coordinates=json_like)
def test_any_drawn_shape_is_read_or_refused(kind: str, coordinates: object) -> None:
    shape = read_shape({"type": kind, "coordinates": coordinates})
    assert shape is None or shape["type"] == kind


def test_a_drawn_line_and_area_are_read() -> None:
    line = {"type": "LineString", "coordinates": [[27.27, 61.68], [27.28, 61.69]]}
    area = {"type": "Polygon", "coordinates": [[[27.27, 61.68], [27.28, 61.69], [27.29, 61.68], [27.27, 61.68]]]}
    bow = {"type": "Polygon", "coordinates": [[[27, 61], [28, 62], [28, 61], [27, 62], [27, 61]]]}
    assert read_shape(line) == line
    assert read_shape(area) == area
    assert read_shape(bow) is None
