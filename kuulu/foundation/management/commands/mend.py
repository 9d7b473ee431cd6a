"""Look over what is counted beforehand, and mend it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kuulu.foundation.derived import mend


class Command(BaseCommand):
    help = "Look over the map's grid, the search index and the counts, mend what is wrong and tell how much it was."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--everything", action="store_true", help="also what is looked over by shares, a month long"
        )

    def handle(self, *args: Any, everything: bool, **options: Any) -> None:
        for name, count in mend(everything=everything).items():
            self.stdout.write(f"{name}: {count} wrong, mended" if count else f"{name}: right")
