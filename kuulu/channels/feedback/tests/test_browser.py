"""Journeys in a real browser: by keyboard, without script, on a narrow screen, on a weak line, and read by axe."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from kuulu.channels.feedback.models import Feedback
from kuulu.commons.matters.tests import corpus

from .factories import make_category, make_feedback

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AXE = Path(settings.ROOT) / "node_modules/axe-core/axe.min.js"
SHOTS = os.environ.get("KUULU_SHOTS")


@pytest.fixture
def category():
    hint = {"fi": "Reiät, routavauriot ja halkeamat", "en": "Holes and cracks"}
    return make_category(synonyms={"fi": "reikä, monttu"}, descriptions=hint)


@pytest.fixture
def phone(browser):
    """A narrow tab with script turned off."""
    context = browser.new_context(locale="fi-FI", viewport={"width": 320, "height": 640}, java_script_enabled=False)
    tab = context.new_page()
    yield tab
    context.close()


def shot(page, name):
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def axe_faults(page):
    """What axe finds against WCAG 2.2 A and AA, as one line each."""
    page.evaluate(AXE.read_text())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", tags)["violations"]
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def wider_than_the_screen(page):
    """What sticks out on the right, as the beginning of its markup."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] : "
        "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => 'wider: ' + e.outerHTML.slice(0, 120)).slice(-3)"
    )


