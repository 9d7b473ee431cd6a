"""Make a secret for KUULU_SECRET_KEY or another key of the settings."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kuulu.foundation.archive.sealed import new_pair


class Command(BaseCommand):
    help = "Print a new secret of 384 random bits, or with --backup a pair of keys for encrypted backups."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--backup", action="store_true", help="a public key for the machine, a secret one to keep")

    def handle(self, *args: Any, backup: bool, **options: Any) -> None:
        if not backup:
            return self.stdout.write(secrets.token_urlsafe(48))
        public, secret = new_pair()
        self.stdout.write(f"KUULU_BACKUP_RECIPIENTS={public}")
        return self.stdout.write(f"KUULU_BACKUP_SECRET_KEY={secret}")
