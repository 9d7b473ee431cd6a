"""Figures that tell whether the house works behind its pages: the queue's age, dead letters, the last tick."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Any

from django_tasks_db.models import DBTaskResult

from . import clock, received
from .derived import mended_lately
from .models import DeadLetter, JobRun, WorkerPulse
from .registry import rooms_having
from .schedule import jobs

OLD_TASK = 10 * 60  #: seconds that background work may wait before somebody should look
QUIET_TICK = 15 * 60  #: seconds without a scheduled job starting, while one is due


@dataclass(frozen=True, kw_only=True)
class Health:
    """What the figures are; ages in seconds, None when there is nothing to count."""

    workers: int  #: seen within two minutes
    waiting: int  #: tasks whose time has come
    oldest_waiting: int | None
    running: int
    dead_letters: int  #: not yet settled by a person
    last_tick: int | None  #: since a scheduled job last started
    overdue_jobs: tuple[str, ...]  #: should have run by now, twice over
    received_today: int  #: bytes of files that visitors sent
    mended: dict[str, int]  #: what is derived and was wrong at the last look -> how many rows
    rooms: tuple[str, ...] = ()  #: what rooms worry about, each by its `health.worries`

    def worries(self) -> list[str]:
        """What somebody should look at, in words; empty when all is well."""
        found = []
        if self.waiting and (self.oldest_waiting or 0) > OLD_TASK:
            found.append(f"background work has waited {self.oldest_waiting} seconds")
        if not self.workers:
            found.append("no worker is seen: is `kuulu work` running?")
        if self.last_tick is None or (self.overdue_jobs and self.last_tick > QUIET_TICK):
            found.append("scheduled work does not run: is `kuulu tick --loop` running?")
        found += [f"{name} has not run in time" for name in self.overdue_jobs]
        found += [f"{name}: {count} rows were wrong and have been mended" for name, count in self.mended.items()]
        if self.dead_letters:
            found.append(f"{self.dead_letters} dead letters wait for a person at the desk")
        if received.is_flooded(self.received_today):
            found.append(f"{self.received_today // 1_000_000} megabytes of files have come today")
        return [*found, *self.rooms]

    def told(self) -> dict[str, Any]:
        """As JSON tells it."""
        worries = self.worries()
        return {"status": "worry" if worries else "well", "worries": worries, **asdict(self)}


def look() -> Health:
    """The figures of this moment, in eight small queries and those of the rooms."""
    moment = clock.now()
    ready = DBTaskResult.objects.ready()
    oldest = ready.order_by("enqueued_at").values_list("enqueued_at", "run_after").first()
    runs = dict(JobRun.objects.values_list("name", "started_at"))
    return Health(
        workers=WorkerPulse.objects.filter(seen_at__gte=moment - dt.timedelta(minutes=2)).count(),
        waiting=ready.count(),
        oldest_waiting=_age(_due(*oldest), moment) if oldest else None,
        running=DBTaskResult.objects.running().count(),
        dead_letters=DeadLetter.objects.filter(settled_at__isnull=True).count(),
        last_tick=_age(max(runs.values()), moment) if runs else None,
        overdue_jobs=tuple(sorted(job.name for job in jobs() if _is_overdue(job.every, runs.get(job.name), moment))),
        received_today=received.bytes_today(),
        mended=mended_lately(),
        rooms=tuple(worry for room in rooms_having("health") for worry in room.worries()),
    )


def _due(enqueued_at: dt.datetime, run_after: dt.datetime) -> dt.datetime:
    return enqueued_at if run_after.year == 9999 else max(enqueued_at, run_after)


def _age(since: dt.datetime, moment: dt.datetime) -> int:
    return max(0, int((moment - since).total_seconds()))


def _is_overdue(every: dt.timedelta, ran_at: dt.datetime | None, moment: dt.datetime) -> bool:
    return ran_at is not None and moment - ran_at > 2 * every + dt.timedelta(minutes=5)
