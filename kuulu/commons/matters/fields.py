"""A file whose only address is the one that asks who may read it; the storage's own address is never given out."""

from __future__ import annotations

from typing import Any

from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.urls import reverse

SIZES = {"file": "large", "thumbnail": "small"}


class GuardedFile(FieldFile):
    """The file of a paper."""

    @property
    def url(self) -> str:
        return reverse("paper", args=[self.instance.uuid, SIZES[self.field.name]])  # type: ignore[attr-defined]


class GuardedFileField(FileField):
    """A FileField whose `url` leads to the view that guards it."""

    attr_class = GuardedFile

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
