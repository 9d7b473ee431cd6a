"""Secret keys of votes that lie in files outside the database, so that a stolen database tells nothing by itself."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

from django.conf import settings

KEY_BYTES: Final = 32


class NoKey(Exception):
    """The key file of a vote is not there, or holds something else."""


def _file(drawer: str, vote: str) -> Path:
    return Path(settings.KUULU["VOTE_KEYS"][drawer]) / f"{vote}.key"


def make_key(drawer: str, vote: str) -> bytes:
    """The key of a vote in a drawer, made unless it is there. Two who make it at once get the same."""
    file = _file(drawer, vote)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = file.with_name(f".{secrets.token_hex(8)}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(secrets.token_bytes(KEY_BYTES))
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(own, file)  # whole or not at all, and never over another
    except FileExistsError:
        pass
    finally:
        own.unlink()
    return read_key(drawer, vote)


def read_key(drawer: str, vote: str) -> bytes:
    """The key of a vote. Raises NoKey."""
    try:
        descriptor = os.open(f"{settings.KUULU['VOTE_KEYS'][drawer]}/{vote}.key", os.O_RDONLY)
    except FileNotFoundError:
        raise NoKey(f"{drawer} {vote}") from None
    try:
        key = os.read(descriptor, KEY_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(key) != KEY_BYTES:
        raise NoKey(f"{drawer} {vote}")
    return key


def destroy_key(drawer: str, vote: str) -> bool:
    """Overwrite and delete; whether there was one. On disks that copy what they write this is no proof."""
    file = _file(drawer, vote)
    if not file.exists():
        return False
    with file.open("r+b") as out:
        out.write(bytes(KEY_BYTES))
        out.flush()
        os.fsync(out.fileno())
    file.unlink()
    return True