def tab_to(page, selector, most=120):
    """Press Tab until the element has the focus; fails when the keyboard cannot reach it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement?.matches(s)", selector):
            return
    pytest.fail(f"The keyboard does not reach {selector}")


def test_a_pothole_is_reported_by_keyboard_alone(page, live_server, category):
    page.goto(f"{live_server}{reverse('feedback:new')}")
    tab_to(page, "[name=laji]")
    page.keyboard.press("Space")
    tab_to(page, "#id_haku")
    page.keyboard.type("monttu")
    page.wait_for_selector("#subjects [role=status]:not(:empty)")
    tab_to(page, "[name=aihe]")
    page.keyboard.press("Space")
    tab_to(page, "[name=jatka]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#id_text")
    tab_to(page, "#id_text")
    page.keyboard.type("Syvä kuoppa pyörätiellä")
    tab_to(page, "[name=contact]")
    page.keyboard.press("Space")
    tab_to(page, "form#tell .k-button:not([name]), form#tell button:not([name])", most=60)
    while not page.evaluate("document.activeElement.matches('form#tell > .k-row:last-child *')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-sent]")
    assert Feedback.objects.get().text == "Syvä kuoppa pyörätiellä"


def test_a_pothole_is_reported_without_script_on_a_narrow_phone(phone, live_server, category):
    phone.goto(f"{live_server}{reverse('feedback:new')}")
    shot(phone, "320-choose")
    phone.click("label[for=id_laji_0]")
    phone.check("[name=aihe][value=kuopat]")
    phone.click("[name=jatka]")
    shot(phone, "320-tell")
    phone.fill("#id_text", "Kuoppa suojatiellä")
    phone.fill("#id_where", "keskustan suojatie")
    phone.check("[name=contact][value=no]")
    phone.click("form#tell > .k-row:last-child .k-button >> nth=0")
    assert phone.locator("[data-sent]").count() == 1
    shot(phone, "320-receipt")
    assert Feedback.objects.get().matter.address == "keskustan suojatie"


def pages_to_look_at(category):
    public = make_feedback(
        public=True, text="Keinu on rikki leikkipuistossa. " * 8, sender_name="X", title="Keinu rikki"
    )
    tell = f"{reverse('feedback:new')}?laji=fault&aihe={category.code}"
    return {
        "choose": reverse("feedback:new"),
        "choose-error": reverse("feedback:new") + "?jatka=1",
        "tell": tell,
        "thanks": f"{reverse('feedback:new')}?laji=thanks&aihe={category.code}",
        "photo": reverse("feedback:photo_first"),
        "list": reverse("feedback:list"),
        "list-none": reverse("feedback:list") + "?sanat=zzzz",
        "detail": reverse("feedback:detail", args=[public.matter.reference]),
        "kiitokset": reverse("feedback:thanks"),
        "figures": reverse("feedback:figures"),
        "own": reverse("feedback:own"),
    }


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(page, live_server, category, width):
    page.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for name, address in pages_to_look_at(category).items():
        page.goto(f"{live_server}{address}")
        shot(page, f"{width}-{name}")
        if found := axe_faults(page) + wider_than_the_screen(page):
            faults[name] = found
    assert not faults, json.dumps(faults, indent=1, ensure_ascii=False)


def test_the_form_in_error_and_the_own_page_are_clean_too(page, live_server, category):
    page.goto(f"{live_server}{reverse('feedback:new')}?laji=fault&aihe={category.code}")
    page.check("[name=contact][value=yes]")
    page.click("form#tell > .k-row:last-child .k-button >> nth=0")
    page.wait_for_selector(".k-errors")
    shot(page, "390-errors")
    assert axe_faults(page) == [] and page.evaluate("document.activeElement.className") == "k-errors"
    page.fill("#id_text", "Kuoppa")
    page.check("[name=contact][value=no]")
    page.wait_for_timeout(4100)
    page.click("form#tell > .k-row:last-child .k-button >> nth=0")
    page.wait_for_selector("[data-sent]")
    shot(page, "390-receipt")
    assert axe_faults(page) == []
    page.goto(page.inner_text(".feedback-link a").replace("http://testserver", str(live_server)))
    page.wait_for_selector("#lisaa")
    shot(page, "390-own")
    assert axe_faults(page) == []


def test_what_was_typed_on_a_weak_line_is_there_again_and_is_sent_once(page, live_server, category):
    address = f"{live_server}{reverse('feedback:new')}?laji=fault&aihe={category.code}"
    page.goto(address)
    page.fill("#id_text", "Puu kaatunut polulle")
    page.check("[name=contact][value=no]")
    page.context.set_offline(True)
    page.click("form#tell > .k-row:last-child .k-button >> nth=0")
    assert page.inner_text("#line") != "" and not Feedback.objects.exists()
    page.context.set_offline(False)
    page.wait_for_selector("[data-sent]")
    page.goto(address)
    assert page.input_value("#id_text") == "" and Feedback.objects.count() == 1


def test_a_closed_tab_loses_no_text(page, live_server, category):
    address = f"{live_server}{reverse('feedback:new')}?laji=fault&aihe={category.code}"
    page.goto(address)
    page.fill("#id_text", "Valo sammunut")
    page.fill("#id_sender_email", "me@example.org")
    page.goto("about:blank")
    page.goto(address)
    assert page.input_value("#id_text") == "Valo sammunut" and page.input_value("#id_sender_email") == ""


@pytest.mark.parametrize("name", ["kuva.heic", "kuva.jpg", "kuva.png"])
def test_the_place_in_a_picture_is_offered_from_the_device_and_the_picture_goes_without_it(
    page, live_server, category, name
):
    pictures = {
        "kuva.heic": corpus.HEIC,
        "kuva.jpg": corpus.saved(corpus.picture(), exif=corpus.exif()),
        "kuva.png": corpus.saved(corpus.picture(), "PNG"),
    }
    page.goto(live_server.url + "/en/palaute/uusi/kuva/")
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "", "buffer": pictures[name]})
    assert page.input_value("[name=lat]") == ""
    page.check("#from-picture")
    if name.endswith("png"):
        page.wait_for_selector("text=The picture tells no place")
        return
    page.wait_for_selector("text=A place was found")
    page.click("main form button[type=submit]")
    page.wait_for_url("**/palaute/uusi/?**")
    assert "lat=61.68" in page.url and "lon=27.27" in page.url
