"""Open data tells what is public and nothing else."""

import pytest

from kuulu.commons.matters.actions import open_matter, publish
from kuulu.commons.people.models import Person

from .test_map import many

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown():
    matter = open_matter(kind="feedback", title="=SUM(1) kuoppa", lat=61.69, lon=27.27)
    publish(matter, by=Person.objects.create_superuser("chief@example.org"))
    return matter


@pytest.fixture
def kept():
    return open_matter(kind="feedback", title="Yksityinen asia")


@pytest.mark.parametrize("where", ["matters", "matters.geojson", "matters.csv"])
def test_lists_tell_the_public_one_and_not_the_private_one(client, shown, kept, where):
    response = client.get(f"/api/v1/{where}")
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert shown.reference.encode() in body and kept.reference.encode() not in body


def test_a_private_matter_answers_as_one_that_is_not_there(client, kept):
    assert client.get(f"/api/v1/matters/{kept.reference}").status_code == 404


def test_a_table_goes_on_page_by_page_to_the_last_matter(client):
    many(2100)
    address, seen = "/api/v1/matters.csv?kind=feedback", []
    while address:
        answer = client.get(address)
        seen += [line.split(",")[0] for line in b"".join(answer.streaming_content).decode().splitlines()[1:]]
        address = answer.headers.get("Link", "").partition("<")[2].partition(">")[0]
        assert not address or "kind=feedback&page=" in address
    assert len(seen) == len(set(seen)) == 2100


def test_a_cell_is_never_a_formula(client, shown):
    body = b"".join(client.get("/api/v1/matters.csv").streaming_content).decode()
    assert "'=SUM(1) kuoppa" in body


def test_an_unchanged_list_answers_304_and_a_changed_one_anew(client, shown):
    tag = client.get("/api/v1/matters")["ETag"]
    assert client.get("/api/v1/matters", headers={"If-None-Match": tag}).status_code == 304
    publish(open_matter(kind="feedback", title="Uusi"), by=Person.objects.get())
    assert client.get("/api/v1/matters", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=99999999999", "page_size=-1", "stage=x", "since=eilen", "words=" + "x" * 300, "sort=id);--"],
)
def test_an_unknown_value_is_refused_in_words(client, query):
    response = client.get(f"/api/v1/matters?{query}")
    assert response.status_code == 422 and response.json()["detail"]


@pytest.mark.parametrize("query", ["author__email=x", "_connector=OR", "opened_by__email__startswith=a"])
def test_a_filter_that_is_not_declared_changes_nothing(client, shown, query):
    assert client.get(f"/api/v1/matters?{query}").json() == client.get("/api/v1/matters").json()


def test_the_list_costs_the_same_number_of_queries_at_any_length(client, shown, django_assert_max_num_queries):
    chief = Person.objects.get()
    for n in range(20):
        publish(open_matter(kind="feedback", title=f"Asia {n}"), by=chief)
    with django_assert_max_num_queries(4):
        client.get("/api/v1/matters")
