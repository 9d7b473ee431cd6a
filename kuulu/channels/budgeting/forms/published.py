"""The folder of a counted vote as one zip: read whole or refused, and never written anywhere before it is known."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuulu.foundation.forms import KuuluForm

NAMES: Final = frozenset((
    "rules.json", "log.jsonl", "heads.jsonl", "opened.json", "ballots.csv", "result.json", "manifest.json",
    "verify_ballots.py", "README.md", "ballots.pb",
))  # fmt: skip
LARGEST: Final = 64 * 1024 * 1024  #: bytes of all files together, unpacked
METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
ENCRYPTED: Final = 1  #: flag of an entry


class FolderForm(KuuluForm):
    """The zip that is published; its cleaned `folder` is a map from names to contents."""

    folder = forms.FileField(
        label=gettext_lazy("The published folder as one zip"),
        help_text=gettext_lazy("The files that `kuulu elect … publish` wrote, without a folder around them."),
        widget=forms.FileInput({"accept": ".zip,application/zip"}),
    )

    def clean_folder(self) -> dict[str, bytes]:
        upload = self.cleaned_data["folder"]
        if upload.size > settings.KUULU["UPLOADS"]["bytes"]:
            raise ValidationError(_("The file is too large."))
        return read_folder(upload.read())


def read_folder(content: bytes) -> dict[str, bytes]:
    """The files of a zip. Raises ValidationError for names that are not known, for too much, and for what is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            _mind(entries)
            return {entry.filename: _unpacked(packed, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError):
        raise ValidationError(_("The file is no zip, or is broken.")) from None


def _mind(entries: list[Any]) -> None:
    """What the list of a zip says of itself. Raises ValidationError."""
    names = [entry.filename for entry in entries]
    strange = [name for name in names if name not in NAMES]
    if strange:
        words = {"name": repr(strange[0][:60])}
        raise ValidationError(_("The zip may hold only the files of the publication, in no folder: %(name)s.") % words)
    if len(set(names)) < len(names):
        raise ValidationError(_("A file stands twice in the zip."))
    if any(entry.flag_bits & ENCRYPTED or entry.compress_type not in METHODS for entry in entries):
        raise ValidationError(_("Pack the zip in the plain way, without a password."))
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise ValidationError(_("Unpacked the files are too large."))


def _unpacked(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One file, whatever the zip says of its length: no more is unpacked than was told. Raises BadZipFile."""
    with packed.open(entry) as file:
        content = file.read(entry.file_size)
        if len(content) != entry.file_size or file.read(1):
            raise zipfile.BadZipFile("an entry has another length than it says")
    return content
