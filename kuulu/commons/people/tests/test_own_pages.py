"""A resident's own pages: settings, notices, a secret feed."""

import feedparser
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuulu.commons.people.actions import notify, unsubscribe
from kuulu.commons.people.models import MailAddress, Person

pytestmark = pytest.mark.django_db
PAGES = ["settings", "notices", "data", "erase"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def home(client, resident):
    client.force_login(resident)
    return client


def at(name, *args):
    return reverse(f"people:{name}", args=args)


@pytest.mark.parametrize("name", PAGES)
def test_every_own_page_opens_in_every_language(home, name):
    for code in ("fi", "fi-simple", "sv", "en"):
        with translation.override(code):
            said = home.get(at(name))
        assert said.status_code == 200 and b"<h1>" in said.content
        assert said["Cache-Control"].startswith(("private", "max-age=0"))


@pytest.mark.parametrize("name", ["settings", "notices"])
def test_a_visitor_is_asked_to_sign_in(client, name):
    assert "/tili/login/" in client.get(at(name))["Location"]


def test_language_and_cadence_are_saved(home, resident):
    said = home.post(at("settings"), {"name": "Maija", "language": "sv", "cadence": "weekly"})
    resident.refresh_from_db()
    assert said.status_code == 302 and (resident.language, resident.cadence) == ("sv", "weekly")


@pytest.mark.parametrize("field,value", [("language", "xx"), ("cadence", "hourly"), ("name", "x" * 5000)])
def test_a_wrong_setting_is_explained_and_what_was_typed_stays(home, field, value):
    said = home.post(at("settings"), {"name": "Maija", "language": "sv", "cadence": "weekly", field: value})
    assert said.status_code == 400 and b"error_summary" in said.content or b"k-errors" in said.content
    assert Person.objects.get().language == "en"


def test_nobody_becomes_staff_by_the_settings_form(home, resident):
    more = {"is_staff": "on", "is_superuser": "on", "email": "other@example.org"}
    home.post(at("settings"), {"name": "M", "language": "fi", "cadence": "daily", **more})
    resident.refresh_from_db()
    assert (resident.is_staff, resident.is_superuser, resident.email) == (False, False, "reader@example.org")


def test_mail_is_taken_up_again_from_the_settings(home, resident):
    unsubscribe(resident.email)
    assert at("mail_again").encode() in home.get(at("settings")).content
    home.post(at("mail_again"))
    assert MailAddress.objects.get().unsubscribed_at is None


def test_only_own_notices_are_listed(home, resident):
    other = Person.objects.create_user("other@example.org")
    notify(kind="step", key="1", subject="Mine", text="t", person=resident)
    notify(kind="step", key="2", subject="Not mine", text="t", person=other)
    notify(kind="account", key="3", subject="A code", text="t", person=resident)
    page = home.get(at("notices")).content.decode()
    assert "Mine" in page and "Not mine" not in page and "A code" not in page


def test_a_long_list_of_notices_has_pages_and_few_queries(home, resident, django_assert_max_num_queries):
    for number in range(45):
        notify(kind="step", key=str(number), subject=f"News {number}", text="t", person=resident)
    with django_assert_max_num_queries(10):
        page = home.get(at("notices") + "?page=2")
    assert len(page.context["page_obj"].object_list) == 20


def test_notices_are_marked_as_read(home, resident):
    notify(kind="step", key="1", subject="Mine", text="t", person=resident)
    home.post(at("notices_read"))
    assert resident.notices.get().read_at


def feed_address(home):
    return home.post(at("new_feed")).context["address"]


def test_the_feed_tells_subjects_to_who_has_the_address_and_no_secrets(home, resident):
    notify(kind="step", key="1", subject="It moved", text="private words", link="/en/s/token/", person=resident)
    said = Client().get(feed_address(home))
    feed = feedparser.parse(said.content)
    assert [entry.title for entry in feed.entries] == ["It moved"] and not feed.bozo
    assert b"private words" not in said.content and b"token" not in said.content


def test_a_new_feed_address_ends_the_old_one(home):
    old = feed_address(home)
    feed_address(home)
    assert Client().get(old).status_code == 404


def test_the_feed_of_a_closed_account_is_gone(home, resident):
    address = feed_address(home)
    Person.objects.update(is_active=False)
    assert Client().get(address).status_code == 404
