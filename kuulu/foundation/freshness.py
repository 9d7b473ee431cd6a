"""Cached public pages that are never stale: each is kept under the generation of the data it was made from.

Whoever changes something public calls `bump` in the same transaction; the next request then reads a new number
and makes the page anew. Pages also turn over every few minutes, since some of what they say depends on the time.
"""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from . import clock
from .languages import current
from .models import Generation

TURNOVER = 300  #: seconds


def bump() -> None:
    """Make every cached public page stale, as part of the caller's transaction."""
    if not Generation.objects.filter(id=1).update(number=F("number") + 1, changed_at=clock.now()):
        Generation.objects.get_or_create(id=1)


def generation() -> int:
    """The number of the last public change; one small query."""
    return Generation.objects.filter(id=1).values_list("number", flat=True).first() or 0


def last_change() -> dt.datetime | None:
    """When anything public last changed; None when it never has."""
    return Generation.objects.filter(id=1).values_list("changed_at", flat=True).first()


def _is_plain_visit(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and len(request.get_full_path()) < 500
        and settings.KUULU_CACHE_PAGES
    )


def _pack(response: HttpResponse) -> None:
    """Compress a page once for all who read it; a kept page carries no secret that its size could betray (BREACH)."""
    if len(response.content) > 500 and not response.has_header("Content-Encoding"):
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
        response["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ("Accept-Encoding",))


def fresh_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a public page for visitors without a session until something public changes."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_plain_visit(request):
            return view(request, *args, **kwargs)
        moment = int(clock.now().timestamp()) // TURNOVER
        htmx = request.headers.get("HX-Request", "")
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        key = f"page:{generation()}:{moment}:{current()}:{htmx}:{packed}:{request.get_host()}:{request.get_full_path()}"
        found = caches["pages"].get(key)
        if found is not None:
            body, headers = found
            return HttpResponse(body, headers=headers)
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response = response.render()
        if response.status_code == 200 and not response.cookies:
            if packed:
                _pack(response)
            caches["pages"].set(key, (response.content, dict(response.items())), TURNOVER)
        return response

    return kept
