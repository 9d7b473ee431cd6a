"""Answers ready to hand out: written once, pressed once, and lists kept until something public changes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.core.cache import caches

from kuulu.foundation import clock, freshness

from .asked import Asked
from .wire import Reply, to_json, to_xml


@dataclass(frozen=True, kw_only=True, eq=False)
class Baked:
    """An answer's head and its bytes; what is missing of `body` and `pressed` is made from the other."""

    reply: Reply
    tag: str
    size: int
    plain: bytes | None = None
    packed: bytes | None = None

    @cached_property
    def body(self) -> bytes:
        return gzip.decompress(self.packed or b"") if self.plain is None else self.plain

    @cached_property
    def pressed(self) -> bytes:
        return gzip.compress(self.plain or b"", compresslevel=5, mtime=0) if self.packed is None else self.packed


def bake(asked: Asked, reply: Reply) -> Baked:
    """Write the reply in the asked format; JSON where none of ours was asked for."""
    body = to_xml(reply) if asked.form == "xml" else to_json(reply)
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Baked(reply=reply, tag=tag, size=len(body), plain=body)


def kept(asked: Asked, make: Callable[[], Baked]) -> Baked:
    """The answer from the shelf while nothing public has changed, else a new one.

    Only public lists lie there: one request asked for alone may change without the public noticing.
    """
    if not _is_for_all(asked):
        return make()
    key = _key(asked)
    if (found := caches["pages"].get(key)) is not None:
        return found
    baked = make()
    if baked.reply.status == 200 and not baked.reply.is_private:
        head = Reply(root=baked.reply.root, body=[], headers=baked.reply.headers, changed=baked.reply.changed)
        kept_one = Baked(reply=head, tag=baked.tag, size=baked.size, packed=baked.pressed)
        caches["pages"].set(key, kept_one, freshness.TURNOVER)
    return baked


def _is_for_all(asked: Asked) -> bool:
    return (
        settings.KUULU_CACHE_PAGES
        and asked.method in ("GET", "HEAD")
        and asked.parts == ("requests",)
        and not asked.is_test
        and not asked.value("api_key")
    )


def _key(asked: Asked) -> str:
    moment = int(clock.now().timestamp()) // freshness.TURNOVER
    said = f"{asked.form}\n{asked.language}\n{asked.request.META.get('QUERY_STRING', '')}"
    return f"open311:{freshness.generation()}:{moment}:{hashlib.sha256(said.encode()).hexdigest()}"
