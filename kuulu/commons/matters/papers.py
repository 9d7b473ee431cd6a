"""Receives pictures and PDF documents, whose pages become pictures: told apart by their bytes, developed anew in a process of their own, kept under random names."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from weakref import finalize

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuulu.foundation import clock

DARKROOM = Path(__file__).with_name("darkroom.py")
WAIT = 25  #: seconds of wall time for one picture
#: pictures developed at once in one web process; the rest wait their turn
_ROOM = threading.BoundedSemaphore(2)

HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1"})
#: what no picture begins with: the first kilobyte of a file that wants to be a page or a program as well
TWO_FACED = (b"<script", b"<!doctype", b"<html", b"<svg", b"<?php", b"%pdf-", b"#!/")
DOCUMENT = b"%PDF-"


class Refused(ValueError):
    """A file that is not taken; `message` says why and what to do, in the reader's language."""

    def __init__(self, message: str, reason: str = "kind") -> None:
        super().__init__(message)
        self.message = message
        self.reason = reason


class Incoming(Protocol):
    """What Django hands for an uploaded file."""

    @property
    def size(self) -> int | None: ...

    def read(self, num_bytes: int = ...) -> bytes: ...
    def seek(self, position: int, /) -> Any: ...


@dataclass(frozen=True, kw_only=True)
class Developed:
    """A picture made anew: only pixels, upright, in sRGB."""

    large: bytes  #: JPEG, at most 2400 pixels a side
    small: bytes  #: WebP, at most 480 pixels a side
    width: int
    height: int


def kind_of(head: bytes) -> str:
    """Pillow's name of the picture format that the first bytes tell, PDF, or nothing for what we do not take."""
    if head.startswith(DOCUMENT):
        return "" if _is_two_faced(head[len(DOCUMENT) :]) else "PDF"
    if _is_two_faced(head):
        return ""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return "HEIF" if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS else ""


def _is_two_faced(head: bytes) -> bool:
    return any(mark in head[:1024].lower() for mark in TWO_FACED)


def refusal(reason: str) -> Refused:
    """The kind word for each reason to refuse: `empty`, `bytes`, `kind`, `pixels`, `broken`, `count`, `pages`."""
    limits = settings.KUULU["UPLOADS"]
    words = {
        "empty": _("The file is empty. Choose the picture again."),
        "bytes": _("The picture is larger than %(limit)s megabytes. Take a smaller one, or a picture of the screen.")
        % {"limit": limits["bytes"] // 1024 // 1024},
        "kind": _("This file is not a picture that we can take. Send a JPEG, PNG, WebP or HEIC picture."),
        "pixels": _("The picture has too many pixels. Send one of at most %(limit)s megapixels.")
        % {"limit": limits["pixels"] // 1_000_000},
        "broken": _("The picture is broken and cannot be opened. Take or save it again, and send it anew."),
        "count": ngettext(
            "One picture can be added here at most.", "At most %(limit)s pictures can be added here.", limits["count"]
        )
        % {"limit": limits["count"]},
        "pages": _("The document has more than %(limit)s pages. Send only the pages that matter here.")
        % {"limit": limits["count"]},
    }
    return Refused(words[reason], reason)


def develop(file: Incoming) -> Developed:
    """Make a received file into a clean picture; touches no database, so call it before the transaction.

    Raises Refused. Takes some tenths of a second; the file is read whole only when its size is allowed.
    """
    data, kind = _read(file)
    if kind == "PDF":
        raise refusal("kind")
    return _in_darkroom(data, kind)[0]


def develop_all(file: Incoming) -> list[Developed]:
    """The same for a file that may be a PDF: each of its pages, at most as many as pictures may be sent. Raises Refused."""
    data, kind = _read(file)
    first, pages = _in_darkroom(data, kind)
    if pages > settings.KUULU["UPLOADS"]["count"]:
        raise refusal("pages")
    return [first, *(_in_darkroom(data, kind, page=number)[0] for number in range(1, pages))]


def _read(file: Incoming) -> tuple[bytes, str]:
    """The bytes and the kind of a file that is not too large. Raises Refused."""
    limit = settings.KUULU["UPLOADS"]["bytes"]
    if file.size is not None and file.size > limit:
        raise refusal("bytes")
    file.seek(0)
    data = file.read(limit + 1)
    if not data:
        raise refusal("empty")
    if len(data) > limit:
        raise refusal("bytes")
    kind = kind_of(data[:1024])
    if not kind:
        raise refusal("kind")
    return data, kind


def _in_darkroom(
    data: bytes, kind: str, *, areas: Sequence[Sequence[float]] = (), page: int = 0
) -> tuple[Developed, int]:
    """The picture made anew, and of how many pages it is one."""
    order = json.dumps({"kind": kind, "pixels": settings.KUULU["UPLOADS"]["pixels"], "areas": areas, "page": page})
    command = [sys.executable, "-I", str(DARKROOM), order]
    with _ROOM:
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=WAIT, env={})  # noqa: S603
        except subprocess.TimeoutExpired:
            raise refusal("broken") from None
    head, _line, rest = done.stdout.partition(b"\n")
    try:
        told = json.loads(head)
    except ValueError:  # killed by one of its limits
        raise refusal("broken") from None
    if "fault" in told:
        raise refusal(told["fault"])
    large, small = told["lengths"]
    size = {"width": told["width"], "height": told["height"]}
    return Developed(large=rest[:large], small=rest[large : large + small], **size), told["pages"]


def cover(stored: bytes, areas: list[tuple[float, float, float, float]]) -> Developed:
    """A kept picture with areas (x, y, width, height in per cent) made unrecognisable. Raises Refused."""
    return _in_darkroom(stored, "JPEG", areas=areas)[0]


class _Leaf:
    """Lives as long as the transaction may still commit; see `store`."""


def store(developed: Developed) -> tuple[str, str]:
    """Write both files under random names that tell nothing; storage names of the large and the small one.

    The files last only if the transaction commits: the callback that Django keeps for the commit holds the only
    reference to a leaf, Django drops the callback at rollback, and with the leaf go the files. (A process killed
    in between leaves files without a row: `schedule` sweeps those.)
    """
    folder = f"papers/{clock.today():%Y/%m}"
    word = secrets.token_hex(16)
    names = []
    for ending, content in ((".jpg", developed.large), (".small.webp", developed.small)):
        names.append(default_storage.save(f"{folder}/{word}{ending}", ContentFile(content)))
    leaf = _Leaf()
    fate = finalize(leaf, delete_files, *names)
    transaction.on_commit(_keeping(leaf, fate))
    return names[0], names[1]


def _keeping(leaf: _Leaf, fate: finalize) -> Callable[[], None]:
    def committed(held: _Leaf = leaf) -> None:
        fate.detach()

    return committed


def delete_files(*names: str | None) -> None:
    """Remove files from the storage; missing ones are no fault."""
    for name in names:
        if name:
            default_storage.delete(name)
