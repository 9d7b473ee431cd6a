"""How text becomes searchable words: tokens, Snowball stems for every reader, Finnish lemmas where there is time."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
LONGEST = 40
STEMMERS = {"fi": "finnish", "fi-simple": "finnish", "sv": "swedish", "en": "english"}


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(STEMMERS.get(language, "finnish"))


def tokens(text: str, limit: int = 2000) -> list[str]:
    """The words of a text in lower case and NFC, the parts of a hyphenated word too; at most `limit`."""
    found: list[str] = []
    for match in TOKEN.finditer(unicodedata.normalize("NFC", text).lower()):
        word = match.group()
        found += [word[:LONGEST], *(part[:LONGEST] for part in word.split("-") if "-" in word)]
        if len(found) >= limit:
            break
    return [word for word in found[:limit] if len(word) > 1 or word.isdigit()]


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The Snowball stem of one word."""
    return str(_stemmer(language).stemWord(word))[:LONGEST]


@lru_cache(maxsize=20_000)
def lemma(word: str, language: str) -> str:
    """The dictionary form of one word. The first call in a process reads the dictionary: seconds, 400 MB."""
    import simplemma

    code = "fi" if language == "fi-simple" else language
    return str(simplemma.lemmatize(word, lang=code)).lower()[:LONGEST]
