"""The room's addresses, as a visitor's browser and its scripts meet them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from kuulu.commons.places.actions import load_city
from kuulu.commons.places.city import read_city
from kuulu.commons.places.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def mikkeli(db: None) -> None:
    load_city(read_city())


def test_a_search_gives_a_fragment_of_choices_to_the_form(client: Client) -> None:
    answer = client.get(
        "/en/paikat/haku", {"where": "Porrassalmenkatu 77", "as": "spot"}, headers={"HX-Request": "true"}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'name="spot"' in page
    assert "Porrassalmenkatu 77" in page


def test_a_search_gives_json_where_it_is_asked_for(client: Client) -> None:
    answer = client.get("/fi/paikat/haku", {"q": "satama"}, headers={"Accept": "application/json"})
    first = answer.json()["results"][0]
    assert {"name", "detail", "kind", "lat", "lon", "place_id", "is_exact"} == set(first)


def test_a_search_gives_a_whole_page_to_a_plain_browser(client: Client) -> None:
    page = client.get("/en/paikat/haku", {"q": "Lähemäki"}).content.decode()
    assert page.count("<h1>") == 1
    assert "Lähemäki" in page


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "a" * 100_000,
        "'\"",
        "\u202e",
        "💥" * 50,
        "\ud83d".encode("utf-8", "replace").decode(),
    ],
)
@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}, {}])
def test_a_hostile_search_is_answered_calmly(client: Client, hostile: str, headers: dict[str, str]) -> None:
    answer = client.get("/en/paikat/haku", {"q": hostile, "as": hostile}, headers=headers)
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


@pytest.mark.usefixtures("early_in_the_hour")
def test_who_searches_too_often_is_asked_to_wait(client: Client, settings: Any) -> None:
    settings.KUULU = {**settings.KUULU, "RATE": {**settings.KUULU["RATE"], "search_per_minute": 2}}
    statuses = [client.get("/en/paikat/haku", {"q": "satama"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    answer = client.get("/en/paikat/haku", {"q": "satama"}, headers={"HX-Request": "true"})
    assert int(answer["Retry-After"]) > 0


def test_a_point_is_told_in_words(client: Client) -> None:
    told = client.get("/en/paikat/kohta", {"lat": "61.6846", "lon": "27.2790"}).json()
    assert (told["inside"], told["area"], told["near"]) == (True, "City centre", "Mikkelin satama")


@pytest.mark.parametrize(
    "lat, lon",
    [
        ("27.27", "61.68"),
        ("nan", "27"),
        ("inf", "1"),
        ("", ""),
        ("x", "y"),
        ("91", "1"),
        ("1e400", "0"),
        ("61,6", "27,2"),
    ],
)
def test_a_point_that_cannot_be_meant_is_refused_kindly(client: Client, lat: str, lon: str) -> None:
    answer = client.get("/en/paikat/kohta", {"lat": lat, "lon": lon})
    assert answer.status_code == 400
    assert answer.json()["message"]


def test_a_point_outside_is_told_as_outside(client: Client) -> None:
    assert client.get("/en/paikat/kohta", {"lat": "60.17", "lon": "24.94"}).json()["inside"] is False


def test_the_base_map_is_small_and_whole(client: Client) -> None:
    answer = client.get("/paikat/pohja.json")
    base = json.loads(answer.content)
    assert len(answer.content) < 60_000
    assert {feature["properties"]["code"] for feature in base["areas"]["features"]} >= {"anttola", "kantakaupunki"}
    assert len(base["water"]["features"]) > 5
    assert {way["properties"]["kind"] for way in base["ways"]["features"]} == {"road", "rail", "street"}
    assert {label["kind"] for label in base["labels"]} == {"area", "district", "water", "street", "service"}


def test_the_base_map_is_not_sent_twice_unless_an_area_changed(client: Client) -> None:
    tag = client.get("/paikat/pohja.json")["ETag"]
    assert client.get("/paikat/pohja.json", headers={"If-None-Match": tag}).status_code == 304
    Area.objects.get(code="anttola").save()
    Area.objects.filter(code="anttola").first().delete()
    assert client.get("/paikat/pohja.json", headers={"If-None-Match": tag}).status_code == 200
