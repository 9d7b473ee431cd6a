"""What a visitor may type on the front page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.places.queries import areas
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.languages import say


class NearForm(KuuluForm):
    """Near me, without an account and without telling where the device is."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    place = forms.CharField(label=_("Or a street, place or postcode"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Whole city")), *((area.code, say(area.names)) for area in areas())]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]
        self.fields["place"].widget.attrs["autocomplete"] = "postal-code"
