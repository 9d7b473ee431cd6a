"""What a channel gets for nothing when it plugs in. Run by tests/house/test_channels.py with its own settings."""

import json

import pytest
from django.urls import reverse

from kuulu.commons.matters.actions import follow, open_matter, publish, record
from kuulu.commons.matters.queries import thread
from kuulu.commons.people.models import Notice, Person
from kuulu.site.discover.actions import index
from tests.house.wishes.models import Wish

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident():
    return Person.objects.create_user("resident@example.org")


@pytest.fixture
def wish(resident, django_capture_on_commit_callbacks):
    matter = open_matter(kind="wish", title="Keinu rantaan", by=resident, lat=61.69, lon=27.27)
    Wish.objects.create(matter=matter, wished_for="köysikeinu")
    with django_capture_on_commit_callbacks(execute=True):
        publish(matter, by=Person.objects.create_superuser("chief@example.org"))
    index(matter)
    return matter


def test_it_stands_among_the_ways_to_take_part(client, wish):
    assert b"Toiveet" in client.get("/fi/osallistu/").content


def test_it_is_found_by_words_that_only_its_own_model_holds(client, wish):
    assert wish.title.encode() in client.get("/fi/haku/?q=köysikeinu").content


def test_it_is_on_the_map_of_everything(client, wish):
    answer = client.get(reverse("discover:points") + "?bbox=27.2,61.6,27.4,61.8&zoom=11")
    assert wish.reference in json.dumps(answer.json())


def test_its_steps_can_be_read(wish):
    assert [step.verb for step in thread(wish)][:2] == ["received", "published"]


def test_its_followers_are_told(wish, django_capture_on_commit_callbacks):
    follow(wish, email="neighbour@example.org", confirmed=True)
    with django_capture_on_commit_callbacks(execute=True):
        record(wish, "outcome", values={"text": {"fi": "Keinu tehtiin"}}, by_staff=True)
    assert Notice.objects.filter(email="neighbour@example.org", matter_reference=wish.reference).count() == 1


def test_it_is_on_its_openers_page(client, wish, resident):
    client.force_login(resident)
    assert wish.title.encode() in client.get("/fi/oma/").content


def test_it_is_open_data(client, wish):
    assert wish.reference in client.get("/api/v1/matters").content.decode()
    assert "köysikeinu" in b"".join(client.get("/api/v1/datasets/wishes.csv").streaming_content).decode()


def test_it_has_its_atom_feed(client, wish):
    assert wish.title.encode() in client.get("/fi/syote/asiat.atom?kind=wish").content


def test_it_is_in_the_work_list_of_the_desk(client, wish):
    client.force_login(Person.objects.get(email="chief@example.org"))
    assert wish.title.encode() in client.get("/fi/desk/?kind=wish").content
