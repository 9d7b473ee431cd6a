"""The filters of a round's proposals. What cannot be read is left out: a list is shown in any case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuulu.commons.places.models import Area
from kuulu.foundation.forms import KuuluForm

from ..queries import Wish
from ..vocabulary import Fate

ORDERS = (
    ("", gettext_lazy("The usual order")),
    ("newest", gettext_lazy("Newest first")),
    ("concerns", gettext_lazy("Most supported first")),
    ("votes", gettext_lazy("Most votes first")),
)


class FilterForm(KuuluForm):
    """Words, fate, area, order; their names are those of the address."""

    haku = forms.CharField(required=False, max_length=100, label=gettext_lazy("Words"))
    tilanne = forms.ChoiceField(required=False, label=gettext_lazy("Where it stands"))
    alue = forms.ChoiceField(required=False, label=gettext_lazy("Area"))
    jarjestys = forms.ChoiceField(required=False, label=gettext_lazy("Order"), choices=ORDERS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fates = [choice for choice in Fate.choices if choice[0] != Fate.WITHDRAWN]
        areas = [(one.code, str(one)) for one in Area.objects.filter(kind="board").defer("shape")]
        self.fields["tilanne"].choices = [("", _("All")), *fates]  # type: ignore[attr-defined]
        self.fields["alue"].choices = [("", _("All")), *areas]  # type: ignore[attr-defined]

    def wish(self, page: str, *, usual: str = "newest") -> Wish:
        """The filters as the query takes them; `usual` is the order when none is asked for."""
        self.full_clean()
        kept = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        number = int(page[:6]) if page[:6].isdigit() else 1
        return Wish(
            fate=kept["tilanne"],
            area=kept["alue"],
            words=kept["haku"],
            order=kept["jarjestys"] or usual,
            page=number,
        )
