"""The face of the house in a real browser: checked by axe, narrow and wide, by day and night, by keyboard alone."""

from __future__ import annotations

import pytest
from django.conf import settings

from kuulu.commons.matters.models import Outcome
from kuulu.foundation import pattern_book
from kuulu.foundation.testing.axe import violations
from kuulu.foundation.testing.pages import scrolls_sideways, small_targets, unseen_focus, visit

from .test_pages import matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LOOKS = [
    pytest.param({"width": 320, "scheme": "light"}, id="phone-light"),
    pytest.param({"width": 320, "scheme": "dark"}, id="phone-dark"),
    pytest.param({"width": 1280, "scheme": "light"}, id="desktop-light"),
    pytest.param({"width": 1280, "scheme": "dark"}, id="desktop-dark"),
    pytest.param({"width": 1280, "forced_colors": "active"}, id="forced-colours"),
]
PAGES = ["", "osallistu/", "osallistu/feedback/", "tietoa/", "saavutettavuus/", "tietosuoja/", "no-such-page/"]


def told() -> None:
    """A city where something has come of it."""
    Outcome.objects.create(matter=matter("Longest" + "word" * 12), kind="work", text={"en": "The lamp was changed"})
    matter("A railing for the pier")


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_is_free_of_faults_that_a_machine_sees(live_server, browser, look):
    told()
    for path in PAGES:
        with visit(browser, f"{live_server.url}/en/{path}", **look) as page:
            assert violations(page) == [], path
            assert not scrolls_sideways(page), path
            assert small_targets(page) == [], path


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3]])
def test_every_component_of_the_pattern_book_is_free_of_faults(live_server, browser, look):
    for component in [None, *pattern_book.components()]:
        address = f"{live_server.url}/design/{component.code + '/' if component else ''}"
        with visit(browser, address, **look) as page:
            assert violations(page) == [], address
            assert not scrolls_sideways(page), address


def test_the_first_press_of_tab_shows_the_way_past_the_header(live_server, browser):
    with visit(browser, f"{live_server.url}/en/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "k-skip"
        assert page.locator(".k-skip").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_has_the_focus_shows_it(live_server, browser, width):
    with visit(browser, f"{live_server.url}/en/", width=width) as page:
        assert unseen_focus(page, presses=24) == []


def test_what_can_be_influenced_is_seen_on_a_phone_without_scrolling(live_server, browser):
    with visit(browser, f"{live_server.url}/en/", width=390) as page:
        link = page.locator(".k-opening__title a").first.bounding_box()
        assert link["y"] + link["height"] < 800


def test_the_front_page_says_the_same_without_script(live_server, browser):
    told()
    with visit(browser, f"{live_server.url}/en/", java_script_enabled=False) as page:
        page.get_by_label("Area").select_option(index=0)
        page.get_by_label("Or a street, place or postcode").fill("Nowhere 7")
        page.get_by_role("button", name="Show").click()
        assert "q=Nowhere+7" in page.url


def test_the_errors_of_a_form_take_the_focus_and_lead_to_their_fields(live_server, browser):
    with visit(browser, f"{live_server.url}/design/error_summary/") as page:
        assert page.evaluate("document.activeElement.className") == "k-errors"
        page.locator(".k-errors a").last.click()
        assert page.evaluate("document.activeElement.id").startswith("b_")


def test_a_dialog_keeps_the_focus_and_closes_on_escape(live_server, browser):
    with visit(browser, f"{live_server.url}/design/dialog/") as page:
        page.locator("[data-opens]").click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        assert not page.locator("dialog").is_visible()
        assert page.evaluate("document.activeElement.dataset.opens") == "why-dialog"


def test_a_printed_matter_keeps_its_thread_and_drops_what_can_only_be_pressed(live_server, browser):
    with visit(browser, f"{live_server.url}/design/thread/") as page:
        page.emulate_media(media="print")
        assert page.locator(".k-thread").first.is_visible()
        assert not page.locator(".k-footer").is_visible()


def test_no_page_breaks_its_own_content_security_policy(live_server, browser):
    for path in ("/en/", "/design/field/", "/design/chart_bars/"):
        with visit(browser, "about:blank") as page:
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            page.goto(f"{live_server.url}{path}")
            assert said == [], path
            assert page.evaluate("document.fonts.check('16px \"Source Sans 3\"')") is True
    assert settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"] == ["'self'"]
