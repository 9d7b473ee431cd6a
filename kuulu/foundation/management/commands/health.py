"""Tell whether the house works behind its pages."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kuulu.foundation.health import look


class Command(BaseCommand):
    help = "Print the queue's age, dead letters and the last tick; exit code 1 when somebody should look."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        told = look().told()
        if options["json"]:
            self.stdout.write(json.dumps(told))
        else:
            for name, value in told.items():
                listed = [f"{key} {count}" for key, count in value.items()] if isinstance(value, dict) else value
                self.stdout.write(f"{name:<15} {', '.join(listed) if isinstance(listed, list | tuple) else listed}")
        if told["worries"]:
            sys.exit(1)
