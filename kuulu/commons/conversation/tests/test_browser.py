"""The pages of matters and conversation in a real browser: read by axe, at 320 pixels, by keyboard, without script."""

import os

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuulu.commons.conversation.actions import appeal, flag, hide, say, show
from kuulu.commons.conversation.models import Comment
from kuulu.commons.matters.models import Subscription
from kuulu.commons.matters.papers import develop
from kuulu.commons.matters.tests.factories import (
    make_chief,
    make_matter,
    make_paper,
    make_person,
    make_unit,
    make_upload,
)
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation.testing.axe import violations
from kuulu.foundation.testing.pages import faults_of, scrolls_sideways, small_targets, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("KUULU_SHOTS")
DIGEST = "d" * 64


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def matter():
    """A public matter that is talked about, with a picture, a waiting comment, a report and an appeal."""
    made = make_matter(public=True, unit=make_unit(), summary="Kadulla on syvä kuoppa.")
    first = say(made, text="Täälläkin on kuoppa.\n\nSe on syvä.", digest=DIGEST, photo=develop(make_upload((600, 400))))
    show(first, by=make_chief())
    show(say(made, text="Samaa mieltä", name="Naapuri", digest=DIGEST, parent=first), by=make_chief())
    say(made, text="Soita 044 123 4567", digest=DIGEST)
    flag(first, reason="off_topic", digest=DIGEST, note="Väärä katu")
    hidden = say(made, text="Osta halvalla", digest=DIGEST)
    hide(hidden, reason="spam", note="Mainos", by=make_person("hider", duty=Duty.MODERATOR))
    appeal(hidden, text="Ei ole mainos", digest=DIGEST)
    return made


def public_pages(matter):
    shown = Comment.objects.shown().filter(parent__isnull=True).get()
    paper = make_paper(matter, state="public")
    with translation.override("en"):
        return {
            "conversation": reverse("conversation:matter", args=[matter.reference]),
            "answer": reverse("conversation:matter", args=[matter.reference]) + f"?vastaa={shown.uuid}",
            "report": reverse("conversation:report", args=[shown.uuid]),
            "concern": reverse("matters:concern", args=[matter.reference]),
            "follow": reverse("matters:follow", args=[matter.reference]),
            "subscriptions": reverse("matters:subscriptions"),
            "take_down": reverse("matters:take_down", args=[paper.uuid]),
        }


def desk_pages(matter):
    with translation.override("en"):
        queue = reverse("conversation_desk:queue")
        return {
            "queue": queue,
            "reported": f"{queue}?jono=reported",
            "appeals": f"{queue}?jono=appeals",
            "settle": reverse("conversation_desk:settle", args=[Comment.objects.get(state="hidden").uuid]),
            "picture": reverse("matters:paper_at_desk", args=[make_paper(matter).uuid]),
            "own_subscriptions": reverse("matters:subscriptions"),
        }


def faults(page, name):
    """What a reader would trip over on the page that the browser shows."""
    found = faults_of(page.content()) + violations(page) + small_targets(page)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)
    return found + (["scrolls sideways"] if scrolls_sideways(page) else [])


@pytest.mark.parametrize("width", [320, 1280])
def test_nobody_trips_over_a_page_for_everybody(browser, live_server, matter, width):
    found = {}
    for name, path in public_pages(matter).items():
        with visit(browser, live_server.url + path, width=width) as page:
            found[name] = faults(page, f"{name}_{width}")
    assert {name: what for name, what in found.items() if what} == {}


def cookie_of(person, live_server):
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}


def test_nobody_trips_over_a_page_of_the_desk(browser, live_server, matter):
    person, found = make_person("second", duty=Duty.MODERATOR), {}
    Subscription.objects.create(person=person, kind="feedback", words="keinu", confirmed_at=matter.opened_at)
    cookie = cookie_of(person, live_server)
    for name, path in desk_pages(matter).items():
        with visit(browser, live_server.url) as page:
            page.context.add_cookies([cookie])
            assert page.goto(live_server.url + path).status == 200
            found[name] = faults(page, f"desk_{name}")
    assert {name: what for name, what in found.items() if what} == {}


def test_a_comment_is_sent_without_script_by_keyboard_and_stays_visible_to_its_writer(browser, live_server, matter):
    path = public_pages(matter)["conversation"]
    with visit(browser, live_server.url + path, width=320, java_script_enabled=False) as page:
        page.get_by_label("Your comment").focus()
        page.keyboard.type("Soita 044 765 4321")
        page.get_by_role("button", name="Send the comment").press("Enter")
        page.get_by_label("I have looked at it. Send it as it is.").check()
        assert page.get_by_label("Your comment").input_value() == "Soita 044 765 4321"
        page.get_by_role("button", name="Send the comment").press("Enter")
        page.wait_for_url("**#c-*")
        assert page.get_by_text("Soita 044 765 4321").count() == 1
    assert Comment.objects.get(text="Soita 044 765 4321").state == "waiting"


def test_this_concerns_me_too_is_one_press_without_script(browser, live_server, matter):
    with visit(browser, live_server.url + public_pages(matter)["concern"], java_script_enabled=False) as page:
        page.get_by_role("button", name="This concerns me too").click()
        page.get_by_role("button", name="Take it back").wait_for()
        page.reload()
        assert page.get_by_role("button", name="Take it back").count() == 1
    matter.refresh_from_db()
    assert matter.concerns_count == 1
