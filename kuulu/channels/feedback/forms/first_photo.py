"""The form that begins with a picture. The place comes from the device only when its owner said so."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.pictures import PhotosField, Pictures
from kuulu.commons.places.where import PointField
from kuulu.foundation.forms import KuuluForm


class FirstPhotoForm(KuuluForm):
    """Pictures, and two hidden numbers that a script fills in with the owner's leave."""

    photos = PhotosField(label=_("Pictures"), required=True)
    lat = PointField()
    lon = PointField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pictures = Pictures([], [])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("lat", "lon"):
            self.errors.pop(name, None)
        self.pictures = Pictures(cleaned.get("photos") or [], [])
        try:
            self.pictures.read()
        except ValidationError as fault:
            self.add_error("photos", fault)
        if not self.errors and not self.pictures.clean:
            self.add_error("photos", _("Choose a picture first."))
        return cleaned

    def point(self) -> dict[str, float]:
        """The place read on the device, whole or not at all."""
        lat, lon = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        return {} if lat is None or lon is None else {"lat": lat, "lon": lon}
