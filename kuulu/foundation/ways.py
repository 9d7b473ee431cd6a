"""The house's ways: what its header and footer lead to. Only what is there: a room taken out leaves no dead link."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


def address_of(name: str) -> str:
    """The path of a named page in the active language; "" when no room has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _way(name: str, address: str, path: str) -> dict[str, Any]:
    return {"name": name, "address": address, "is_here": path == address, "is_current": path.startswith(address)}


def header(path: str) -> list[dict[str, Any]]:
    """The main menu, with the part of the house that this page belongs to marked."""
    menu = [
        (_("Take part"), address_of("pages:ways")),
        (_("Map"), address_of("discover:map")),
        (_("What came of it"), address_of("discover:matters")),
        (_("Calendar"), address_of("discover:calendar")),
        (_("About"), address_of("pages:about")),
    ]
    ways = [_way(name, address, path) for name, address in menu if address]
    longest = max((w for w in ways if w["is_current"]), key=lambda w: len(w["address"]), default=None)
    for way in ways:
        way["is_current"] = way is longest
    return ways


def footer() -> list[dict[str, Any]]:
    """What the law and good manners ask to be found on every page."""
    menu = [
        (_("About"), address_of("pages:about")),
        (_("Accessibility"), address_of("pages:accessibility")),
        (_("Privacy"), address_of("pages:privacy")),
        (_("Open data"), address_of("discover:data") or address_of("discover:open_data")),
        (_("How Kuulu is made"), address_of("pattern_book")),
        (_("For staff"), address_of("desk:work")),
    ]
    return [{"name": name, "address": address} for name, address in menu if address]
