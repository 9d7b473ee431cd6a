"""The front page and the pages about the service."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.i18n import preferred
from kuulu.foundation.languages import PREFIXES
from kuulu.foundation.personal import holdings
from kuulu.foundation.ways import address_of

from . import queries
from .forms import NearForm

FAULTS = Path(__file__).with_name("accessibility.json")


def door(request: HttpRequest) -> HttpResponse:
    """To the front page in the visitor's language."""
    response = HttpResponseRedirect(f"/{PREFIXES[preferred(request)]}/")
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


@fresh_page
def front(request: HttpRequest) -> HttpResponse:
    """What can be influenced now, near me, and what came of it."""
    context = {
        "near": NearForm(),
        "open_now": queries.open_now(),
        "always_open": queries.always_open(),
        "effects": queries.effects(),
        "proof": queries.proof(),
        "matters_address": address_of("discover:matters"),
    }
    return render(request, "pages/front.html", context)


def near(request: HttpRequest) -> HttpResponse:
    """From an area, a place or a postcode to the list of matters there."""
    form = NearForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    wanted = queries.near(asked.get("place", ""), asked.get("area", ""))
    address = address_of("discover:matters") or address_of("pages:front")
    return redirect(f"{address}?{urlencode(wanted)}" if wanted else address)


@fresh_page
def ways(request: HttpRequest) -> HttpResponse:
    """Every way to take part: who decides, how long it takes."""
    return render(request, "pages/ways.html")


@fresh_page
def way(request: HttpRequest, code: str) -> HttpResponse:
    """One way to take part, told in the order people ask."""
    found = queries.plate_by_code(code)
    if found is None:
        raise Http404
    plate, start = found
    return render(request, "pages/way.html", {"plate": plate, "start": start})


@fresh_page
def about(request: HttpRequest) -> HttpResponse:
    """Who decides, and how the promise works."""
    return render(request, "pages/about.html", {"proof": queries.proof()})


@fresh_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (law 306/2019, sections 7 and 9), with the faults that are open now."""
    told = json.loads(FAULTS.read_text(encoding="utf-8"))
    return render(request, "pages/accessibility.html", {**told, "made": dt.date.fromisoformat(told["made"])})


@fresh_page
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy notice, from what each room declares that it holds."""
    contact = settings.KUULU["CONTACT"]
    return render(request, "pages/privacy.html", {"holdings": holdings(), "contact": contact})
