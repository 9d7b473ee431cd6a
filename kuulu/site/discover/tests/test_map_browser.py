"""The map of all matters in a real browser: gathered, opened, followed by its list, and by keyboard through the list."""

from __future__ import annotations

from typing import Any

import pytest

from kuulu.foundation.testing.axe import violations
from kuulu.site.discover.tests.test_map import many

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened(page: Any, live_server: Any) -> Any:
    many(400)
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda told: page.faults.append(told.text) if told.type == "error" else None)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/en/kartta/")
    page.wait_for_selector("k-map-view[data-points]", timeout=20_000)
    return page


def test_the_map_shows_what_lies_in_view_without_breaking_the_policy(opened: Any) -> None:
    opened.wait_for_selector(".k-map__dot, .k-map__cluster")
    assert int(opened.locator("k-map-view").get_attribute("data-points")) > 0
    assert "Shown in this view" in opened.locator("[data-part=status]").inner_text()
    assert opened.faults == []


def test_a_gathered_point_opens_into_a_closer_view_and_the_list_follows(opened: Any) -> None:
    for _ in range(4):
        opened.locator(".maplibregl-ctrl-zoom-out").click()
        opened.wait_for_timeout(500)
    opened.wait_for_selector(".k-map__cluster")
    before = opened.locator("k-map-view").get_attribute("data-points")
    opened.locator(".k-map__cluster").first.dispatch_event("click")
    opened.wait_for_selector(f"k-map-view[data-points]:not([data-points='{before}'])")
    opened.wait_for_selector("#map-list h2:has-text('In this view')")


def test_each_matter_of_the_list_opens_on_the_map_and_gives_the_focus_back(opened: Any) -> None:
    button = opened.locator("#map-list [data-show-on-map]").first
    title = button.get_attribute("data-title")
    button.focus()
    opened.keyboard.press("Enter")
    opened.wait_for_selector(".maplibregl-popup a")
    assert opened.evaluate("document.activeElement.closest('.maplibregl-popup') !== null")
    assert title in opened.locator(".maplibregl-popup").inner_text()
    opened.keyboard.press("Escape")
    opened.wait_for_selector(".maplibregl-popup", state="detached")
    assert opened.evaluate("document.activeElement.dataset.title") == title


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_map_its_popup_and_the_areas(
    opened: Any, live_server: Any, scheme: str
) -> None:
    opened.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    opened.reload()
    opened.wait_for_selector("k-map-view[data-points]", timeout=20_000)
    assert violations(opened) == []
    opened.locator("#map-list [data-show-on-map]").first.click()
    opened.wait_for_selector(".maplibregl-popup a")
    assert violations(opened) == []
    opened.goto(f"{live_server.url}/en/kartta/alueet/")
    opened.wait_for_selector("k-map-view[data-heat=yes]", timeout=20_000)
    assert violations(opened) == []


def test_the_areas_are_coloured_and_told_in_a_table(opened: Any, live_server: Any) -> None:
    opened.goto(f"{live_server.url}/en/kartta/alueet/")
    opened.wait_for_selector("k-map-view[data-heat=yes]", timeout=20_000)
    assert opened.locator("table tbody tr").count() == 6
    assert opened.faults == []


def test_without_script_the_list_and_the_filters_do(browser: Any, live_server: Any) -> None:
    many(30)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    tab = context.new_page()
    tab.goto(f"{live_server.url}/en/kartta/?stage=answered")
    assert tab.locator(".k-map-list li").count() > 0
    assert not tab.locator(".k-map__frame").is_visible()
    assert not tab.locator("[data-show-on-map]").first.is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
