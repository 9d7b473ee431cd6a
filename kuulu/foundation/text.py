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
    return shared(trigrams(one), trigrams(other))


def shared(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How much two sets share, 0 to 1 (Jaccard); nothing is like nothing."""
    return len(mine & theirs) / len(mine | theirs) if mine and theirs else 0.0


def excerpt(text: str, limit: int = 160) -> str:
    """The beginning of a text on one line, cut at a word, with an ellipsis when cut."""
    line = re.sub(r"\s+", " ", text).strip()
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


_CODE = re.compile(r"(?<!\w)(\d{6})([-+A-FU-Ya-fu-y])(\d{3})([0-9A-FHJ-NPR-Ya-fhj-npr-y])(?!\w)")
_CODE_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w+-])(?:\+358|00358|0)[ -]?(?:\(0\))?[1-9](?:[ -]?\d){5,11}(?![\w])")
_PLATE = re.compile(r"(?<![\w-])(?:[A-ZÅÄÖ]{2,3}-\d{1,3}|\d{1,3}-[A-ZÅÄÖ]{2,3})(?![\w-])")


def has_identity_code(text: str) -> bool:
    """Whether a valid Finnish personal identity code is in the text (check sign by modulo 31; Decree 128/2010)."""
    return any(
        _CODE_SIGNS[int(born + number) % 31] == sign.upper() and 1 <= int(born[:2]) <= 31 and 1 <= int(born[2:4]) <= 12
        for born, _century, number, sign in _CODE.findall(text)
    )


def personal_hints(text: str) -> tuple[str, ...]:
    """What in a text may tell of a private person: `identity_code`, `email`, `phone`, `plate`, in that order.

    A hint for the writer before sending and for whoever checks; it stops nobody, and finds no names.
    """
    text = text[:50_000]
    found = {
        "identity_code": has_identity_code(text),
        "email": bool(_EMAIL.search(text)),
        "phone": bool(_PHONE.search(text)),
        "plate": bool(_PLATE.search(text)),
    }
    return tuple(name for name, is_there in found.items() if is_there)


def personal_spans(text: str) -> list[tuple[int, int]]:
    """Where in a text the hints lie, as (start, end), in order and not overlapping."""
    text = text[:50_000]
    found = sorted(match.span() for pattern in (_CODE, _EMAIL, _PHONE, _PLATE) for match in pattern.finditer(text))
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart
