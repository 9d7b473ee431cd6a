"""Do background work until told to stop: letters, digests, thumbnails and whatever else can wait a moment."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, connection

from kuulu.foundation.away import is_away
from kuulu.foundation.schedule import run_due
from kuulu.foundation.worker import PulsingWorker

log = logging.getLogger("kuulu.work")


class Command(BaseCommand):
    help = "Do background work. Several may run; what a dead one left half done is taken up by the others."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--interval", type=float, default=1, help="seconds to wait when there is nothing to do (1)")
        parser.add_argument("--batch", action="store_true", help="do what there is, then end")
        parser.add_argument("--ticks", action="store_true", help="run scheduled jobs too, so no `tick` is needed")

    def handle(self, *args: Any, interval: float, batch: bool, ticks: bool, **options: Any) -> None:
        worker = PulsingWorker(
            interval=interval, batch=batch, startup_delay=False, max_tasks=None, beside=run_due if ticks else None
        )
        worker.configure_signals()
        while worker.running:
            try:
                worker.run()
            except DatabaseError as fault:
                if not is_away(fault):
                    raise
                log.warning("The database is away (%s); looking again in two seconds", type(fault).__name__)
                connection.close()
                time.sleep(2)
            else:
                return
