"""What the room answers: which area, inside or not, and what a typed place means."""

from __future__ import annotations

import pytest

from kuulu.commons.places.actions import load_city
from kuulu.commons.places.city import read_city
from kuulu.commons.places.models import Area, Place
from kuulu.commons.places.queries import area_at, find, inside_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def mikkeli(db: None) -> None:
    load_city(read_city())


@pytest.mark.parametrize(
    "lat, lon, code",
    [
        (61.6886, 27.2723, "kantakaupunki"),
        (61.583, 27.646, "anttola"),
        (62.019, 27.204, "haukivuori"),
        (61.506, 27.257, "ristiina"),
        (61.324, 27.432, "suomenniemi"),
        (61.646, 27.066, "mikkelin-pitaja"),
    ],
)
def test_a_point_lies_in_the_area_that_holds_it(mikkeli: None, lat: float, lon: float, code: str) -> None:
    assert area_at(lat, lon).code == code
    assert inside_city(lat, lon)


@pytest.mark.parametrize("lat, lon", [(60.17, 24.94), (61.90, 27.86), (61.64, 26.79), (27.27, 61.69), (0, 0)])
def test_helsinki_and_the_neighbours_lie_outside(mikkeli: None, lat: float, lon: float) -> None:
    assert area_at(lat, lon) is None
    assert not inside_city(lat, lon)


def test_without_areas_the_box_of_the_settings_decides() -> None:
    assert inside_city(61.6886, 27.2723)
    assert not inside_city(60.17, 24.94)
    assert area_at(61.6886, 27.2723) is None


def test_no_point_lies_in_no_area(mikkeli: None) -> None:
    assert area_at(None, None) is None


def test_the_areas_cover_the_city_once(mikkeli: None) -> None:
    from itertools import combinations

    from shapely import union_all
    from shapely.geometry import shape

    shapes = [shape(area.shape) for area in Area.objects.all()]
    assert len(shapes) == 6
    assert all(s.is_valid for s in shapes)
    assert all(one.intersection(other).area < 1e-9 for one, other in combinations(shapes, 2))
    assert union_all(shapes).geom_type == "Polygon"
    assert not union_all(shapes).interiors


def test_an_area_moved_by_its_editor_is_asked_anew_at_once(mikkeli: None) -> None:
    assert area_at(61.324, 27.432).code == "suomenniemi"
    area = Area.objects.get(code="suomenniemi")
    area.shape = {"type": "Polygon", "coordinates": [[[20, 60], [21, 60], [21, 61], [20, 60]]]}
    area.save()
    assert area_at(61.324, 27.432) is None


def test_asking_for_an_area_costs_one_small_query(mikkeli: None, django_assert_num_queries: object) -> None:
    area_at(61.6886, 27.2723)
    with django_assert_num_queries(1):
        area_at(61.583, 27.646)


def test_loading_the_city_again_changes_nothing(mikkeli: None) -> None:
    before = list(Place.objects.order_by("id").values("id", "name", "search", "area_id"))
    load_city(read_city())
    assert list(Place.objects.order_by("id").values("id", "name", "search", "area_id")) == before
    assert Area.objects.count() == 6


@pytest.mark.parametrize(
    "typed, name",
    [
        ("Porrassalmenkatu", "Porrassalmenkatu"),
        ("porrassal", "Porrassalmenkatu"),
        ("Porasalmenkatu", "Porrassalmenkatu"),
        ("maherankatu", "Maaherrankatu"),
        ("MANERHEIMINTIE", "Mannerheimintie"),
        ("lahemaki", "Lähemäki"),
        ("kaupungintalo", "Mikkelin kaupungintalo"),
        ("Rådhusgatan", "Raatihuoneenkatu"),
        ("huvudbibliotek", "Mikkelin pääkirjasto"),
        ("satama", "Mikkelin satama"),
        ("Suomeniemi", "Suomenniemi"),
        ("saimaa stadium", "Saimaa Stadiumi"),
    ],
)
def test_a_place_is_found_as_people_type_it(mikkeli: None, typed: str, name: str) -> None:
    assert name in [hit.name for hit in find(typed)][:3]


def test_a_house_number_is_kept_when_only_the_street_is_known(mikkeli: None) -> None:
    hit = find("Vuorikatu 77 B 3")[0]
    assert (hit.name, hit.is_exact, hit.kind) == ("Vuorikatu 77 B 3", False, "address")
    assert hit.place_id == Place.objects.get(name="Vuorikatu").pk


def test_a_known_house_is_found_exactly(mikkeli: None) -> None:
    hits = find("raatihuoneenkatu 8-10, 50100 Mikkeli")
    assert [(hit.name, hit.is_exact) for hit in hits] == [("Raatihuoneenkatu 8-10", True)]


def test_a_postcode_finds_what_lies_in_it(mikkeli: None) -> None:
    hits = find("52830")
    assert {Place.objects.get(pk=hit.place_id).postcode for hit in hits} == {"52830"}
    assert find("52830 Suomenniemi")[0].name == "Suomenniemi"


def test_a_postcode_chooses_between_streets_of_one_name(mikkeli: None) -> None:
    assert Place.objects.filter(name="Brahentie").count() == 2
    assert "52300" in find("Brahentie 4, 52300")[0].detail
    assert "50120" in find("Brahentie 4, 50120")[0].detail


def test_typed_coordinates_are_a_place(mikkeli: None) -> None:
    assert (find("61.6886, 27.2723")[0].lat, find("61.6886, 27.2723")[0].lon) == (61.6886, 27.2723)
    assert find("514408 6839532")[0].lat == pytest.approx(61.6887, abs=1e-3)


@pytest.mark.parametrize(
    "typed", ["", "   ", "\x00", "💥", "%%%", "'; drop table", "x" * 1_000_000, "qzxqzx", ",,,", "0"]
)
def test_nonsense_finds_nothing_and_breaks_nothing(mikkeli: None, typed: str) -> None:
    assert find(typed) == []


def test_a_swedish_reader_is_answered_with_swedish_names(mikkeli: None) -> None:
    from django.utils.translation import override

    with override("sv"):
        assert find("Raatihuoneenkatu")[0].name == "Rådhusgatan"


def test_a_search_costs_one_small_query(mikkeli: None, django_assert_num_queries: object) -> None:
    find("Porrassalmenkatu")
    with django_assert_num_queries(1):
        find("Hallituskatu 4")
