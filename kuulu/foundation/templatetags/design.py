"""The house's components as template tags: each renders one folder of `design/components`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince

from kuulu.foundation import bundle
from kuulu.foundation.components import fields, figures, matter, parts, ways
from kuulu.foundation.languages import html_lang, said_in
from kuulu.foundation.languages import say as _say

register = template.Library()


def _component(name: str, make: Callable[..., dict[str, Any]], *, takes_context: bool = False) -> None:
    register.inclusion_tag(f"components/{name}/{name}.html", name=name, takes_context=takes_context)(make)


COMPONENTS: dict[str, Callable[..., dict[str, Any]]] = {
    "thread": matter.thread,
    "matter_card": matter.matter_card,
    "stage_badge": parts.stage_badge,
    "fact_box": parts.fact_box,
    "summary_list": parts.summary_list,
    "button": parts.button,
    "empty": parts.empty,
    "progress_ring": parts.progress_ring,
    "photo_grid": parts.photo_grid,
    "card_link": parts.card_link,
    "field": fields.field,
    "error_summary": fields.error_summary,
    "filter_form": fields.filter_form,
    "chart_bars": figures.chart_bars,
    "chart_line": figures.chart_line,
    "breadcrumbs": ways.breadcrumbs,
    "tabs": ways.tabs,
    "opening": ways.opening,
}
for _name, _make in COMPONENTS.items():
    _component(_name, _make)
_component("pages", ways.pages, takes_context=True)
register.simple_tag(parts.icon, name="icon")
register.simple_block_tag(parts.notice, name="notice", end_name="endnotice")


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file with its version, so that browsers may keep it for a year."""
    version = bundle.version(path)
    return f"{static(path)}?v={version}" if version else static(path)


register.simple_tag(static, name="static_plain")


@register.simple_tag
def qr(text: str) -> str:
    """A text as a QR code (ISO/IEC 18004): a picture of four modules' margin, hidden from screen readers."""
    import segno

    made = segno.make(text, error="m", micro=False)
    return mark_safe(made.svg_inline(scale=4, border=4, svgclass="k-qr", lineclass=None, light="#fff"))  # noqa: S308 - only squares


@register.filter
def notice_kind(level: object) -> str:
    """The kind of notice for a message's level."""
    return {"success": "good", "error": "bad", "warning": "bad"}.get(str(level), "note")


@register.filter
def say(words: object) -> str:
    """Words kept as data, in the reader's language: `{{ category.names|say }}`."""
    return _say(words)  # type: ignore[arg-type]


@register.filter
def lang_of(words: object) -> str:
    """The HTML `lang` in which `say` speaks these words."""
    return html_lang(said_in(words))  # type: ignore[arg-type]


@register.filter
def since(moment: dt.datetime) -> str:
    """How long ago, in its largest unit alone: "3 weeks"."""
    return str(timesince(moment, depth=1)).strip()


@register.filter
def grouped(number: object) -> str:
    """A number with its thousands apart, as the reader's language writes them: 100 000."""
    return number_format(number, force_grouping=True) if isinstance(number, int) else ""


@register.filter
def name_of(thing: object) -> str:
    """The name of a unit, an area or anything else named."""
    return parts.name_of(thing)


@register.filter
def stage_words(stage: object) -> str:
    """A public stage's code in the reader's words."""
    return parts.stage_words(str(stage or ""))
