"""The page about the API: its addresses, what is published, the usual faults, and how to get a key."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.limits import visit_over_limit

from ..actions.keys import ask_for_key
from ..vocabulary import KeyKind
from .discovery import base
from .forms import KeyForm
from .services import open_services

HOUR = 3600  #: seconds


@require_safe
@fresh_page
def about(request: HttpRequest) -> HttpResponse:
    """What the API is and how it is used, for people who make programs."""
    first = open_services().first()
    context = {
        "production": base(is_test=False),
        "test": base(is_test=True),
        "root": settings.KUULU["BASE_URL"].rstrip("/"),
        "jurisdiction": settings.KUULU["JURISDICTION"],
        "days": settings.KUULU["OPEN311"]["window_days"],
        "rows": settings.KUULU["OPEN311"]["page_size"],
        "example_code": first.code if first else "kuopat",
        "centre": settings.KUULU["CENTRE"],
    }
    return render(request, "feedback/open311/about.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_key(request: HttpRequest) -> HttpResponse:
    """The form for a key; the key itself is shown this once, and kept nowhere."""
    form = KeyForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "feedback/open311/ask_key.html", {"form": form})
    limit = settings.KUULU["OPEN311"].get("new_keys_per_hour", 20)
    if visit_over_limit(request, "open311_new_key", limit=limit, seconds=HOUR):
        form.add_error(None, _("Many keys have been asked for from your network. Try again in an hour."))
        return render(request, "feedback/open311/ask_key.html", {"form": form}, status=429)
    said = form.cleaned_data
    key, secret = ask_for_key(
        kind=KeyKind(said["kind"]), name=said["name"], email=said["email"], purpose=said["purpose"]
    )
    context = {"key": key, "secret": secret, "test": base(is_test=True), "production": base(is_test=False)}
    return render(request, "feedback/open311/new_key.html", context)
