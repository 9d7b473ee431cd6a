"""Scheduled work: each room's `schedule.JOBS`, run by one command when their time has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Q

from . import clock
from .models import JobRun
from .patience import patiently
from .registry import rooms_having

CLOCKS_DIFFER: Final = dt.timedelta(hours=1)  #: more than the clocks of two machines ever differ


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something done again and again: its name, how often, and the function that does it and tells what it did."""

    name: str
    every: dt.timedelta
    run: Callable[[], str]


def own_jobs() -> list[Job]:
    """The foundation's own."""
    from . import derived, upkeep

    hour, day = dt.timedelta(hours=1), dt.timedelta(days=1)
    return [
        Job(name="foundation.give_back", every=dt.timedelta(minutes=1), run=upkeep.give_back_work),
        Job(name="foundation.cache", every=hour, run=upkeep.drop_cache_rows),
        Job(name="foundation.tallies", every=hour, run=upkeep.drop_tallies),
        Job(name="foundation.erasures", every=hour, run=upkeep.keep_erasures),
        Job(name="foundation.sessions", every=day, run=upkeep.drop_sessions),
        Job(name="foundation.tasks", every=day, run=upkeep.drop_finished),
        Job(name="foundation.derived", every=day, run=derived.begin),
        Job(name="foundation.backup", every=day, run=upkeep.back_up),
    ]


def jobs() -> list[Job]:
    """All jobs of the foundation and of all installed rooms."""
    return [*own_jobs(), *(job for module in rooms_having("schedule") for job in getattr(module, "JOBS", ()))]


def claim(job: Job, moment: dt.datetime) -> bool:
    """Take the job for this turn; False when it ran lately or another scheduler was faster.

    A turn in the future was written by a clock that ran ahead: it does not hold the job back once the clock is right.
    """
    is_due = Q(started_at__lte=moment - job.every) | Q(started_at__gt=moment + CLOCKS_DIFFER)
    with transaction.atomic():
        _, made = JobRun.objects.get_or_create(name=job.name, defaults={"started_at": moment})
        taken = JobRun.objects.filter(is_due, name=job.name)
        return made or bool(taken.update(started_at=moment, ended_at=None))


def run_due() -> dict[str, str]:
    """Run every job whose time has come; job name -> its report."""
    reports: dict[str, str] = {}
    for job in jobs():
        if claim(job, clock.now()):
            patiently(partial(_run, job, reports))
    return reports


def _run(job: Job, reports: dict[str, str]) -> None:
    try:
        reports[job.name] = job.run()
    except Exception as fault:
        JobRun.objects.filter(name=job.name).update(ended_at=None, report=f"failed: {type(fault).__name__}")
        raise
    JobRun.objects.filter(name=job.name).update(ended_at=clock.now(), report=reports[job.name][:2000])
