"""Sweeps files that no paper names: left by a process that was killed between writing a file and its row."""

from __future__ import annotations

import datetime as dt

from django.core.files.storage import default_storage

from kuulu.foundation import clock

from ..models import Paper
from ..papers import delete_files

AGE = dt.timedelta(days=1)  #: younger files may belong to a transaction that still runs


def sweep_files() -> int:
    """Delete files of this month and the last that no paper names and that are a day old; how many."""
    last = clock.today().replace(day=1) - dt.timedelta(days=1)
    return sum(_sweep(f"papers/{month:%Y/%m}") for month in (clock.today(), last))


def _sweep(folder: str) -> int:
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return 0
    names = {f"{folder}/{file}" for file in files}
    for field in ("file", "thumbnail"):
        names -= set(Paper.objects.filter(**{f"{field}__startswith": folder}).values_list(field, flat=True))
    old = [name for name in names if default_storage.get_modified_time(name) < clock.now() - AGE]
    delete_files(*old)
    return len(old)
