"""Scheduled work: each room's `schedule.JOBS`, run by one command when their time has come."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from . import clock
from .models import JobRun
from .registry import rooms_having

log = logging.getLogger("kuulu.schedule")


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something done again and again: its name, how often, and the function that does it and tells what it did."""

    name: str
    every: dt.timedelta
    run: Callable[[], str]


def jobs() -> list[Job]:
    """All jobs of all installed rooms."""
    return [job for module in rooms_having("schedule") for job in getattr(module, "JOBS", ())]


def claim(job: Job, moment: dt.datetime) -> bool:
    """Take the job for this turn; False when it ran lately or another scheduler was faster."""
    with transaction.atomic():
        _, made = JobRun.objects.get_or_create(name=job.name, defaults={"started_at": moment})
        return made or bool(
            JobRun.objects.filter(name=job.name, started_at__lte=moment - job.every).update(
                started_at=moment, ended_at=None
            )
        )


def run_due() -> dict[str, str]:
    """Run every job whose time has come; job name -> its report."""
    reports = {}
    for job in jobs():
        if claim(job, clock.now()):
            reports[job.name] = job.run()
            JobRun.objects.filter(name=job.name).update(ended_at=clock.now(), report=reports[job.name][:2000])
    return reports


def patiently(deed: Callable[[], object]) -> bool:
    """Do it; a fault is written to the log, not raised, so that a loop goes on. True when it went well."""
    try:
        deed()
    except Exception:  # the next turn tries again
        log.exception("A turn of the loop failed")
        connection.close_if_unusable_or_obsolete()
        return False
    return True
