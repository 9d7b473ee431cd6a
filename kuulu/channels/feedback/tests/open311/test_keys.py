"""2.13 What makers of programs are told, and how keys are got, set and closed."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.channels.feedback.actions.keys import approve_key, change_key, close_key
from kuulu.channels.feedback.models import ApiKey
from kuulu.channels.feedback.tests.factories import make_staff, make_unit
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty

from .conftest import INSIDE, make_key

pytestmark = pytest.mark.django_db
GOOD = {"kind": "test", "name": "Pyöräilijän opas", "email": "Dev@Example.org", "purpose": "", "accepts": "on"}


@pytest.fixture
def office(client, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    client.force_login(make_staff(duty=Duty.ADMINISTRATOR))
    return client


@pytest.mark.parametrize("language", ["fi", "selko", "sv", "en"])
def test_l1_l3_the_page_tells_of_publishing_and_of_usual_faults(client, service, language):
    page = client.get(f"/{language}/rajapinnat/")
    text = page.content.decode()
    assert page.status_code == 200 and 'id="publication"' in text
    for address in ("http://testserver/open311/v2", "http://testserver/open311/test/v2", "/discovery.xml"):
        assert address in text


def test_d1_discovery_without_a_format_is_a_page(client, service):
    page = client.get("/discovery")
    assert page.status_code == 200 and page.headers["Content-Type"].startswith("text/html")


def secret_on(page):
    return re.search(r"<code>([tp][0-9a-f]{40})</code>", page.content.decode()).group(1)


def test_l2_a_test_key_is_got_at_once_and_shown_once(client, service, api):
    page = client.post("/en/rajapinnat/avain/", GOOD)
    secret = secret_on(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert api.post("test/v2/requests", api_key=secret, service_code="kuopat", **INSIDE).status == 200
    key = ApiKey.objects.get()
    assert key.contact_email == "dev@example.org" and key.language == "en" and secret not in str(vars(key))


def test_l2_a_production_key_works_after_a_look_and_its_people_are_told(
    client, service, api, mailoutbox, django_capture_on_commit_callbacks
):
    secret = secret_on(
        client.post("/en/rajapinnat/avain/", {**GOOD, "kind": "production", "purpose": "Karttasovellus"})
    )
    assert api.post(api_key=secret, service_code="kuopat", **INSIDE).status == 403
    key = ApiKey.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        approve_key(key, by=make_staff(duty=Duty.ADMINISTRATOR))
    assert api.post(api_key=secret, service_code="kuopat", **INSIDE).status == 200
    assert mailoutbox[0].to == ["dev@example.org"] and secret not in mailoutbox[0].body


@pytest.mark.parametrize(
    "wrong",
    [{"email": "x"}, {"name": ""}, {"kind": "production"}, {"accepts": ""}, {"url": "http://spam"}, {"kind": "root"}],
)
def test_l2_what_is_missing_is_told_and_what_was_typed_is_kept(client, service, wrong):
    page = client.post("/en/rajapinnat/avain/", {**GOOD, "name": "Oma ohjelma", **wrong})
    assert not ApiKey.objects.exists()
    assert "Oma ohjelma" in page.content.decode() or wrong == {"name": ""}


@pytest.mark.usefixtures("early_in_the_hour")
def test_l2_asking_for_key_after_key_is_stopped(client, service, settings):
    settings.KUULU = {**settings.KUULU, "OPEN311": {**settings.KUULU["OPEN311"], "new_keys_per_hour": 2}}
    assert [client.post("/en/rajapinnat/avain/", GOOD).status_code for _ in range(3)] == [200, 200, 429]


def test_an_administrator_sees_lets_in_sets_and_closes_keys(office):
    key, secret = make_key(state="waiting")
    listing = office.get("/en/desk/palaute/avaimet/").content.decode()
    assert key.name in listing and key.shown_start in listing and secret not in listing
    page = f"/en/desk/palaute/avaimet/{key.pk}/"
    assert key.contact_email in office.get(page).content.decode()
    office.post(page, {"approve": "1"})
    assert ApiKey.objects.get().state == "active"
    fields = {"name": "Uusi", "polls_by_update": "on", "unit": make_unit().pk, "posts_per_hour": "7", "save": "1"}
    office.post(page, fields)
    kept = ApiKey.objects.get()
    assert (kept.name, kept.posts_wish_public, kept.polls_by_update, kept.unit.code, kept.posts_per_hour) == (
        "Uusi",
        False,
        True,
        "kadut",
        7,
    )
    office.post(page, {"close": "1"})
    assert ApiKey.objects.get().state == "closed"
    assert set(AuditEntry.objects.values_list("verb", flat=True)) >= {"approve_key", "change_key", "close_key"}


def test_a_wrong_setting_changes_nothing(office):
    key = make_key()[0]
    page = office.post(f"/en/desk/palaute/avaimet/{key.pk}/", {"name": "", "posts_per_hour": "-1", "save": "1"})
    assert page.status_code == 422 and ApiKey.objects.get().name == key.name


@pytest.mark.parametrize("duty", [Duty.HANDLER, Duty.SUPERVISOR, Duty.AUDITOR, Duty.CLERK, Duty.MODERATOR])
def test_others_neither_see_nor_change_keys(client, settings, duty):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    key, staff = make_key()[0], make_staff(make_unit(), duty=duty)
    client.force_login(staff)
    for path in ("", f"{key.pk}/"):
        assert client.get(f"/en/desk/palaute/avaimet/{path}").status_code in (302, 403, 404)
    for act in (approve_key, close_key, change_key):
        with pytest.raises(PermissionDenied):
            act(key, by=staff)
