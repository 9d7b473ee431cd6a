"""What a resident meets on the way to telling: danger first, whose matter it is, a service point, a line, the next one."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings

from kuulu.channels.feedback.models import Authority, Feedback
from kuulu.commons.places.models import Place

from .factories import make_category, make_feedback
from .test_pages import tell

pytestmark = pytest.mark.django_db
HERE = {"lat": "61.6886", "lon": "27.2723"}


def form_of(client, category):
    return client.get(f"/en/palaute/uusi/?laji=fault&aihe={category.code}").content.decode()


def test_a_subject_of_danger_says_the_emergency_number_before_the_form(client):
    page = form_of(client, make_category(notice_level="danger", notice={"en": "Stay away from the wire."}))
    main = page[page.index("<main") :]
    number = settings.KUULU["EMERGENCY"]["general"]
    assert main.index(f'href="tel:{number}"') < main.index("Stay away from the wire.") < main.index("<textarea")


def test_a_subject_that_stops_has_no_form_and_takes_nothing(client):
    category = make_category(notice_level="stop", notice={"en": "Call the health centre instead."})
    page = form_of(client, category)
    assert "Call the health centre instead." in page and "<textarea" not in page
    tell(client, category)
    assert not Feedback.objects.exists()


def test_whose_matter_it_is_stands_before_the_form_with_how_to_reach_them(client):
    road = Authority.objects.create(
        code="ely", names={"en": "Road authority"}, phone="0200 2100", advice={"en": "Call day or night."}
    )
    page = form_of(client, make_category(authority=road))
    assert page.index("Road authority") < page.index("<textarea")
    assert 'href="tel:0200 2100"' in page and "Call day or night." in page


def test_a_service_point_is_chosen_by_its_name_and_kept(client):
    library = Place.objects.create(
        kind="service", name="Pääkirjasto", search="pääkirjasto", address="Raatihuoneenkatu 6",
        lat=61.6886, lon=27.2723, outside_id="ptv-1", outside_type="ptv",
    )  # fmt: skip
    tell(client, make_category(), where="pääkirjasto")
    matter = Feedback.objects.get().matter
    assert matter.place == library
    assert (matter.lat, matter.lon) == (61.6886, 27.2723)


def test_a_line_is_kept_whole_and_stands_on_the_map_by_its_beginning(client):
    line = {"type": "LineString", "coordinates": [[27.2723, 61.6886], [27.2801, 61.6901]]}
    tell(client, make_category(), shape=json.dumps(line))
    feedback = Feedback.objects.get()
    assert feedback.shape == line and (feedback.matter.lat, feedback.matter.lon) == (61.6886, 27.2723)


def test_on_a_walk_the_next_one_begins_where_the_last_was(client):
    category = make_category()
    away = tell(client, category, another="1", **HERE)["Location"]
    asked = parse_qs(urlsplit(away).query)
    assert (asked["aihe"], asked["lat"], asked["lon"]) == (["kuopat"], ["61.6886"], ["27.2723"])
    page = client.get(away).content.decode()
    assert "Now the next one" in page or Feedback.objects.get().matter.reference in page


def test_who_finds_the_same_matter_near_by_says_that_it_concerns_them_and_follows_instead(client):
    category = make_category()
    near = make_feedback(public=True, category=category, lat=61.6887, lon=27.2724, text="Kuoppa torilla")
    page = tell(client, category, text="Kuoppa torin laidalla", looked="", **HERE).content.decode()
    reference = near.matter.reference
    (door,) = {part.split('"')[0] for part in page.split('href="') if reference in part and "palaute" not in part[:40]}
    told = client.get(door).content.decode()
    assert client.get(door).status_code == 200 and reference in told and "seuraa" in told
    assert Feedback.objects.count() == 1
