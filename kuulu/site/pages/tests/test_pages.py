"""What a visitor meets on the front page and the pages about the service."""

from __future__ import annotations

import datetime as dt
import json
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from kuulu.commons.matters.models import Matter, Outcome
from kuulu.commons.places.models import Area
from kuulu.foundation import bundle, clock, pattern_book, registry
from kuulu.foundation.testing.pages import compressed_size, faults_of
from kuulu.foundation.views import sorry, stale_form

pytestmark = pytest.mark.django_db
PAGES = ["", "osallistu/", "osallistu/feedback/", "tietoa/", "saavutettavuus/", "tietosuoja/"]


def matter(title: str = "The street light is out", *, days_ago: int = 10, answered: bool = True, **more) -> Matter:
    opened = clock.now() - dt.timedelta(days=days_ago)
    told = {
        "reference": f"MLI-2026-{Matter.objects.count():05}",
        "kind": "feedback",
        "title": title,
        "language": "en",
        "opened_at": opened,
        "visibility": "public",
        "published_at": opened,
        "stage": "answered" if answered else "received",
        "answered_at": opened + dt.timedelta(days=1) if answered else None,
        "due_at": opened + dt.timedelta(days=7),
    }
    return Matter.objects.create(**told | more)


@pytest.mark.parametrize("prefix", ["fi", "selko", "sv", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_answers_in_every_language(client: Client, prefix: str, path: str):
    page = client.get(f"/{prefix}/{path}")
    assert page.status_code == 200
    assert f'<html lang="{ {"selko": "fi"}.get(prefix, prefix) }">' in page.content.decode()
    assert page.content.decode().count("<h1") == 1


def test_the_door_leads_to_the_language_of_the_browser(client: Client):
    answer = client.get("/", headers={"accept-language": "sv-FI,sv;q=0.9,en;q=0.5"})
    assert answer.headers["Location"] == "/sv/"
    assert "Accept-Language" in answer.headers["Vary"] and "Cookie" in answer.headers["Vary"]


def test_the_front_page_names_each_channel_and_leads_to_where_the_open_ones_begin(client: Client):
    page = client.get("/en/").content.decode()
    for plate in registry.plates():
        is_open = plate.is_always_open or any(plate.open_now())
        assert plate.name["en"] in page and (plate.invitation["en"] in page) == is_open, plate.code
        assert f"/en/{plate.prefix}/" in page or not is_open


def test_what_came_of_a_public_matter_is_told_with_its_thread(client: Client):
    Outcome.objects.create(matter=matter(), kind="work", text={"en": "The lamp was changed"})
    page = client.get("/en/").content.decode()
    assert "The street light is out" in page and "The lamp was changed" in page
    assert page.count('class="k-thread__step"') == 3


@pytest.mark.parametrize("state", [{"visibility": "private"}, {"visibility": "hidden"}, {"stage": "withdrawn"}])
def test_what_is_not_public_is_never_on_the_front_page(client: Client, state: dict[str, str]):
    Outcome.objects.create(matter=matter("Nobody sees this", **state), kind="work", text={"en": "Nor this"})
    page = client.get("/en/").content.decode()
    assert "Nobody sees this" not in page and "Nor this" not in page


def test_the_figures_count_all_answers_of_twelve_months(client: Client):
    matter(days_ago=500)
    for place in range(4):
        matter(visibility="private", due_at=clock.now() - dt.timedelta(days=30 if place == 0 else 1))
    page = client.get("/en/").content.decode()
    assert "<dd>4</dd>" in page and "<dd>75 %</dd>" in page


def test_a_front_page_asks_the_database_at_most_ten_times(client: Client, django_assert_max_num_queries):
    for number in range(6):
        Outcome.objects.create(matter=matter(f"Matter {number}"), kind="work", text={"en": "Done"})
    with django_assert_max_num_queries(10):
        client.get("/en/")
    with django_assert_max_num_queries(1):
        client.get("/en/")


def test_an_area_near_me_leads_to_its_matters(client: Client):
    Area.objects.get_or_create(code="anttola", defaults={"names": {"fi": "Anttola"}})
    answer = client.get("/en/lahella/", {"area": "anttola"})
    assert answer.status_code == 302 and answer.headers["Location"].endswith("?area=anttola")


def test_an_unknown_place_near_me_becomes_a_search(client: Client):
    answer = client.get("/en/lahella/", {"place": "No such\x01 street 5"})
    assert answer.headers["Location"].endswith("?q=No+such+street+5")


def test_a_way_that_the_house_has_not_is_not_found(client: Client):
    assert client.get("/en/osallistu/lottery/").status_code == 404


def test_the_accessibility_statement_is_honest_and_names_who_supervises(client: Client):
    page = client.get("/en/saavutettavuus/").content.decode()
    assert "Not yet assessed by people" in page and "saavutettavuusvaatimukset.fi" in page
    assert "within 14 days" in page and "306/2019" in page


def test_machines_find_what_they_ask_for_by_agreed_names(client: Client):
    assert "Disallow: /fi/desk/" in client.get("/robots.txt").content.decode()
    security = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: mailto:" in security and "Expires: 20" in security
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    assert manifest["start_url"] == "/" and len(manifest["icons"]) == 3


@pytest.mark.parametrize(
    "path", [*(f"/en/{path}" for path in PAGES), "/design/", "/design/field/", "/en/no-such-page/"]
)
def test_the_markup_of_every_page_keeps_the_house_rules(client: Client, path: str):
    Outcome.objects.create(matter=matter(), kind="work", text={"en": "The lamp was changed"})
    assert faults_of(client.get(path).content.decode()) == []


def test_a_public_page_weighs_at_most_60_kilobytes_with_all_that_it_needs(client: Client):
    for number in range(6):
        Outcome.objects.create(matter=matter(f"Matter {number}"), kind="work", text={"en": "Done"})
    page = compressed_size(client.get("/fi/").content)
    sheets = [compressed_size(bundle.place_of(path).read_bytes()) for path in (bundle.STYLE, bundle.SCRIPT)]
    assert page <= 15_000
    assert page + sum(sheets) <= 60_000


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
@pytest.mark.parametrize("prefix", ["fi", "selko", "sv", "en"])
def test_every_apology_is_a_whole_page_that_needs_no_database(rf, django_assert_num_queries, status: int, prefix: str):
    with django_assert_num_queries(0):
        answer = sorry(rf.get(f"/{prefix}/somewhere/"), status)
    assert answer.status_code == status
    assert faults_of(answer.content.decode()) == []


def test_a_form_gone_stale_gives_back_what_was_typed_but_no_secrets(rf):
    request = rf.post("/en/palaute/", {"text": "A long story", "password": "secret", "csrfmiddlewaretoken": "x"})
    page = stale_form(request).content.decode()
    assert "A long story" in page and "secret" not in page


@pytest.mark.parametrize("component", pattern_book.components(), ids=lambda one: one.code)
def test_every_component_tells_its_purpose_criteria_and_examples(client: Client, component: pattern_book.Component):
    page = unescape(client.get(f"/design/{component.code}/").content.decode())
    assert component.purpose in page and component.accessibility[0] in page
    assert component.accessibility and component.examples


def test_every_folder_of_the_design_has_its_description():
    folders = {folder.name for folder in (settings.ROOT / "design/components").iterdir() if folder.is_dir()}
    assert folders == {one.code for one in pattern_book.components()}
