"""SQLite's own online backup: one moment of the database, also while others write."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

NAME = "database.sqlite3"


def dump(connection: Any, folder: Path) -> list[Path]:
    """Copy the database as it is at one moment."""
    connection.ensure_connection()
    target = sqlite3.connect(folder / NAME)
    with target:
        connection.connection.backup(target)
    target.execute("PRAGMA journal_mode=DELETE")
    target.close()
    return [folder / NAME]


def load(connection: Any, folder: Path) -> None:
    """Put the copy in the place of the present contents."""
    connection.ensure_connection()
    with sqlite3.connect(folder / NAME) as source:
        fault = source.execute("PRAGMA integrity_check").fetchone()[0]
        if fault != "ok":
            raise ValueError(f"The database in the archive is damaged: {fault}")
        source.backup(connection.connection)
    source.close()
    connection.close()
