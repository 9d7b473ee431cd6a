"""Back up the whole house into one file, while it is open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kuulu.foundation import clock
from kuulu.foundation.archive.pack import keep_stones, take
from kuulu.foundation.archive.sealed import ENDING, Locked, named


class Command(BaseCommand):
    help = "Back up database and photos of one moment into FILE, or by date into the folder KUULU_BACKUP."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="where to; a new name in KUULU_BACKUP without it")
        parser.add_argument("--keep", type=int, default=0, metavar="DAYS", help="drop archives older than so many days")

    def handle(self, *args: Any, file: Path | None, keep: int, **options: Any) -> None:
        try:
            target = named(file or self.by_date())
        except Locked as fault:
            raise CommandError(str(fault)) from None
        target.parent.mkdir(parents=True, exist_ok=True)
        manifest = take(target)
        keep_stones(target.parent)
        size = target.stat().st_size / 1_000_000
        self.stdout.write(f"{target}: {len(manifest['files'])} files, {size:.1f} MB, database {manifest['database']}.")
        self.stdout.write("Encrypted." if target.suffix == ENDING else "Not encrypted.")
        if keep:
            self.stdout.write(f"Dropped {self.drop(target.parent, keep)} archives older than {keep} days.")

    def by_date(self) -> Path:
        """A name that sorts by time in the folder of the settings. Raises CommandError without one."""
        folder = settings.KUULU.get("BACKUP")
        if not folder:
            raise CommandError("Say where to: kuulu backup FILE, or set KUULU_BACKUP.")
        return Path(folder) / f"kuulu-{clock.now():%Y%m%d-%H%M%S}.tar.gz"

    def drop(self, folder: Path, days: int) -> int:
        """Delete archives whose name tells that they are too old."""
        oldest = f"kuulu-{clock.now() - dt.timedelta(days=days):%Y%m%d-%H%M%S}"
        stale = [old for old in folder.glob("kuulu-????????-??????.tar.gz*") if old.name < oldest]
        for old in stale:
            old.unlink()
        return len(stale)
