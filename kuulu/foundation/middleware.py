"""The door of the house: refuses what no page can read, keeps its manners when the database is away."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from .away import is_away
from .views import sorry, typed_in

Answer = Callable[[HttpRequest], HttpResponse]
READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def client_address(request: HttpRequest) -> str:
    """The visitor's address: the socket's, or the one that the counted trusted proxies vouch for.

    Forwarded headers are believed only as far as KUULU["TRUSTED_PROXIES"] counts (CVE-2023-44463).
    """
    address = request.META.get("REMOTE_ADDR", "")
    trusted = settings.KUULU["TRUSTED_PROXIES"]
    if trusted:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= trusted:
            address = hops[-trusted]
    try:
        return str(ipaddress.ip_address(address))
    except ValueError:
        return request.META.get("REMOTE_ADDR", "")


class DoorMiddleware:
    """Answers NUL bytes in an address with 400, and what cannot be written just now with a kind 503."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return sorry(request, 400)
        if settings.KUULU["READ_ONLY"] and request.method not in READING:
            return self.away(request)
        try:
            return self.get_response(request)
        except DatabaseError as fault:
            if not is_away(fault):
                raise
            return self.away(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a lost database into 503; anything else is Django's to report."""
        return self.away(request) if is_away(exception) else None

    @staticmethod
    def away(request: HttpRequest) -> HttpResponse:
        response = sorry(request, 503, typed=typed_in(request), read_only=settings.KUULU["READ_ONLY"])
        response.headers["Retry-After"] = "10"
        return response


PERMISSIONS = "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), interest-cohort=()"


class HeadersMiddleware:
    """The headers that Django does not set; frames only where a view asks, and never with private data."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        if getattr(getattr(request, "user", None), "is_authenticated", False):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


#: what Wagtail's own pages need and no other page gets: inline scripts and styles, previews in a frame
BACK_OFFICE_POLICY = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
    "frame-ancestors": ["'self'"],
}


class BackOfficeMiddleware:
    """Loosens the content policy below /cms/ and nowhere else; only staff with a second factor come there."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith("/cms/"):
            response._csp_replace = BACK_OFFICE_POLICY  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response
