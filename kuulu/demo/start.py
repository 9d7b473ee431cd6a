"""What happens before the demo is served: is the door free, are the tables there, has the city been told?"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("KUULU_VAR", ROOT / "var"))
DATABASE = VAR / "demo.sqlite3"
MARK = VAR / "demo-mark.json"


def port_is_free(port: int) -> bool:
    """Whether nobody listens at the port of this machine."""
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def version() -> str:
    """A digest of everything that decides the tables and their contents: migrations, seeds and locked packages."""
    digest = hashlib.sha256()
    files = [*ROOT.glob("kuulu/**/migrations/*.py"), *ROOT.glob("kuulu/demo/**/*.py")]
    for file in [*sorted(files), ROOT / "requirements" / "base.txt"]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def is_told() -> bool:
    """Whether this very version has been told into the database that lies here."""
    try:
        return DATABASE.exists() and json.loads(MARK.read_text())["version"] == version()
    except (OSError, ValueError, KeyError):
        return False


def days_old() -> int:
    """Days since the demo's dates were made; 0 when unknown."""
    try:
        return int((time.time() - json.loads(MARK.read_text())["told_at"]) // 86_400)
    except (OSError, ValueError, KeyError):
        return 0


def clear() -> None:
    """Throw the demo's contents away."""
    for file in (DATABASE, Path(f"{DATABASE}-wal"), Path(f"{DATABASE}-shm"), MARK):
        file.unlink(missing_ok=True)
    for folder in ("demo-media", "demo-mail", "demo-keys"):
        shutil.rmtree(VAR / folder, ignore_errors=True)


def prepare() -> None:
    """Bring tables and contents up to date, with a bar that shows how far it is. Takes about a minute at first."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("Starting up", total=1)
        import django

        django.setup()
        progress.advance(task)
        _migrate(progress)
        _tell(progress)
    MARK.write_text(json.dumps({"version": version(), "told_at": time.time()}))


def _migrate(progress: Any) -> None:
    from django.core.management import call_command
    from django.core.management.commands.migrate import Command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    task = progress.add_task("Building the tables", total=max(len(plan), 1))

    class Quiet(Command):
        def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
            if action == "apply_success":
                progress.advance(task)

    call_command(Quiet(), verbosity=0, interactive=False)
    progress.update(task, completed=max(len(plan), 1))


def _tell(progress: Any) -> None:
    from . import seeds

    def begin(name: str, size: int) -> Any:
        task = progress.add_task(name, total=size)
        return lambda count: progress.advance(task, count)

    seeds.tell_all(begin)
