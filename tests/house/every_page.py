"""Every page of the house and who opens it, made from the rights table, with the states that an address alone does not show."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from kuulu.foundation.testing.pages import VOID

from .rights import addresses
from .test_rights import path_of

#: who is asked first: the least that opens a page
WHO = ("anonymous", "resident", "handler", "supervisor", "preparer", "moderator", "clerk", "administrator", "auditor")
#: answers that are no pages
NOT_PAGES = (
    "api:", "open311_", "health_", "places_", "robots", "security_txt", "manifest", "pattern_book", "demo:",
    "budgeting:vote_heads", "budgeting:vote_hashes", "budgeting:vote_rules", "budgeting:candidates_map",
    "budgeting_desk:poster", "budgeting_desk:paper_form",
)  # fmt: skip
STATES = (
    ("anonymous", "/en/no-such-page/"),
    ("anonymous", "/en/tili/login/"),
    ("anonymous", "/en/tili/signup/"),
    ("anonymous", "/en/tili/login/code/"),
    ("anonymous", "/en/palaute/uusi/?laji=fault&jatka=1"),
    ("anonymous", "/en/palaute/uusi/?laji=fault&aihe=lamp"),
    ("anonymous", "/en/palaute/uusi/?laji=thanks&aihe=lamp"),
    ("anonymous", "/en/haku/?q=lamp"),
    ("anonymous", "/en/haku/?q=nothing-at-all"),
    ("resident", "/en/palaute/oma/?numero={own}"),
    ("resident", "/en/budjetti/oma/?numero={own_proposal}"),
    ("resident", "/en/budjetti/kuitti/?numero={own_proposal}"),
    ("anonymous", "/en/budjetti/kierros/decided/"),
    ("anonymous", "/en/budjetti/kierros/decided/tulos/"),
    ("preparer", "/en/desk/budjetti/kierros/small/"),
    ("resident", "/en/tili/logout/"),
    ("resident", "/en/tili/email/"),
    ("handler", "/en/desk/palaute/?view=check"),
    ("handler", "/en/desk/palaute/?view=ended"),
    ("clerk", "/en/desk/palaute/kirjaa/?laji=fault&aihe=lamp"),
    ("administrator", "/en/desk/talo/ihmiset/{person}/"),
)


def pages(city: Any) -> list[tuple[str, str]]:
    """(role, address with the English prefix) of every page once, for the least of those who may open it."""
    asked = {address.name: address for address in addresses()}
    with Path(__file__).with_name("rights.tsv").open() as table:
        rows = [row for row in csv.DictReader(table, delimiter="\t") if not row["address"].startswith(NOT_PAGES)]
    found = [
        (who, path_of(city, asked[row["address"]], city.objects[row["object"]]))
        for row in rows
        if (who := next((role for role in WHO if row[role] == "200"), ""))
    ]
    twin = city.objects["own"].twin.matter.reference
    places = {"own": city.objects["own"].matter.reference, "own_proposal": twin, "person": city.people["handler"].uuid}
    return sorted({*found, *((who, address.format(**places)) for who, address in STATES)})


def foreign_words(html: str, language: str) -> list[str]:
    """Texts that a page shows in English although neither it nor their own place is said to be English."""
    return [text for text, said in _texts(html) if said == language != "en" and ENGLISH.search(text)]


ENGLISH = re.compile(r"\b(the|and|you|your|of|with|for|this|from|here|which|what|when|without|has|been)\b", re.I)


def _texts(html: str) -> Iterator[tuple[str, str]]:
    reader = _Reader()
    reader.feed(html)
    return iter(reader.found)


class _Reader(HTMLParser):
    """Gathers the texts of a page, each with the language it is said to be in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        language = (known.get("lang") or self.open[-1][1]).split("-")[0]
        for name in ("aria-label", "alt", "title", "placeholder"):
            if words := known.get(name):
                self.found.append((words, language))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.open[-1]
        if data.strip() and tag not in ("script", "style", "code", "template"):
            self.found.append((" ".join(data.split()), language))
