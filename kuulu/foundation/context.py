"""What every page knows: the city's words, the languages of this same page, and the ways of the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from . import ways
from .i18n import same_page_in
from .languages import LANGUAGE_NAMES, PREFIXES, current, html_lang, say
from .registry import plates


def city_words() -> dict[str, Any]:
    """What a page says of the city; needs neither request nor database."""
    code = current()
    return {
        "city": say(settings.KUULU["CITY"]),
        "city_genitive": say(settings.KUULU["CITY_GENITIVE"]),
        "contact": settings.KUULU["CONTACT"],
        "emergency": settings.KUULU["EMERGENCY"],
        "language": code,
        "html_lang": html_lang(code),
    }


def _languages(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    """This same page in each language; where a page has only one address, the same address is given."""
    query = request.META.get("QUERY_STRING", "")
    tail = f"?{query}" if query and request.method == "GET" else ""
    return [
        {
            "code": c,
            "lang": html_lang(c),
            "name": LANGUAGE_NAMES[c],
            "address": same_page_in(request.path, c) + tail,
            "alternate": settings.KUULU["BASE_URL"] + same_page_in(request.path, c),
            "is_current": c == code,
        }
        for c in PREFIXES
    ]


def house(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; makes no query."""
    code = current()
    return city_words() | {
        "languages": _languages(request, code),
        "canonical": settings.KUULU["BASE_URL"] + request.path,
        "read_only": settings.KUULU["READ_ONLY"],
        "plates": plates(),
        "ways": ways.header(request.path),
        "footer_ways": ways.footer(),
        "search_address": ways.address_of("discover:search"),
        "my_address": ways.address_of("discover:mine") or ways.address_of("discover:my_page"),
        "sign_in_address": ways.address_of("account_login"),
    }
