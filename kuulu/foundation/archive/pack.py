"""The archive itself: a gzipped tar of the database, residents' photos and a manifest with a checksum of each file.

It is encrypted where public keys for it are set.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from django.core.management import call_command
from django.db import connection

from .. import clock, personal
from . import papers, postgresql, sealed, sqlite

FORMAT = 1
MANIFEST = "manifest.json"


class Broken(ValueError):
    """An archive that cannot be restored; the words say why."""


def _kind() -> Any:
    return sqlite if connection.vendor == "sqlite" else postgresql


def take(target: Path) -> dict[str, Any]:
    """Write the whole house to `target`, whole or not at all; its manifest. Safe while residents write."""
    unfinished = target.with_name(f".{target.name}.unfinished")
    with tempfile.TemporaryDirectory(prefix="kuulu-backup-") as place:
        folder = Path(place)
        files = {f"database/{file.name}": file for file in _kind().dump(connection, folder)}
        files |= papers.gather(folder)
        manifest = _manifest(files)
        seals = bool(sealed.recipients())
        _write(folder / "archive" if seals else unfinished, manifest, files)
        if seals:
            sealed.seal(folder / "archive", unfinished)
    with unfinished.open("rb") as whole:
        os.fsync(whole.fileno())
    unfinished.chmod(0o600)
    unfinished.replace(target)
    return manifest


def _write(target: Path, manifest: dict[str, Any], files: dict[str, Path]) -> None:
    with tarfile.open(target, "w:gz", compresslevel=3) as tar:
        _add_text(tar, MANIFEST, json.dumps(manifest, indent=1))
        for name, file in files.items():
            tar.add(file, name, recursive=False)


def _manifest(files: dict[str, Path]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": clock.now().isoformat(),
        "database": connection.vendor,
        "stones": personal.stones(),
        "papers": papers.are_taken(),
        "files": {name: {"bytes": file.stat().st_size, "sha256": _sum(file)} for name, file in files.items()},
    }


def _sum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    body = text.encode()
    entry.size, entry.mtime = len(body), int(clock.now().timestamp())
    tar.addfile(entry, io.BytesIO(body))


def look_into(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive and check every file against its checksum; the manifest. Raises Broken."""
    with tempfile.TemporaryDirectory(prefix="kuulu-archive-") as place:
        return _unpack(source, _in_clear(source, Path(place)), folder)


def _in_clear(source: Path, place: Path) -> Path:
    try:
        if not sealed.is_sealed(source):
            return source
        sealed.unseal(source, place / "archive")
    except (OSError, sealed.Locked) as fault:
        raise Broken(str(fault)) from None
    return place / "archive"


def _unpack(source: Path, clear: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(clear, "r:gz") as tar:
            _unpack_files(tar, folder)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (tarfile.TarError, OSError, EOFError, ValueError) as fault:
        raise Broken(f"{source.name} is not a whole archive of Kuulu ({type(fault).__name__}).") from None
    if manifest.get("format") != FORMAT:
        raise Broken(f"{source.name} has format {manifest.get('format')}; this Kuulu reads {FORMAT}.")
    for name in _changed(manifest, folder):
        raise Broken(f"{source.name}: {name} is missing or is not what was backed up.")
    return manifest


def _unpack_files(tar: tarfile.TarFile, folder: Path) -> None:
    """Plain files within the folder and nothing else; Debian 12's Python knows no `filter` for `extractall`."""
    for entry in tar:
        target = (folder / entry.name).resolve()
        if entry.isdir():
            continue
        if not entry.isfile() or not target.is_relative_to(folder.resolve()):
            raise tarfile.TarError(entry.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            shutil.copyfileobj(cast("IO[bytes]", tar.extractfile(entry)), file)


def _changed(manifest: dict[str, Any], folder: Path) -> Iterator[str]:
    for name, told in manifest["files"].items():
        file = folder / name
        if not file.is_file() or _sum(file) != told["sha256"]:
            yield name


def restore(source: Path) -> dict[str, Any]:
    """Put an archive in the place of the present contents, then erase again who has been erased since.

    The web and the worker are stopped meanwhile. Raises Broken; the database is then as it was.
    """
    stones = set(_present_stones())
    with tempfile.TemporaryDirectory(prefix="kuulu-restore-") as place:
        folder = Path(place)
        manifest = look_into(source, folder)
        if manifest["database"] != connection.vendor:
            raise Broken(f"The archive is of {manifest['database']}, this house stands on {connection.vendor}.")
        try:
            _kind().load(connection, folder / "database")
        except ValueError as fault:
            raise Broken(str(fault)) from None
        papers.hang(folder / "papers")
    call_command("migrate", verbosity=0, interactive=False)
    stones |= set(manifest["stones"]) | set(_stones_beside(source))
    return manifest | {"erased_again": personal.erase_again(sorted(stones))}


def _present_stones() -> list[str]:
    return personal.stones() if "people_erasure" in connection.introspection.table_names() else []


def list_of_stones(folder: Path) -> Path:
    """Where the list of erasures lies beside the archives."""
    return folder / "erasures.json"


def keep_stones(folder: Path) -> int:
    """Write the list of erasures beside the archives, adding to what is there; how many it names."""
    folder.mkdir(parents=True, exist_ok=True)
    file = list_of_stones(folder)
    known = sorted({*_stones_in(file), *personal.stones()})
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(known))
    unfinished.replace(file)
    return len(known)


def _stones_beside(source: Path) -> list[str]:
    return _stones_in(list_of_stones(source.parent))


def _stones_in(file: Path) -> list[str]:
    return list(json.loads(file.read_text())) if file.is_file() else []
