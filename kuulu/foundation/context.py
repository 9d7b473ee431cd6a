"""What every page knows: the city's words, the languages of this same page, and the ways of the house."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .i18n import same_page_in
from .languages import PREFIXES, current, html_lang, say
from .registry import plates

LANGUAGE_NAMES = {"fi": "Suomi", "fi-simple": "Selkosuomi", "sv": "Svenska", "en": "English"}


def house(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; makes no query."""
    code = current()
    query = request.META.get("QUERY_STRING", "")
    tail = f"?{query}" if query and request.method == "GET" else ""
    return {
        "city": say(settings.KUULU["CITY"]),
        "city_genitive": say(settings.KUULU["CITY_GENITIVE"]),
        "contact": settings.KUULU["CONTACT"],
        "emergency": settings.KUULU["EMERGENCY"],
        "language": code,
        "html_lang": html_lang(code),
        "languages": [
            {
                "code": c,
                "lang": html_lang(c),
                "name": LANGUAGE_NAMES[c],
                "address": same_page_in(request.path, c) + tail,
                "is_current": c == code,
            }
            for c in PREFIXES
        ],
        "plates": plates(),
    }
