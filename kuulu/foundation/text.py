"""Text as people send it, made safe to keep: no NUL, no control characters, no lone surrogates, a length."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
#: characters that turn the direction of everything after them
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


def clean(text: str, *, lines: bool = True) -> str:
    """The text in NFC without control characters or direction overrides; one line when `lines` is false."""
    text = _OVERRIDES.sub("", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    if not lines:
        text = re.sub(r"\s+", " ", text)
    return unicodedata.normalize("NFC", text).strip()


def trigrams(text: str) -> frozenset[str]:
    """The trigrams of a text as PostgreSQL's pg_trgm makes them: words padded by two blanks before, one after."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
    return frozenset(padded[i : i + 3] for word in words for padded in [f"  {word} "] for i in range(len(padded) - 2))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: shared trigrams over all trigrams (Jaccard)."""
    mine, theirs = trigrams(one), trigrams(other)
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def excerpt(text: str, limit: int = 160) -> str:
    """The beginning of a text on one line, cut at a word, with an ellipsis when cut."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
