"""Run the scheduled jobs whose time has come; with --loop, again and again."""

from __future__ import annotations

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from kuulu.foundation.patience import patiently
from kuulu.foundation.schedule import run_due


class Command(BaseCommand):
    help = "Run the scheduled jobs whose time has come. For cron or a timer once a minute, or with --loop by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="stay and look again")
        parser.add_argument("--every", type=float, default=30, help="seconds between two looks (30)")

    def handle(self, *args: Any, loop: bool, every: float, **options: Any) -> None:
        if not loop:
            return self.tell()
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        while not ended.is_set():
            patiently(self.tell)
            connection.close()
            ended.wait(every)
        return None

    def tell(self) -> None:
        """Run what is due and print a line for each job."""
        for name, report in run_due().items():
            self.stdout.write(f"{name}: {report}")
