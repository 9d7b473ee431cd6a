"""The foundation's own scheduled work: what lies about after sessions, cache entries and finished tasks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from . import clock
from .models import Tally
from .worker import give_back

TASKS_KEPT = dt.timedelta(days=7)


def give_back_work() -> str:
    """Make work of dead workers ready again, also when no other worker lives to do so."""
    return f"{give_back()} tasks given back"


def drop_finished() -> str:
    """Drop what background tasks leave behind, a week after they ended."""
    old = DBTaskResult.objects.finished().filter(finished_at__lt=clock.now() - TASKS_KEPT)
    return f"{old.delete()[0]} finished tasks dropped"


def drop_sessions() -> str:
    """Drop sessions that have run out."""
    return f"{Session.objects.filter(expire_date__lt=clock.now()).delete()[0]} sessions dropped"


def drop_tallies() -> str:
    """Drop counts of limits whose window has closed."""
    return f"{Tally.objects.filter(until__lt=clock.now()).delete()[0]} counts dropped"


def drop_cache_rows() -> str:
    """Drop entries of the shared cache in the database that have run out; none when the cache is elsewhere."""
    shared: dict[str, Any] = settings.CACHES["default"]
    if "DatabaseCache" not in shared["BACKEND"]:
        return "the shared cache is not in the database"
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM kuulu_cache WHERE expires < %s", [_as_the_cache_writes(clock.now())])
        return f"{cursor.rowcount} cache rows dropped"


def _as_the_cache_writes(moment: dt.datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment.replace(microsecond=0))


def back_up() -> str:
    """Take the nightly backup where a folder for it is set."""
    if not settings.KUULU.get("BACKUP"):
        return "no folder for backups is set"
    call_command("backup", keep=35, verbosity=0)
    return f"backed up to {settings.KUULU['BACKUP']}"


def keep_erasures() -> str:
    """Keep the list of erasures outside the backups."""
    from .archive.pack import keep_stones

    folder = settings.KUULU.get("BACKUP")
    return f"{keep_stones(Path(folder))} erasures listed" if folder else "no folder for backups is set"
