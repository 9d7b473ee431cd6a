"""Keyed digests and sealed words: one key per purpose, all derived from the house's digest key, none stored."""

from __future__ import annotations

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

SEALED = "sealed:"


def _root() -> str:
    return settings.KUULU.get("DIGEST_KEY") or settings.SECRET_KEY


@lru_cache(maxsize=256)
def _key(root: str, purpose: str) -> bytes:
    return hmac.new(root.encode(), f"kuulu.people:{purpose}".encode(), hashlib.sha256).digest()


def digest(purpose: str, value: str) -> str:
    """HMAC-SHA256 of a value under the purpose's own key, 64 hex digits; two purposes cannot be joined."""
    return hmac.new(_key(_root(), purpose), value.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _box(*roots: str) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(root, "seal"))) for root in roots])


def _boxes() -> MultiFernet:
    return _box(_root(), *settings.SECRET_KEY_FALLBACKS)


def seal(text: str) -> str:
    """The text so that a copy of the database does not tell it."""
    return SEALED + _boxes().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """What was sealed; words that never were come back as they are, and ones whose key is lost as nothing."""
    if not text.startswith(SEALED):
        return text
    try:
        return _boxes().decrypt(text.removeprefix(SEALED).encode()).decode()
    except InvalidToken:
        return ""


def seal_bytes(body: bytes) -> bytes:
    """A file's content sealed."""
    return _boxes().encrypt(body)


def unseal_bytes(body: bytes) -> bytes:
    """A sealed file's content. Raises InvalidToken when its key is lost."""
    return _boxes().decrypt(body)
