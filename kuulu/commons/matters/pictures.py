"""Several pictures in one field of any channel's form, held while the rest of the form is put right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from .held import bring_back, developed, hold, name_of_held
from .papers import Developed, Refused

ACCEPTED = "image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf"


class SeveralFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class PhotosField(forms.FileField):
    """A list of uploaded files; they are looked into only when the form is otherwise read."""

    def __init__(self, **kwargs: Any) -> None:
        widget = SeveralFiles(attrs={"accept": ACCEPTED, "multiple": True})
        super().__init__(**{"required": False, "widget": widget, **kwargs})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [file for file in data or [] if isinstance(file, UploadedFile)]


class Pictures:
    """The pictures of one form: those just sent, cleaned, and those held from an earlier try."""

    def __init__(self, sent: list[UploadedFile], held: list[str]) -> None:
        self.held = [word for word in held if name_of_held(word)][: settings.KUULU["UPLOADS"]["count"]]
        self.sent, self.clean = sent, list[tuple[str, Developed]]()

    def read(self) -> None:
        """Clean what was sent. Raises ValidationError with one sentence for each picture that is not taken."""
        limit, faults = settings.KUULU["UPLOADS"]["count"], []
        if len(self.sent) + len(self.held) > limit:
            raise ValidationError(_("At most %(limit)s pictures can be sent.") % {"limit": limit})
        for file in self.sent:
            try:
                self.clean += [(str(file.name), picture) for picture in developed([file])]  # a name for each page
            except Refused as fault:
                faults.append(f"{file.name}: {fault.message}")
        if len(self.clean) + len(self.held) > limit:
            self.clean = []
            faults.append(
                _("At most %(limit)s pictures can be sent; each page of a document counts as one.") % {"limit": limit}
            )
        if faults:
            raise ValidationError(faults)

    def hold(self) -> list[dict[str, str]]:
        """Keep everything good for the next try; what a page needs to show and send it again."""
        self.held += [hold(picture, name=name) for name, picture in self.clean]
        self.clean = []
        return [{"word": word, "name": name_of_held(word) or ""} for word in self.held]

    def all(self) -> list[Developed]:
        """Every picture, ready to be attached."""
        back = [picture for word in self.held if (picture := bring_back(word)) is not None]
        return [*back, *(picture for _, picture in self.clean)]


class PicturedForm(forms.Form):
    """What a form with a field `photos` shares: its pictures cleaned once, and those held from an earlier try."""

    pictures: Pictures

    def hold_on(self) -> None:
        """Take up what an earlier try held; called when the form is made."""
        self.pictures = Pictures([], self.data.getlist("held") if hasattr(self.data, "getlist") else [])

    def read_pictures(self, cleaned: dict[str, Any]) -> None:
        """Clean what was sent, faults told at the field; called by `clean`."""
        if "photos" not in self.fields:
            self.pictures = Pictures([], [])
            return
        self.pictures.sent = cleaned.get("photos") or []
        try:
            self.pictures.read()
        except ValidationError as fault:
            self.add_error("photos", fault)
