"""Drop what every room has kept long enough, or count it only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kuulu.foundation import personal


class Command(BaseCommand):
    help = "Apply every room's retention rules; with --dry-run only count."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="count what would go, and drop nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a rule, with how many rows it concerns."""
        for rule, count in personal.retain(dry_run=options["dry_run"]).items():
            self.stdout.write(f"{rule}: {count}")
