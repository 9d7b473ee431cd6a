"""The front page and the pages about the service."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.i18n import preferred
from kuulu.foundation.languages import PREFIXES


def door(request: HttpRequest) -> HttpResponse:
    """To the front page in the visitor's language."""
    response = HttpResponseRedirect(f"/{PREFIXES[preferred(request)]}/")
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@fresh_page
def front(request: HttpRequest) -> HttpResponse:
    """What can be influenced now, near me, and what came of it."""
    return render(request, "pages/front.html")
