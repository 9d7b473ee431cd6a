"""Marks in a text what may tell of a person, so that the eye of the one who checks stops there."""

from __future__ import annotations

import re

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kuulu.foundation.text import personal_spans

#: two words with capitals in a row, not at the beginning of a sentence: often a name, sometimes a street
NAME = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][a-zåäöé]{1,30} [A-ZÅÄÖ][a-zåäöé]{1,30}")


def marked(text: str) -> SafeString:
    """The text as HTML, with what may be personal in `<mark>`."""
    spans = sorted([*personal_spans(text), *(found.span() for found in NAME.finditer(text[:50_000]))])
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
            at = end
    return mark_safe("".join([*parts, escape(text[at:])]))  # noqa: S308 - every part is escaped above
