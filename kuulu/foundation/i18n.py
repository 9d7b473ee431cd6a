"""Addresses by language: `/fi/ /selko/ /sv/ /en/` before every public page."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import LocalePrefixPattern, URLPattern, URLResolver
from django.utils import translation
from django.utils.cache import patch_vary_headers

from .languages import CODES, PREFIXES, current, html_lang


class LanguagePrefix(LocalePrefixPattern):
    """Django's locale prefix, with the words a resident reads in an address (`selko`, not `fi-simple`)."""

    @property
    def language_prefix(self) -> str:
        return f"{PREFIXES[current()]}/"


def in_every_language(*patterns: URLPattern | URLResolver) -> list[URLResolver]:
    """Mount patterns once under each language's prefix."""
    return [URLResolver(LanguagePrefix(prefix_default_language=True), list(patterns))]


def language_of_path(path: str) -> str | None:
    """The language code that an address names, or None."""
    return CODES.get(path.lstrip("/").split("/", 1)[0])


def preferred(request: HttpRequest) -> str:
    """The language to send a visitor to who names none: the cookie's, else the browser's, else Finnish."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in PREFIXES:
        return chosen
    for wanted in request.headers.get("Accept-Language", "")[:200].lower().split(","):
        code = wanted.split(";")[0].strip()
        if code in PREFIXES or (code := code.split("-")[0]) in PREFIXES:
            return code
    return settings.LANGUAGE_CODE


class LanguageMiddleware:
    """Speaks the language of the address; where the address has none, the visitor's preferred one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = language_of_path(request.path_info)
        code = named or preferred(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
            if not named:
                patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", html_lang(code))
            return response


def same_page_in(path: str, code: str) -> str:
    """The address of the same page in another language."""
    rest = path.lstrip("/").split("/", 1)
    tail = rest[1] if rest[0] in CODES and len(rest) > 1 else ""
    return f"/{PREFIXES[code]}/{tail}"
