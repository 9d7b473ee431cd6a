"""The four languages of the house: their addresses, their order of fall-back, and words kept as data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.utils import translation

#: language code -> first part of a public address
PREFIXES: Final[dict[str, str]] = {"fi": "fi", "fi-simple": "selko", "sv": "sv", "en": "en"}
CODES: Final[dict[str, str]] = {prefix: code for code, prefix in PREFIXES.items()}

#: each language by its own name
LANGUAGE_NAMES: Final[dict[str, str]] = {"fi": "Suomi", "fi-simple": "Selkosuomi", "sv": "Svenska", "en": "English"}

#: what to try when words are missing in a language
FALLBACKS: Final[dict[str, tuple[str, ...]]] = {
    "fi": ("fi", "sv", "en"),
    "fi-simple": ("fi-simple", "fi", "sv", "en"),
    "sv": ("sv", "fi", "en"),
    "en": ("en", "fi", "sv"),
}


def current() -> str:
    """The active language, always one of the four codes."""
    code = translation.get_language() or settings.LANGUAGE_CODE
    return code if code in PREFIXES else settings.LANGUAGE_CODE


def html_lang(code: str) -> str:
    """The value of HTML's `lang` for a language code: plain Finnish is Finnish to a screen reader."""
    return code.split("-")[0]


def say(words: Mapping[str, str] | str | None, language: str | None = None) -> str:
    """The text of `words` (language code -> text) in the asked or active language, else the nearest there is."""
    if isinstance(words, str) or not words:
        return words if isinstance(words, str) else ""
    for code in FALLBACKS[language if language in FALLBACKS else current()]:
        if words.get(code):
            return words[code]
    return next((text for text in words.values() if text), "")


def said_in(words: Mapping[str, str] | str | None, language: str | None = None) -> str:
    """The language code that `say` would answer in, so that a page can mark a foreign phrase."""
    wanted = language or current()
    if not words or isinstance(words, str):
        return wanted
    for code in FALLBACKS.get(wanted, FALLBACKS["fi"]):
        if words.get(code):
            return code
    return next((code for code, text in words.items() if text), wanted)
