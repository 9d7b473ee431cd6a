"""Static files that lie outside rooms: the design folder, and named files of npm packages, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

from . import bundle

#: address below /static/ -> file below node_modules/
PACKAGE_FILES: Final[dict[str, str]] = {
    "vendor/htmx.js": "htmx.org/dist/htmx.min.js",
    "vendor/hpke.mjs": ".kuulu/hpke.mjs",
    "vendor/maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
    "vendor/maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
    "vendor/maplibre-gl-shared.mjs": "maplibre-gl/dist/maplibre-gl-shared.mjs",
    "vendor/maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
    "vendor/source-sans-3-latin.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
    "vendor/source-sans-3-latin-ext.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2",
}
DESIGN_SUFFIXES: Final = {".css", ".js", ".mjs", ".svg", ".png", ".webmanifest", ".woff2"}


class _Folder(BaseFinder):
    """Looks up files of one folder by an explicit rule."""

    root: Path

    def where(self, path: str) -> Path | None:
        raise LookupError

    def names(self) -> Iterator[str]:
        raise LookupError

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        place = self.where(path)
        if place is None or not place.is_file():
            return [] if find_all else None
        return [str(place)] if find_all else str(place)


class DesignFinder(_Folder):
    """Serves `design/` below `/static/design/`: styles, scripts and pictures only, the house's sheets as one file."""

    def where(self, path: str) -> Path | None:
        if bundle.is_bundle(path):
            return bundle.place_of(path)
        if not path.startswith("design/") or Path(path).suffix not in DESIGN_SUFFIXES or ".." in path:
            return None
        return Path(settings.ROOT) / path

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        joined = FileSystemStorage(location=bundle.folder())
        for path in (bundle.STYLE, bundle.SCRIPT):
            bundle.make(path)
            yield from ((path + suffix, joined) for suffix in bundle.ALSO_COMPRESSED)
        storage = FileSystemStorage(location=settings.ROOT)
        for file in sorted((Path(settings.ROOT) / "design").rglob("*")):
            path = str(file.relative_to(settings.ROOT))
            if file.suffix in DESIGN_SUFFIXES and not bundle.is_bundle(path):
                yield path, storage


class _Renamed(FileSystemStorage):
    """Opens a package's file under the name it is served by."""

    def path(self, name: str) -> str:
        return str(Path(settings.ROOT) / "node_modules" / PACKAGE_FILES[name])


class NodePackageFinder(_Folder):
    """Serves the files named in PACKAGE_FILES, straight from node_modules."""

    def where(self, path: str) -> Path | None:
        inside = PACKAGE_FILES.get(path)
        return Path(settings.ROOT) / "node_modules" / inside if inside else None

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        storage = _Renamed(location=settings.ROOT)
        for name in PACKAGE_FILES:
            if self.find(name):
                yield name, storage
