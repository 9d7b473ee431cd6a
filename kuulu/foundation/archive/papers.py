"""Photos in an archive: from a folder as they lie there, from a bucket fetched one by one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, default_storage


def are_taken() -> bool:
    """Whether photos go into the archive; those of a bucket may be left to the bucket's own backup."""
    return isinstance(default_storage, FileSystemStorage) or settings.KUULU.get("BACKUP_BUCKET", True)


def gather(folder: Path) -> dict[str, Path]:
    """Name in the archive -> file; what is not on this machine is fetched into `folder`."""
    if not are_taken():
        return {}
    if isinstance(default_storage, FileSystemStorage):
        root = Path(default_storage.location)
        return {
            f"papers/{f.relative_to(root)}": f for f in sorted(root.rglob("*")) if f.is_file() and not f.is_symlink()
        }
    fetched = ((name, _fetch(name, folder)) for name in _names())
    return {f"papers/{name}": file for name, file in fetched if file}


def _names(folder: str = "") -> Iterator[str]:
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}{name}" for name in sorted(files) if name)
    for inner in sorted(folders):
        yield from _names(f"{folder}{inner}/")


def _fetch(name: str, folder: Path) -> Path | None:
    """A copy on this machine; None when it was erased since the listing."""
    target = folder / "papers" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with default_storage.open(name) as kept, target.open("wb") as copy:
            shutil.copyfileobj(kept, copy, 1 << 20)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        return None
    return target


def hang(folder: Path) -> None:
    """Put the photos of an unpacked archive where the house keeps them, in the place of those of the same name."""
    if isinstance(default_storage, FileSystemStorage):
        if folder.is_dir():
            shutil.copytree(folder, default_storage.location, dirs_exist_ok=True)
        return
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            name = str(file.relative_to(folder))
            default_storage.delete(name)
            with file.open("rb") as content:
                default_storage.save(name, File(content))
