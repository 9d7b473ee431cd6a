"""One request as it was asked: its resource and format, its language, and its parameters made safe to use."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from kuulu.foundation.languages import CODES, PREFIXES
from kuulu.foundation.text import clean

from .faults import Fault, usual

LONGEST_QUERY: Final = 20_000  #: characters of a query string: a thousand request ids and some more
LONGEST_BASIC: Final = 400  #: characters of the credentials in an Authorization header
FORMATS: Final = ("xml", "json")


def language_of(name: str) -> str | None:
    """The house's language that a client means by `fi`, `sv-FI`, `en_GB` or `selko`; None when it is none of ours."""
    name = name.strip().lower().replace("_", "-")
    if name in PREFIXES:
        return name
    first = name.split("-")[0]
    return first if first in PREFIXES else CODES.get(name)


def asked_language(request: HttpRequest) -> str:
    """The language to answer in: `locale`, else the browser's wish, else Finnish. A cookie is not looked at."""
    if found := language_of(request.GET.get("locale", "")[:20]):
        return found
    for wanted in request.headers.get("Accept-Language", "")[:200].split(","):
        if found := language_of(wanted.split(";")[0]):
            return found
    return settings.LANGUAGE_CODE


@dataclass(frozen=True, eq=False)
class Asked:
    """What a client asks; `parts` is the resource's path without its format."""

    request: HttpRequest
    parts: tuple[str, ...]
    form: str  #: "xml" or "json", or what else stood there
    is_test: bool

    @classmethod
    def of(cls, request: HttpRequest, rest: str, *, is_test: bool) -> Asked:
        """Take the address apart: `requests/MLI-2026-7K3QF.json` and a slash at its end."""
        path, dot, form = rest.rstrip("/").rpartition(".")
        path, form = (path, form.lower()) if dot and "/" not in form else (rest.rstrip("/"), "")
        return cls(request, tuple(path.split("/")), form, is_test)

    @property
    def method(self) -> str:
        return self.request.method or ""

    @cached_property
    def language(self) -> str:
        posted = language_of(self.request.POST.get("locale", "")[:20]) if self.method == "POST" else None
        return posted or asked_language(self.request)

    @cached_property
    def _sources(self) -> list[QueryDict]:
        return [self.request.POST, self.request.GET] if self.method == "POST" else [self.request.GET]

    def check_size(self) -> None:
        """Refuse a query too long to be meant."""
        if len(self.request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            raise usual(400)

    def values(self, *names: str, lines: bool = False) -> list[str]:
        """Every non-empty value of the named parameters, in order, body before address."""
        found = [value for source in self._sources for name in names for value in source.getlist(name)]
        return [text for value in found if (text := clean(value, lines=lines))]

    def value(self, *names: str, lines: bool = False) -> str:
        """The first non-empty value; an empty parameter is the same as none."""
        return next(iter(self.values(*names, lines=lines)), "")

    @cached_property
    def secret(self) -> str:
        """The API key: `api_key`, else the one before the at sign of the address, which programs send as HTTP Basic."""
        return self.value("api_key") or next(iter(self._basic()), "")

    def _basic(self) -> list[str]:
        kind, _blank, packed = self.request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "basic" or len(packed) > LONGEST_BASIC:
            return []
        try:
            pair = base64.b64decode(packed, validate=True).decode()
        except ValueError:
            return []
        return [text for part in pair.split(":", 1) if (text := clean(part))]

    def listed(self, *names: str) -> list[str]:
        """The values of a comma list, whether joined by commas or by naming the parameter again."""
        parts = [part.strip() for value in self.values(*names) for part in value.split(",")]
        return list(dict.fromkeys(part for part in parts if part))

    def posted(self) -> dict[str, list[str]]:
        """All parameters as they came, for those whose names are not known before."""
        return {name: source.getlist(name) for source in reversed(self._sources) for name in source}

    def check_jurisdiction(self) -> None:
        """Refuse another city's name; a missing one is ours, since there is one only."""
        named = self.value("jurisdiction_id")
        known = (settings.KUULU["JURISDICTION"], f"www.{settings.KUULU['JURISDICTION']}")
        if named and named.lower() not in known and settings.KUULU["OPEN311"]["strict_jurisdiction"]:
            raise Fault(404, _("This service knows no jurisdiction of that name. Use %(name)s.") % {"name": known[0]})
