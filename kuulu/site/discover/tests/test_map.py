"""The map of all public matters: few as points, many gathered, always small, never a private one."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any

import pytest
from django.test import Client

from kuulu.commons.matters.actions import hide, move, open_matter, publish
from kuulu.commons.matters.models import Matter
from kuulu.commons.people.models import Person
from kuulu.commons.places.actions import load_city
from kuulu.commons.places.city import read_city
from kuulu.commons.places.models import Area
from kuulu.foundation import clock
from kuulu.site.discover import grid
from kuulu.site.discover.models import Cell, Spot

pytestmark = pytest.mark.django_db
CITY = "26.6,61.05,28.1,62.2"


@pytest.fixture
def chief() -> Person:
    return Person.objects.create_superuser("chief@example.org")


def many(count: int, *, title: str = "Kuoppa", **fields: Any) -> None:
    """So many public matters around the centre, as an import would write them."""
    load_city(read_city())
    dice, now, areas = random.Random(7), clock.now(), list(Area.objects.all())
    Matter.objects.bulk_create(
        Matter(
            reference=f"MLI-X-{n:06d}", kind="feedback", title=f"{title} {n}", visibility="public", published_at=now,
            lat=dice.uniform(61.5, 61.9), lon=dice.uniform(27.0, 27.6), stage=dice.choice(["received", "answered", "carried_out"]),
            **{"area": dice.choice(areas), **fields},
        )
        for n in range(count)
    )  # fmt: skip
    grid.rebuild()


def points(client: Client, bbox: str = CITY, zoom: int | str = 9, **filters: str) -> dict[str, Any]:
    answer = client.get("/fi/kartta/pisteet", {"bbox": bbox, "zoom": zoom, **filters})
    assert answer.status_code == 200
    assert len(answer.content) <= 60_000
    return json.loads(answer.content)


def test_few_matters_are_told_one_by_one(client: Client) -> None:
    many(40)
    told = points(client)
    assert (len(told["points"]), told["clusters"], told["total"]) == (40, [], 40)
    assert set(told["points"][0]) == {"id", "lat", "lon", "title", "stage", "at", "address"}


def test_many_matters_are_gathered_at_every_zoom_and_none_is_lost(client: Client) -> None:
    many(900)
    for zoom in range(23):
        told = points(client, zoom=zoom)
        assert told["points"] == []
        assert sum(cluster["count"] for cluster in told["clusters"]) == told["total"] == 900


def test_a_whole_earth_looked_at_closely_is_still_counted_in_full(client: Client) -> None:
    many(2100)
    told = points(client, "-180,-90,180,90", 22)
    assert (told["total"], told["is_capped"]) == (2100, False)


def test_moving_closer_ends_in_single_points(client: Client) -> None:
    many(900)
    told = points(client, "27.20,61.68,27.30,61.72", 14)
    assert told["clusters"] == []
    assert 0 < told["total"] == len(told["points"]) < 100


def test_a_private_matter_is_nowhere_on_the_map(client: Client) -> None:
    open_matter(kind="feedback", title="Salainen", lat=61.69, lon=27.27)
    assert points(client)["total"] == 0
    assert b"Salainen" not in client.get("/fi/kartta/").content
    assert not Spot.objects.exists()


def test_what_is_published_moved_and_hidden_is_followed_by_the_grid(
    client: Client, chief: Person, django_capture_on_commit_callbacks: Any
) -> None:
    def counted() -> list[tuple[str, int]]:
        return list(Cell.objects.filter(level=6, count__gt=0).values_list("stage", "count"))

    with django_capture_on_commit_callbacks(execute=True):
        matter = open_matter(kind="feedback", title="Kuoppa", lat=61.69, lon=27.27)
        publish(matter, by=chief)
    assert counted() == [("received", 1)]
    with django_capture_on_commit_callbacks(execute=True):
        move(matter, "in_hand", verb="taken", by=chief)
    assert counted() == [("in_hand", 1)]
    assert points(client)["total"] == 1
    with django_capture_on_commit_callbacks(execute=True):
        hide(matter, by=chief, note="Virhe")
    assert counted() == []
    assert points(client)["total"] == 0


def test_keeping_one_by_one_and_counting_anew_give_the_same_grid() -> None:
    many(60)
    fields = ("level", "row", "column", "kind", "stage", "area", "count", "lat_sum", "lon_sum")
    for matter in Matter.objects.all()[:30]:
        matter.stage, matter.lat = "closed", 61.7
        matter.save()
        grid.keep(matter)
    kept = set(Cell.objects.filter(count__gt=0).values_list(*fields))
    grid.rebuild()
    assert set(Cell.objects.values_list(*fields)) == kept


@pytest.mark.parametrize(
    "filters", [{"stage": "answered"}, {"area": "anttola"}, {"kind": "feedback", "stage": "received"}]
)
def test_filters_hold_for_clusters_points_and_the_list_alike(client: Client, filters: dict[str, str]) -> None:
    many(1200)
    names = {"area": "area__code"}
    wanted = Matter.objects.filter(**{names.get(name, name): value for name, value in filters.items()}).count()
    assert points(client, **filters)["total"] == wanted
    page = client.get("/en/kartta/", filters).context["page"]
    assert page.paginator.count == min(wanted, 1000)


def test_a_time_is_asked_of_the_newest(client: Client) -> None:
    many(30)
    Matter.objects.filter(title="Kuoppa 3").update(opened_at=clock.now().replace(year=2020))
    assert points(client, since="2021-01-01")["total"] == 29
    assert points(client, until="2021-01-01")["total"] == 1


@pytest.mark.parametrize("title", ["💥" * 100, '"' * 200, "ä" * 200, "</script>" * 20])
def test_the_answer_stays_small_whatever_titles_hold(client: Client, title: str) -> None:
    many(300, title=title[:190])
    assert points(client)["total"] == 300


def test_the_number_of_queries_does_not_grow_with_the_city(client: Client, django_assert_max_num_queries: Any) -> None:
    for count, zoom in ((20, 9), (1500, 9), (1500, 16)):
        Matter.objects.all().delete()
        many(count)
        with django_assert_max_num_queries(6):
            points(client, zoom=zoom)
        with django_assert_max_num_queries(10):
            assert client.get("/en/kartta/", {"bbox": CITY}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "bbox=nan,1,2,3",
        "bbox=1,2,inf,4",
        "bbox=28,62,26,61",
        "bbox=a",
        "zoom=x",
        "zoom=nan",
        "bbox=1,2,3,4,5",
        "zoom=inf",
    ],
)
def test_a_hostile_view_is_refused_in_words(client: Client, query: str) -> None:
    answer = client.get(f"/en/kartta/pisteet?{query}")
    assert (answer.status_code, bool(answer.json()["message"])) == (400, True)


@pytest.mark.parametrize(
    "query", ["bbox=-180,-90,180,90&zoom=22", "bbox=-1e308,-1e308,1e308,1e308", "zoom=1e9", "kind=x&stage=y"]
)
def test_a_huge_view_is_answered(client: Client, query: str) -> None:
    many(500)
    assert client.get(f"/en/kartta/pisteet?{query}").status_code == 200
    assert client.get(f"/en/kartta/?{query}&page=999999").status_code == 200


def test_an_unchanged_view_answers_304_until_the_map_has_a_new_point(
    client: Client, chief: Person, django_capture_on_commit_callbacks: Any
) -> None:
    address = f"/en/kartta/pisteet?bbox={CITY}&zoom=9"
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    with django_capture_on_commit_callbacks(execute=True):
        publish(open_matter(kind="feedback", title="Uusi", lat=61.69, lon=27.27), by=chief)
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 304, "not yet counted"
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_list_of_a_view_is_a_fragment_for_the_map(client: Client) -> None:
    many(30)
    part = client.get("/en/kartta/", {"bbox": CITY}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "30 matters" in part


def test_the_areas_table_counts_each_area_and_links_to_its_map(client: Client) -> None:
    many(60, area=None)
    Matter.objects.filter(reference__lt="MLI-X-000012").update(area=Area.objects.get(code="anttola"))
    grid.rebuild()
    answer = client.get("/en/kartta/alueet/")
    rows = {row["code"]: row for row in answer.context["rows"]}
    assert (rows["anttola"]["total"], rows["ristiina"]["total"], answer.context["elsewhere"]) == (12, 0, 48)
    assert rows["anttola"]["open"] + rows["anttola"]["answered"] + rows["anttola"]["carried_out"] == 12
    assert answer.context["steps"]["anttola"] == 5
    assert b"/en/kartta/?area=anttola" in answer.content


def test_each_area_tells_how_soon_half_of_its_answers_came_when_there_are_enough(client: Client) -> None:
    many(9)
    arrived = clock.now() - dt.timedelta(days=90)
    for area, days in (("anttola", [1, 2, 3, 8, 30]), ("ristiina", [1, 1, 1, 1])):
        for n, day in enumerate(days, start=0 if area == "anttola" else 5):
            done = arrived + dt.timedelta(days=day)
            Matter.objects.filter(title=f"Kuoppa {n}").update(
                area=Area.objects.get(code=area), opened_at=arrived, answered_at=done, stage="answered"
            )
    answer = client.get("/en/kartta/alueet/")
    rows = {row["code"]: row for row in answer.context["rows"]}
    assert (rows["anttola"]["time"].days, rows["anttola"]["time"].count, rows["ristiina"]["time"]) == (3, 5, None)
    assert b"<td>3 days</td>" in answer.content
