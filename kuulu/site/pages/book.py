"""The pattern book at /design/: what the house is drawn with, for whoever builds or checks it."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuulu.foundation import pattern_book
from kuulu.foundation.context import house

TOKEN = re.compile(r"^\s*(--[\w-]+):", re.MULTILINE)
NOT_COLOURS = ("--font", "--size", "--line-height", "--measure", "--space", "--gutter", "--page", "--radius")
NEITHER = ("--target", "--shadow", "--swift", "--shade")


def _colours() -> list[str]:
    """Names of the semantic colours, for the palette."""
    sheet = (settings.ROOT / "design/tokens/semantic.css").read_text(encoding="utf-8").split("@media")[0]
    return [name for name in TOKEN.findall(sheet) if not name.startswith((*NOT_COLOURS, *NEITHER))]


def contents(request: HttpRequest) -> HttpResponse:
    """Palette, icons and the list of components."""
    from kuulu.foundation.components.parts import icons

    context = {"components": pattern_book.components(), "colours": _colours(), "icons": sorted(icons())}
    return render(request, "pages/book/contents.html", context)


def component(request: HttpRequest, name: str) -> HttpResponse:
    """One component with its variables, criteria and examples."""
    found = pattern_book.component(name)
    if found is None:
        raise Http404
    known = house(request) | {"request": request}
    examples = [(one, pattern_book.render(one, known)) for one in found.examples]
    return render(request, "pages/book/component.html", {"component": found, "examples": examples})
