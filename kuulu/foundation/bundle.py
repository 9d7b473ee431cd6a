"""One style sheet and one script for the whole house, joined from the sheets of `design/` and the rooms.

There is no build step: the joined files are made under `var/bundle/` when first asked for, and made anew when a
source has changed. A sheet need not say its cascade layer; its folder does (see the table in `design/kuulu.css`).
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders

STYLE: Final = "design/kuulu.css"
SCRIPT: Final = "design/kuulu.js"
ALSO_COMPRESSED: Final = ("", ".gz", ".br")
VERSION_LENGTH: Final = 10

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MODULE = re.compile(r"^(import|export)\b", re.MULTILINE)


def _styles() -> Iterator[tuple[str, Path]]:
    """Each sheet with the cascade layer it belongs to, in order."""
    root = Path(settings.ROOT)
    design = root / "design"
    yield "tokens", design / "tokens/primitive.css"
    yield "tokens", design / "tokens/semantic.css"
    yield "base", design / "base.css"
    yield "layout", design / "layout.css"
    yield from (("components", sheet) for sheet in sorted(design.glob("components/*/*.css")))
    yield from (("rooms", sheet) for sheet in sorted(root.glob("kuulu/*/*/style/*.css")))
    yield "print", design / "print.css"


def _scripts() -> Iterator[Path]:
    """htmx, its settings, and each component's and room's own small script; modules load by themselves."""
    root = Path(settings.ROOT)
    yield root / "node_modules/htmx.org/dist/htmx.min.js"
    yield root / "design/start.js"
    yield from sorted(root.glob("design/components/*/*.js"))
    yield from sorted(root.glob("kuulu/*/*/script/*.js"))


def _joined_style() -> str:
    head = (Path(settings.ROOT) / STYLE).read_text(encoding="utf-8")
    parts = [_COMMENT.sub("", head)]
    parts += [
        f"@layer {layer} {{\n{_COMMENT.sub('', sheet.read_text(encoding='utf-8'))}\n}}" for layer, sheet in _styles()
    ]
    lines = (line.strip() for line in "\n".join(parts).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _joined_script() -> str:
    texts = [script.read_text(encoding="utf-8") for script in _scripts()]
    return "\n".join(f"{text.strip()};" for text in texts if not _MODULE.search(text)) + "\n"


def _sources(path: str) -> list[Path]:
    head = Path(settings.ROOT) / STYLE
    return [head, *(sheet for _, sheet in _styles())] if path == STYLE else list(_scripts())


def _write(place: Path, content: bytes) -> None:
    """Put a file in place whole, so that another process never reads half of it."""
    unfinished = place.with_name(f"{place.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(place)


def folder() -> Path:
    """Where the joined files are kept."""
    return Path(settings.VAR) / "bundle"


def is_bundle(path: str) -> bool:
    """Whether a static path names a joined file or a compressed twin of one."""
    return path.removesuffix(".gz").removesuffix(".br") in {STYLE, SCRIPT}


def _keep(place: Path, content: bytes) -> None:
    if place.exists() and place.read_bytes() == content:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    _write(place.with_name(place.name + ".gz"), gzip.compress(content, mtime=0))
    _write(place.with_name(place.name + ".br"), brotli.compress(content))
    _write(place, content)


@cache
def _made(path: str, changed: int) -> str:
    """Join and write the file; the hash of its content."""
    content = (_joined_style() if path == STYLE else _joined_script()).encode()
    with suppress(OSError):  # a read-only container has the files from when it was built
        _keep(folder() / path, content)
    return hashlib.sha256(content).hexdigest()[:VERSION_LENGTH]


@cache
def _changed_at_start(path: str) -> int:
    return _changed(path)


def _changed(path: str) -> int:
    return max(source.stat().st_mtime_ns for source in _sources(path))


def make(path: str) -> str:
    """Make sure that the joined file is there and fresh (read once per process in production); its hash."""
    return _made(path, _changed(path) if settings.DEBUG else _changed_at_start(path))


def place_of(path: str) -> Path:
    """The joined file for a static path that `is_bundle`."""
    make(path.removesuffix(".gz").removesuffix(".br"))
    return folder() / path


@cache
def _hash_of(place: str) -> str:
    return hashlib.sha256(Path(place).read_bytes()).hexdigest()[:VERSION_LENGTH]


def _collected(path: str) -> Path | None:
    """The file as it was collected for production, where sources and packages need not be at hand."""
    if settings.DEBUG or getattr(settings, "WHITENOISE_USE_FINDERS", False):
        return None
    place = Path(settings.STATIC_ROOT) / path
    return place if place.is_file() else None


def version(path: str) -> str:
    """A short hash of a static file's content; "" when there is no such file."""
    if collected := _collected(path):
        return _hash_of(str(collected))
    if path in {STYLE, SCRIPT}:
        return make(path)
    found = finders.find(path)
    return _hash_of(found) if isinstance(found, str) else ""
