"""The picker in a real browser: by pointer, by keyboard, by drawing, and without script."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kuulu.commons.places.actions import load_city
from kuulu.commons.places.city import read_city
from kuulu.foundation.testing.axe import violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("kuulu.commons.places.tests.addresses"),
]


@pytest.fixture
def picker(page: Any, live_server: Any) -> Any:
    load_city(read_city())
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    page.on("console", lambda told: page.faults.append(told.text) if told.type == "error" else None)
    page.goto(f"{live_server.url}/en/test-picker/")
    return page


def drawn(page: Any) -> Any:
    page.locator(".k-map__canvas").scroll_into_view_if_needed()
    page.wait_for_selector("[data-drawn=yes]", timeout=20_000)
    return page


def value(page: Any, name: str) -> str:
    return page.locator(f"[name={name}]").input_value()


def test_a_press_on_the_map_sets_the_point_and_says_where_it_lies(picker: Any) -> None:
    drawn(picker).locator(".k-map__canvas canvas").click()
    picker.wait_for_selector("[data-part=status]:has-text('City centre')")
    assert float(value(picker, "lat")) == pytest.approx(61.6886, abs=0.01)
    assert float(value(picker, "lon")) == pytest.approx(27.2723, abs=0.01)
    assert value(picker, "where")
    assert picker.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_before_or_after_a_place_is_chosen(picker: Any, scheme: str) -> None:
    picker.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    picker.reload()
    assert violations(drawn(picker)) == []
    picker.locator("[name=where]").fill("Brahentie")
    picker.get_by_role("button", name="Search for the place").click()
    picker.locator("label:has-text('Brahentie')").first.click()
    assert violations(picker) == []


def test_the_keyboard_moves_the_map_under_the_cross_and_enter_sets_the_point(picker: Any) -> None:
    canvas = drawn(picker).locator(".k-map__canvas canvas")
    canvas.focus()
    picker.keyboard.press("ArrowRight")
    picker.wait_for_timeout(600)
    picker.keyboard.press("Enter")
    picker.wait_for_selector("[data-part=chosen]:not([hidden])")
    assert float(value(picker, "lon")) > 27.2723
    picker.wait_for_selector("[data-part=status]:has-text('The point is set')")


def test_an_address_is_searched_and_chosen_without_touching_the_map(picker: Any) -> None:
    picker.locator("[name=where]").fill("Porrassalmenkatu 77")
    picker.keyboard.press("Enter")
    picker.locator("label:has-text('Porrassalmenkatu 77')").first.click()
    assert value(picker, "where") == "Porrassalmenkatu 77"
    assert float(value(picker, "lat")) == pytest.approx(61.69, abs=0.01)
    assert "test-picker" in picker.url and "?" not in picker.url


def test_a_line_is_drawn_by_buttons_alone(picker: Any) -> None:
    canvas = drawn(picker).locator(".k-map__canvas canvas")
    picker.get_by_label("A line").check()
    picker.get_by_role("button", name="Add a corner at the cross").click()
    canvas.focus()
    picker.keyboard.press("ArrowRight")
    picker.wait_for_timeout(600)
    picker.get_by_role("button", name="Add a corner at the cross").click()
    picker.get_by_role("button", name="Finish drawing").click()
    shape = json.loads(value(picker, "shape"))
    assert (shape["type"], len(shape["coordinates"]), value(picker, "lat")) == ("LineString", 2, "")
    picker.get_by_role("button", name="Undo the last corner").click()
    assert value(picker, "shape") == ""
    assert picker.faults == []


def test_the_device_is_asked_only_when_the_button_is_pressed(picker: Any) -> None:
    picker.context.grant_permissions(["geolocation"])
    picker.context.set_geolocation({"latitude": 61.6995, "longitude": 27.2990})
    drawn(picker)
    assert value(picker, "lat") == ""
    picker.get_by_role("button", name="Use my device’s location").click()
    picker.wait_for_selector("[data-part=status]:has-text('Saimaa Stadiumi')")
    assert value(picker, "lat") == "61.6995"


def test_the_point_can_be_removed(picker: Any) -> None:
    drawn(picker).locator(".k-map__canvas canvas").click()
    picker.get_by_role("button", name="Remove the point").click()
    assert (value(picker, "lat"), value(picker, "lon")) == ("", "")
    assert picker.locator("[data-part=chosen]").is_hidden()


def test_the_way_past_the_map_stands_before_it(picker: Any) -> None:
    picker.get_by_role("link", name="Continue without the map").click()
    picker.keyboard.press("Tab")
    assert picker.evaluate("document.activeElement.textContent") == "Send"


def test_without_script_the_address_field_is_what_there_is(browser: Any, live_server: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 700})
    tab = context.new_page()
    tab.goto(f"{live_server.url}/en/test-picker/")
    assert tab.get_by_label("Where?").is_visible()
    assert not tab.locator(".k-map__frame").is_visible()
    assert not tab.get_by_text("Continue without the map").is_visible()
    context.close()
