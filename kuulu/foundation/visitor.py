"""A visitor without an account: known again by a keyed digest, and only once they have done something.

The cookie holds a random word, signed by the house. What is kept in a table is a digest of that word for one
purpose, so that two tables cannot be joined by it. An account is its own word.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import cookies

COOKIE = "visitor"
DAYS = 365


def keyed_digest(purpose: str, word: str) -> str:
    """64 hexadecimal characters that only this house can make: HMAC-SHA-256 over purpose and word."""
    key = settings.KUULU.get("DIGEST_KEY") or settings.SECRET_KEY
    return hmac.new(key.encode(), f"{purpose}\n{word}".encode(), hashlib.sha256).hexdigest()


def _word_of_cookie(request: HttpRequest) -> str:
    return cookies.read(request, COOKIE, seconds=DAYS * 86_400)


def known_digest(request: HttpRequest, purpose: str) -> str:
    """The visitor's digest for a purpose, or nothing for somebody never remembered; makes no cookie."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return keyed_digest(purpose, f"account:{user.pk}")
    word = _word_of_cookie(request)
    return keyed_digest(purpose, f"visitor:{word}") if word else ""


def visitor_digest(request: HttpRequest, purpose: str) -> str:
    """The visitor's digest for a purpose; somebody new gets a word, kept when the answer goes through `remember`."""
    known = known_digest(request, purpose)
    if known:
        return known
    word = request.__dict__.setdefault("_new_visitor_word", secrets.token_urlsafe(18))
    return keyed_digest(purpose, f"visitor:{word}")


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a new visitor the signed cookie by which they are known again; nobody else gets one."""
    word = request.__dict__.get("_new_visitor_word")
    if word:
        cookies.give(response, COOKIE, word, seconds=DAYS * 86_400)
    return response
