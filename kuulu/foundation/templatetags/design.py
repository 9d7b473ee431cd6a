"""The house's components as template tags: each renders one folder of `design/components`."""

from __future__ import annotations

from django import template

from kuulu.foundation.languages import html_lang, said_in
from kuulu.foundation.languages import say as _say

register = template.Library()


@register.filter
def say(words: object) -> str:
    """Words kept as data, in the reader's language: `{{ category.names|say }}`."""
    return _say(words)  # type: ignore[arg-type]


@register.filter
def lang_of(words: object) -> str:
    """The HTML `lang` in which `say` speaks these words."""
    return html_lang(said_in(words))  # type: ignore[arg-type]
