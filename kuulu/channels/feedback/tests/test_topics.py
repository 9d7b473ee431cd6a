"""Everybody finds, maps and hears of feedback by its subject."""

import pytest

from kuulu.channels.feedback.actions import handle
from kuulu.channels.feedback.models import Category
from kuulu.channels.feedback.wagtail_hooks import keep_topics
from kuulu.commons.matters.models import Matter, Subscription
from kuulu.commons.people.models import Notice, Person

from .factories import make_category, make_feedback, make_staff

pytestmark = pytest.mark.django_db
PLACE = {"lat": 61.69, "lon": 27.27}
POINTS = "/en/kartta/pisteet?bbox=27.2,61.6,27.4,61.8&zoom=12"


@pytest.fixture
def lamps():
    return make_category("valot", names={"fi": "Valot", "en": "Lamps"})


@pytest.fixture
def holes():
    return make_category()


def test_the_map_the_list_the_feed_and_open_data_show_one_subject_alone(client, lamps, holes):
    lamp, hole = (make_feedback(public=True, category=one, text=text, **PLACE) for one, text in ((lamps, "Lamppu pimeänä"), (holes, "Syvä kuoppa")))  # fmt: skip
    assert [point["title"] for point in client.get(f"{POINTS}&topic=valot").json()["points"]] == ["Lamppu pimeänä"]
    for page in ("/en/asiat/", "/en/kartta/", "/en/syote/asiat.atom", "/api/v1/matters"):
        told = client.get(page, {"topic": "valot"}).content.decode()
        assert lamp.matter.reference in told or "Lamppu" in told
        assert "Syvä kuoppa" not in told
    assert '<option value="valot" selected>Lamps</option>' in client.get("/en/asiat/?topic=valot").content.decode()


def test_somebody_hears_of_new_feedback_of_one_subject(client, lamps, holes, django_capture_on_commit_callbacks):
    client.force_login(Person.objects.create_user("reader@example.org", language="en"))
    listed = client.get("/en/palaute/?aihe=valot").content.decode()
    assert "kind=feedback&amp;topic=valot" in listed
    asked = {"kind": "feedback", "topic": "valot", "cadence": "at_once"}
    where = "/en/seuraa/"
    assert client.post(where, asked).status_code == 302 and "Lamps" in client.get(where).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        make_feedback(public=True, category=holes, text="Syvä kuoppa")
        make_feedback(public=True, category=lamps, text="Lamppu pimeänä")
    told = Notice.objects.filter(kind="new_matter", email="reader@example.org")
    assert [notice.subject for notice in told] == ["New: Lamppu pimeänä"]


def test_a_subject_that_was_changed_is_followed(lamps, holes):
    feedback = make_feedback(category=holes)
    handle.recategorise(feedback, category=lamps, by=make_staff(feedback.matter.unit))
    assert Matter.objects.get(pk=feedback.pk).topic == "valot"


def test_a_subject_with_a_new_code_keeps_its_feedback(lamps):
    feedback = make_feedback(category=lamps)
    lamps.code = "katuvalot"
    lamps.save()
    keep_topics(Category.objects.get(pk=lamps.pk), by=None, verb="changed")
    assert Matter.objects.get(pk=feedback.pk).topic == "katuvalot"


def test_an_unknown_subject_is_refused_in_a_form_and_narrows_no_list(client, lamps):
    make_feedback(public=True, category=lamps, text="Lamppu pimeänä")
    assert "Lamppu pimeänä" in client.get("/en/asiat/?topic=eiole").content.decode()
    client.force_login(Person.objects.create_user("reader@example.org"))
    client.post("/en/seuraa/", {"topic": "eiole", "cadence": "daily"})
    assert not Subscription.objects.exists()


def test_words_that_are_looked_for_among_the_newest_say_so_and_lead_to_the_search_of_all(client, lamps):
    page = client.get("/en/palaute/?sanat=lamppu&aihe=valot").content.decode()
    assert "/en/haku/?kind=feedback&amp;topic=valot&amp;words=lamppu&amp;q=lamppu" in page
