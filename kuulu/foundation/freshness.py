"""Cached public pages that are never stale: each is kept with the generation of the data it was made from.

Whoever changes something public calls `bump` in the same transaction; the next request then reads a new number
and makes the page anew. Pages also turn over every few minutes, since some of what they say depends on the time.
A kept page is handed out before sessions, accounts and views are asked: it costs one small query.
"""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import parse_http_date_safe

from . import clock
from .i18n import language_of_path
from .models import Generation

TURNOVER = 300  #: seconds


def bump() -> None:
    """Make every cached public page stale, as part of the caller's transaction."""
    if not Generation.objects.filter(id=1).update(number=F("number") + 1, changed_at=clock.now()):
        Generation.objects.get_or_create(id=1)


def generation() -> int:
    """The number of the last public change; one small query, said plainly since every cached page asks it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM foundation_generation WHERE id = 1")
        found = cursor.fetchone()
    return found[0] if found else 0


def last_change() -> dt.datetime | None:
    """When anything public last changed; None when it never has."""
    return Generation.objects.filter(id=1).values_list("changed_at", flat=True).first()


@dataclass(frozen=True, slots=True)
class Made:
    """Of what and when a page was made; a page is fresh as long as both are as now."""

    generation: int
    moment: int

    @classmethod
    def now(cls) -> Made:
        return cls(generation(), int(clock.now().timestamp()) // TURNOVER)


def fresh_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a public page for visitors without a session until something public changes."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_plain_visit(request):
            return view(request, *args, **kwargs)
        made = Made.now()  # before the view reads anything: what changes meanwhile makes the page stale
        return keep(view(request, *args, **kwargs), made)

    return marked


def keep(response: HttpResponse, made: Made) -> HttpResponse:
    """Mark a response as one that every visitor would get as long as `made` is as now."""
    response.made_from = made  # type: ignore[attr-defined]
    return response


def is_plain_visit(request: HttpRequest) -> bool:
    """Whether the visitor gets what every visitor would get."""
    return (
        request.method == "GET"
        and not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
        and "Authorization" not in request.headers
        and len(request.get_full_path()) < 500
        and settings.KUULU_CACHE_PAGES
    )


class FreshPages:
    """Hands out kept pages, and keeps those that their views mark; stands outside all that asks who the visitor is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_plain_visit(request):
            return self.get_response(request)
        key = _key(request)
        found = caches["pages"].get(key)
        if found is not None and found[0] == Made.now():
            return _unless_known(request, HttpResponse(found[1], headers=found[2]))
        response = self.get_response(request)
        made: Made | None = getattr(response, "made_from", None)
        if made is None or not _is_for_all(request, response):
            return response
        response.headers.setdefault("ETag", f'W/"{_digest(response.content)}"')
        if _takes_gzip(request):
            _pack(response)
        caches["pages"].set(key, (made, response.content, dict(response.items())), TURNOVER)
        return _unless_known(request, response)


def _is_for_all(request: HttpRequest, response: HttpResponse) -> bool:
    """Never a page that gives a cookie; nor one made for who has a form's token, which the page may repeat."""
    return response.status_code == 200 and not response.cookies and settings.CSRF_COOKIE_NAME not in request.COOKIES


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """304 without the page for a reader who has it already."""
    if "HTTP_IF_NONE_MATCH" not in request.META and "HTTP_IF_MODIFIED_SINCE" not in request.META:
        return response
    changed = parse_http_date_safe(response.headers.get("Last-Modified", ""))
    told = get_conditional_response(request, etag=response["ETag"], last_modified=changed, response=response)
    if told is None:
        return response
    for name, value in response.items():
        if not name.startswith("Content-"):
            told.headers.setdefault(name, value)
    return told


def _key(request: HttpRequest) -> str:
    """One for each page as it is told: by address, language, as a part or whole, and in what form it is read."""
    wished = f"{request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)} {request.headers.get('Accept-Language')}"
    accept = request.headers.get("Accept", "")
    told = (
        request.get_host(),
        request.get_full_path(),
        language_of_path(request.path_info) or wished,
        request.headers.get("HX-Request", ""),
        "" if "text/html" in accept else accept,
        str(_takes_gzip(request)),
        str(settings.KUULU["READ_ONLY"]),
    )
    return _digest("\n".join(told).encode())


def _digest(of: bytes) -> str:
    return hashlib.blake2b(of, digest_size=20).hexdigest()


def _takes_gzip(request: HttpRequest) -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def _pack(response: HttpResponse) -> None:
    """Compress a page once for all who read it; a kept page carries no secret that its size could betray (BREACH)."""
    if len(response.content) > 500 and not response.has_header("Content-Encoding"):
        response.content = gzip.compress(response.content, compresslevel=6, mtime=0)
        response["Content-Encoding"] = "gzip"
        response["Content-Length"] = str(len(response.content))
        patch_vary_headers(response, ("Accept-Encoding",))
