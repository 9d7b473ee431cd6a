"""Cookies of our own: signed, read by no script, sent along from no foreign form, and in production bound to this host."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def full_name(name: str) -> str:
    """The cookie's name in the browser; the prefix binds it to this host (RFC 6265bis, 4.1.3.2)."""
    return f"{'__Host-' if settings.SESSION_COOKIE_SECURE else ''}kuulu_{name}"


def give(response: HttpResponse, name: str, value: str, *, seconds: int) -> None:
    """Put a cookie into the response that lasts so many seconds."""
    response.set_signed_cookie(
        full_name(name), value, max_age=seconds, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )


def read(request: HttpRequest, name: str, *, seconds: int) -> str:
    """What was given at most so many seconds ago; nothing when it is missing, old or not ours."""
    return str(request.get_signed_cookie(full_name(name), default="", max_age=seconds) or "")


def take_back(response: HttpResponse, name: str) -> None:
    """Have the browser forget a cookie."""
    response.delete_cookie(full_name(name), samesite="Lax")
