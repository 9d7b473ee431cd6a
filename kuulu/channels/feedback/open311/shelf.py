"""Answers ready to hand out: written once, pressed once, and which of them are the same for all."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property

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


def is_for_all(asked: Asked) -> bool:
    """Whether the answer may be kept for others: public lists only, since one asked for alone may change unnoticed."""
    return asked.parts == ("requests",) and not asked.is_test and not asked.secret
