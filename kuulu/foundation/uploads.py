"""Files that visitors send: bounded while they arrive, counted by day, and limited for each network address."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.db import DatabaseError
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import clock
from .limits import visit_over_limit
from .models import ReceivedFiles

log = logging.getLogger("kuulu.uploads")

#: told at the field of the form, which keeps all else that was typed
TOO_MANY = _("Very many pictures have come from your network. Send without one, or in an hour.")


class BoundedFiles(FileUploadHandler):
    """Stands before Django's own handlers: lets no more of a file through than is allowed and a little more.

    What is longer is thereby known to be too long and refused by its form, and has filled neither memory nor disk.
    Editors of the back office may send large documents; they are counted all the same.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files = self.bytes = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.bytes += len(raw_data)
        is_bounded = self.request is None or not self.request.path_info.startswith("/cms/")
        return None if is_bounded and start > settings.KUULU["UPLOADS"]["bytes"] else raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def upload_complete(self) -> None:
        if self.files:
            note_received(files=self.files, size=self.bytes)


def note_received(*, files: int, size: int) -> None:
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


def too_many(request: HttpRequest) -> int:
    """Count the files of a request to its network address; 0 within the limit, else seconds until files are taken."""
    sent = sum(len(files) for _name, files in request.FILES.lists())
    if not sent:
        return 0
    limit = settings.KUULU["UPLOADS"]["per_hour"]
    return visit_over_limit(request, "uploads", limit=limit, seconds=3600, times=sent)
