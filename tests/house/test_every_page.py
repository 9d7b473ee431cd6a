"""Every page that the house has, in a real browser at 320 pixels: clean to axe, never sideways, silent, in its language.

Each page is opened in one language, which rotates from page to page; `KUULU_EVERY_LANGUAGE=1` opens all in all four.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings as house
from django.test import Client

from kuulu.foundation.languages import PREFIXES, html_lang
from kuulu.foundation.testing.axe import violations
from kuulu.foundation.testing.pages import faults_of, scrolls_sideways, small_targets

from .every_page import foreign_words, pages
from .test_rights import show_second_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL = bool(os.environ.get("KUULU_EVERY_LANGUAGE"))


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


def signed_in(city, role) -> Client:
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        client.force_login(city.people[role])
        show_second_factor(client)
    return client


@contextmanager
def window(browser, url, client) -> Iterator[tuple]:
    """A tab of a narrow phone with the client's session, and what the page says to the console."""
    context = browser.new_context(viewport={"width": 320, "height": 700}, reduced_motion="reduce")
    kept = client.cookies.get(house.SESSION_COOKIE_NAME)
    if kept:
        context.add_cookies([{"name": house.SESSION_COOKIE_NAME, "value": kept.value, "url": url}])
    tab, said = context.new_page(), []
    tab.set_default_timeout(15_000)
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    yield tab, said
    context.close()


def in_language(address: str, code: str) -> str:
    return address.replace("/en/", f"/{code}/", 1) if address.startswith("/en/") else address


def by_role(city) -> dict[str, list[tuple[str, str]]]:
    """role -> (language prefix, address) of each page."""
    sorted_out, prefixes = defaultdict(list), list(PREFIXES.values())
    for number, (role, address) in enumerate(pages(city)):
        for prefix in prefixes if ALL else [prefixes[number % len(prefixes)]]:
            sorted_out[role].append((prefix, in_language(address, prefix)))
    return sorted_out


def looked_at(tab, said, address) -> list[str]:
    """What is wrong with one page as a narrow phone shows it, folded parts opened."""
    said.clear()
    answer = tab.goto(address)
    if "html" not in answer.headers.get("content-type", ""):
        return []
    wrong = [f"console: {text}" for text in said if answer.ok or "Failed to load" not in text]
    wrong += [f"small: {one}" for one in small_targets(tab)]
    tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    wrong += ["scrolls sideways"] if scrolls_sideways(tab) else []
    return wrong + violations(tab)


def test_every_page_is_clean_narrow_and_silent_in_a_browser(small_city, live_server, browser):
    faults = {}
    for role, asked in by_role(small_city).items():
        with window(browser, live_server.url, signed_in(small_city, role)) as (tab, said):
            for _prefix, address in asked:
                if wrong := looked_at(tab, said, live_server.url + address):
                    faults[role, address] = wrong
    assert faults == {}, "\n".join(f"{where}: {wrong}" for where, wrong in faults.items())


def test_every_page_is_sound_in_its_markup_and_speaks_its_language(small_city):
    planted, faults = re.compile("|".join(re.escape(thing.text) for thing in small_city.objects.values())), {}
    for role, address in pages(small_city):
        client = signed_in(small_city, role)
        for code, prefix in PREFIXES.items():
            answer = client.get(in_language(address, prefix))
            if "html" not in answer["Content-Type"] or not address.startswith("/en/"):
                continue
            html = planted.sub("", answer.content.decode())
            wrong = faults_of(html) + [f"English: {text}" for text in foreign_words(html, html_lang(code))]
            if wrong:
                faults[role, in_language(address, prefix)] = wrong
    assert faults == {}, "\n".join(f"{where}: {wrong}" for where, wrong in faults.items())
