"""Who gets what: every address of the house asked by every role for every sort of object, made from the resolver.

`python -m tests.house.rights` is not a command; the table is made and compared by test_rights.py, and lies beside it in
rights.tsv for people to read. A changed cell is a changed right: read it, then write the table anew with
`KUULU_WRITE_RIGHTS=1 .venv/bin/python -m pytest tests/house/test_rights.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from kuulu.commons.people.vocabulary import Duty

#: parts of the house that are others' code, asked by tests of their own
ELSEWHERE = ("cms/", "asiakirjat/", "tili/")


@dataclass(frozen=True)
class Address:
    """One named address: its path with places left open."""

    name: str
    route: str
    places: tuple[str, ...]


def addresses() -> list[Address]:
    """Every named address of the house once, with the English prefix."""
    found: dict[str, Address] = {}
    for path, name, places in _walk(get_resolver().url_patterns, "", ""):
        if name and not path.removeprefix("en/").startswith(ELSEWHERE):
            found.setdefault(name, Address(name, path, places))
    return sorted(found.values(), key=lambda a: a.name)


def _walk(patterns: Any, before: str, spaces: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for pattern in patterns:
        route = before + _route(pattern)
        if isinstance(pattern, URLResolver):
            space = (
                f"{spaces}{pattern.namespace}:"
                if pattern.namespace and not spaces.endswith(f"{pattern.namespace}:")
                else spaces
            )
            yield from _walk(pattern.url_patterns, route, space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield route, spaces + pattern.name, tuple(pattern.pattern.converters)


def _route(pattern: Any) -> str:
    from kuulu.foundation.i18n import LanguagePrefix

    return "en/" if isinstance(pattern.pattern, LanguagePrefix) else str(pattern.pattern)


ROLES = ("anonymous", "resident", *(duty.value for duty in Duty if duty != Duty.RESIDENT), "handler_elsewhere")


def answer(client: Client, method: str, path: str) -> str:
    """What a visitor gets: the status, and for a redirect whether it leads to signing in."""
    response = getattr(client, method)(path, follow=False)
    if response.status_code in (301, 302, 303):
        return "login" if "/tili/" in response["Location"] else "goes on"
    return str(response.status_code)
