"""Put a backup in the place of what is here; stop the web and the worker first."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kuulu.foundation.archive import Broken, look_into, restore


class Command(BaseCommand):
    help = "Restore database and photos from FILE, bring them up to this version, and erase again who was erased since."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="an archive made by kuulu backup")
        parser.add_argument("--yes", action="store_true", help="do not ask")
        parser.add_argument("--check", action="store_true", help="only look whether the archive is whole")

    def handle(self, *args: Any, file: Path, yes: bool, check: bool, **options: Any) -> None:
        try:
            if check:
                return self.look(file)
            if not yes and input("Everything here is replaced by the backup. Write yes to go on: ") != "yes":
                raise CommandError("Nothing was changed.")
            told = restore(file)
        except Broken as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(f"Restored what was backed up {told['made_at']}; erased again: {told['erased_again']}.")
        if not told.get("papers", True):
            self.stdout.write("The photos are not in the archive: bring them back from the bucket's own backup.")
        self.stdout.write("Now: kuulu index, then start the web and the worker.")
        return None

    def look(self, file: Path) -> None:
        """Tell that an archive is whole."""
        with tempfile.TemporaryDirectory() as place:
            told = look_into(file, Path(place))
        self.stdout.write(f"{file} is whole: {len(told['files'])} files of {told['made_at']}.")
