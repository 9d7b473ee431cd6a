"""A worker for background work that shows a pulse, and gives back what a dead worker left half done."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import socket
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from . import clock
from .models import DeadLetter, WorkerPulse
from .patience import patiently
from .work import TRIES

PULSE = 10  #: seconds between two beats
SILENCE = dt.timedelta(seconds=60)  #: without a beat for so long, a worker of another machine counts as dead


def new_worker_id() -> str:
    """Where a worker runs and which process it is, so that its neighbours can see whether it still lives."""
    return f"{socket.gethostname()[:30]}/{os.getpid()}/{secrets.token_hex(6)}"


def beat(worker_id: str) -> None:
    """Show that this worker lives."""
    WorkerPulse.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": clock.now()})


def _process_is_gone(worker_id: str) -> bool:
    host, pid, *_ = [*worker_id.split("/"), "", ""]
    if host != socket.gethostname()[:30] or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def is_dead(worker_id: str, *, beats: dict[str, dt.datetime], moment: dt.datetime) -> bool:
    """Whether a worker will never finish its task: its process is gone, or its pulse has stopped."""
    seen = beats.get(worker_id)
    return _process_is_gone(worker_id) or seen is None or moment - seen > SILENCE


def give_back() -> int:
    """Make tasks of dead workers ready again; one that has outlived many workers becomes a dead letter."""
    moment, beats = clock.now(), dict(WorkerPulse.objects.values_list("worker_id", "seen_at"))
    count = 0
    for row in DBTaskResult.objects.running().order_by("started_at"):
        worker = row.worker_ids[-1] if row.worker_ids else ""
        if is_dead(worker, beats=beats, moment=moment):
            count += _return(row, moment)
    WorkerPulse.objects.filter(seen_at__lt=moment - 10 * SILENCE).delete()
    return count


@transaction.atomic
def _return(row: DBTaskResult, moment: dt.datetime) -> int:
    same = DBTaskResult.objects.filter(id=row.id, status=TaskResultStatus.RUNNING, started_at=row.started_at)
    if len(row.worker_ids) < TRIES:
        return same.update(status=TaskResultStatus.READY, started_at=None)
    changed = same.update(
        status=TaskResultStatus.FAILED, finished_at=moment, exception_class_path="kuulu.WorkerDied", traceback=""
    )
    if changed:
        error = f"WorkerDied: {len(row.worker_ids)} workers died while doing this"
        DeadLetter.objects.create(task=row.task_path, arguments=row.args_kwargs, error=error, failed_at=moment)
    return changed


class PulsingWorker(Worker):
    """The task worker of django-tasks-db with a pulse beside it and the reaper before it."""

    def __init__(self, *, beside: Callable[[], Any] | None = None, **options: Any) -> None:
        super().__init__(
            queue_names=["*"], backend_name="default", excluded_queue_names=[], worker_id=new_worker_id(), **options
        )
        self.beside = beside

    def run(self) -> None:
        beat(self.worker_id)
        give_back()
        ended = threading.Event()
        beater = threading.Thread(target=self._beat_until, args=[ended], daemon=True)
        beater.start()
        try:
            super().run()
        finally:
            ended.set()
            beater.join(timeout=5)

    def _beat_until(self, ended: threading.Event) -> None:
        while not ended.wait(PULSE):
            patiently(self._look_around)
            if self.beside:
                patiently(self.beside)
            connection.close()

    def _look_around(self) -> None:
        beat(self.worker_id)
        give_back()
