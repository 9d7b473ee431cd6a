"""Pictures on their way: developed before any transaction, and held for a day while a form is being put right."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kuulu.foundation import clock

from .papers import Developed, develop_all

FOLDER = "held"
HELD_SECONDS = 24 * 3600
SALT = "kuulu.held"


def developed(photos: Iterable[Any]) -> list[Developed]:
    """The pictures cleaned, a PDF's pages each as one, those already clean as they are. Raises matters.papers.Refused."""
    return [clean for photo in photos for clean in ([photo] if isinstance(photo, Developed) else develop_all(photo))]


def hold(picture: Developed, *, name: str) -> str:
    """Keep a cleaned picture for a day, outside any matter; a signed word that brings it back."""
    stem = f"{FOLDER}/{int(clock.now().timestamp())}-{secrets.token_hex(16)}"
    large = default_storage.save(f"{stem}.jpg", ContentFile(picture.large))
    small = default_storage.save(f"{stem}.webp", ContentFile(picture.small))
    kept = {"large": large, "small": small, "size": [picture.width, picture.height], "name": name[:80]}
    return signing.dumps(kept, salt=SALT, compress=True)


def name_of_held(word: str) -> str | None:
    """The name of a held picture as its sender knows it; None when it is no longer held."""
    kept = _opened(word)
    return None if kept is None else str(kept["name"])


def bring_back(word: str) -> Developed | None:
    """A held picture; None when it is no longer there."""
    kept = _opened(word)
    if kept is None:
        return None
    with default_storage.open(kept["large"]) as large, default_storage.open(kept["small"]) as small:
        width, height = kept["size"]
        return Developed(large=large.read(), small=small.read(), width=width, height=height)


def let_go(words: Iterable[str]) -> None:
    """Drop held pictures that are no longer needed."""
    for word in words:
        if kept := _opened(word):
            default_storage.delete(kept["large"])
            default_storage.delete(kept["small"])


def drop_old_held() -> int:
    """Drop every picture held for longer than a day; how many files."""
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return 0
    limit = clock.now().timestamp() - HELD_SECONDS
    old = [name for name in files if name.split("-")[0].isdigit() and int(name.split("-")[0]) < limit]
    for name in old:
        default_storage.delete(f"{FOLDER}/{name}")
    return len(old)


def _opened(word: str) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = signing.loads(word, salt=SALT, max_age=HELD_SECONDS)
    except signing.BadSignature:
        return None
    return kept if default_storage.exists(kept["large"]) else None
