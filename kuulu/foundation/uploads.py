"""Files that visitors send: bounded while they arrive, counted by day, and limited for each network address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from . import received
from .limits import visit_over_limit

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
            received.note(files=self.files, size=self.bytes)


def too_many(request: HttpRequest) -> int:
    """Count the files of a request to its network address; 0 within the limit, else seconds until files are taken."""
    sent = sum(len(files) for _name, files in request.FILES.lists())
    if not sent:
        return 0
    limit = settings.KUULU["UPLOADS"]["per_hour"]
    return visit_over_limit(request, "uploads", limit=limit, seconds=3600, times=sent)
