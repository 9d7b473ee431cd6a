"""How much visitors send in a day: counted, and compared with what the city expects."""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import DatabaseError
from django.db.models import F

from . import clock
from .models import ReceivedFiles

log = logging.getLogger("kuulu.uploads")


def note(*, files: int, size: int) -> None:
    """Count files and bytes to today. A count that cannot be written stops nobody who has something to tell."""
    today, more = clock.today(), {"files": F("files") + files, "bytes": F("bytes") + size}
    try:
        if not ReceivedFiles.objects.filter(day=today).update(**more):
            ReceivedFiles.objects.get_or_create(day=today)
            ReceivedFiles.objects.filter(day=today).update(**more)
    except DatabaseError as fault:
        log.warning("received files were not counted: %s", type(fault).__name__)


def bytes_today() -> int:
    """How many bytes of files have come today, whether they were kept or not."""
    return ReceivedFiles.objects.filter(day=clock.today()).values_list("bytes", flat=True).first() or 0


def is_flooded(size: int) -> bool:
    """Whether so many bytes a day are more than the city expects; 0 in the settings expects any number."""
    return 0 < settings.KUULU["UPLOADS"]["day_bytes"] < size
