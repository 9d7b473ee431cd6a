"""The filters of the public list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.places.queries import areas
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.languages import say

from ..queries import Wish, names_of_subjects
from ..vocabulary import FeedbackKind

SHOWN_STAGES = [stage for stage in Stage.choices if stage[0] != Stage.WITHDRAWN]


class FilterForm(KuuluForm):
    """Everything optional; what cannot be understood narrows nothing."""

    sanat = forms.CharField(label=_("Words"), required=False, max_length=80)
    aihe = forms.ChoiceField(label=_("Subject"), required=False)
    laji = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *FeedbackKind.choices])
    vaihe = forms.ChoiceField(label=_("Stage"), required=False, choices=[("", _("All")), *SHOWN_STAGES])
    alue = forms.ChoiceField(label=_("Area"), required=False)
    alkaen = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    saakka = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kuva = forms.BooleanField(label=_("With a picture"), required=False)
    jarjestys = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("newest", _("Newest first")), ("concerns", _("Concerns most people"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(say(group), [(code, say(names)) for code, names in of]) for group, of in names_of_subjects()]
        self.fields["aihe"].choices = [("", _("All")), *named]  # type: ignore[attr-defined]
        self.fields["alue"].choices = [("", _("All")), *((a.code, say(a.names)) for a in areas())]  # type: ignore[attr-defined]

    def wish(self, page: str = "1") -> Wish:
        """What is asked for; fields in error are left out."""
        self.is_valid()
        said = self.cleaned_data
        return Wish(
            category=said.get("aihe", ""),
            kind=said.get("laji", ""),
            stage=said.get("vaihe", ""),
            area=said.get("alue", ""),
            since=said.get("alkaen"),
            until=said.get("saakka"),
            words=said.get("sanat", ""),
            with_photo=said.get("kuva", False),
            order=said.get("jarjestys") or "newest",
            page=int(page) if page.isdecimal() and len(page) < 6 else 1,
        )
