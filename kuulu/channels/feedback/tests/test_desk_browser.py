"""The desk in a real browser: by keys alone, clean to axe, and at a phone's width."""

from pathlib import Path

import pytest

from kuulu.channels.feedback.models import Feedback, ReadyText
from kuulu.commons.people.vocabulary import Duty

from .factories import make_category, make_feedback, make_staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).resolve().parents[4] / "node_modules/axe-core/axe.min.js"


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def feedback():
    ReadyText.objects.create(names={"en": "Will be mended"}, texts={"fi": "Kiitos {reference}. {unit} korjaa."})
    category = make_category()
    make_feedback(category=category, text="Toinen kuoppa samalla kadulla", wishes_public=True)
    return make_feedback(category=category, sender_email="s@example.org", text="Kuoppa, soittakaa 040 123 4567")


@pytest.fixture
def desk(page, live_server, client, feedback):
    """A tab of an official of the unit."""
    client.force_login(make_staff(feedback.matter.unit, duty=Duty.SUPERVISOR, name="Esihenkilö"))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(f"{live_server.url}/en/desk/palaute/")
    return page


def faults_of(page):
    page.evaluate(AXE.read_text())
    return page.evaluate("axe.run().then(told => told.violations.map(v => v.id + ': ' + v.nodes[0].html))")


def test_an_answer_is_given_by_keys_alone(desk, feedback):
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    assert desk.evaluate("document.activeElement.textContent") == feedback.matter.title
    desk.keyboard.press("k")
    desk.keyboard.press("j")
    desk.keyboard.press("x")
    assert desk.locator("input[name=chosen]:checked").count() == 1
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/{feedback.matter.reference}/")
    desk.keyboard.press("a")
    desk.keyboard.type("Kiitos, paikkaamme kuopan. j k t ?")
    desk.get_by_role("button", name="Send the answer").focus()
    desk.keyboard.press("Enter")
    desk.wait_for_selector(".k-said--city")
    assert Feedback.objects.get(pk=feedback.pk).city_answers.get().texts["fi"].endswith("j k t ?")


def test_single_keys_can_be_shown_and_switched_off(desk):
    desk.keyboard.press("?")
    assert desk.locator(".k-desk__keys[open]").count() == 1
    desk.locator("[data-desk-keys-off]").check()
    desk.reload()
    desk.keyboard.press("j")
    assert desk.evaluate("document.activeElement.tagName") == "BODY"


def test_it_is_taken_by_one_key(desk, feedback):
    desk.get_by_role("link", name=feedback.matter.title).click()
    desk.wait_for_url(f"**/{feedback.matter.reference}/")
    desk.keyboard.press("t")
    desk.wait_for_selector("text=This is yours")
    assert Feedback.objects.get(pk=feedback.pk).matter.stage == "in_hand"


ADDRESSES = ["", "?view=check", "lajittelu/", "luvut/", "koosteet/", "{reference}/", "koosteet/kadut/2026-01/"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_desk_is_clean_to_axe_and_never_wider_than_the_screen(desk, live_server, feedback, address, width):
    make_feedback(category=make_category("muu", unit=None), text="Jotain aivan muuta")
    desk.set_viewport_size({"width": width, "height": 900})
    desk.goto(f"{live_server.url}/en/desk/palaute/{address.format(reference=feedback.matter.reference)}")
    desk.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert faults_of(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("address", ["/en/desk/", "/en/desk/?view=all"])
def test_the_work_list_over_all_channels_is_clean_to_axe(desk, live_server, address):
    desk.goto(live_server.url + address)
    assert faults_of(desk) == []


def test_everything_works_without_script(browser, live_server, client, feedback):
    client.force_login(make_staff(feedback.matter.unit))
    context = browser.new_context(java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    tab = context.new_page()
    tab.goto(f"{live_server.url}/en/desk/palaute/{feedback.matter.reference}/")
    tab.get_by_role("button", name="Will be mended").click()
    tab.get_by_role("button", name="Send the answer").click()
    tab.wait_for_selector(".k-said--city")
    context.close()
    assert feedback.city_answers.get().texts["fi"] == f"Kiitos {feedback.matter.reference}. Kadut korjaa."
