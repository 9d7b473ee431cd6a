"""What an official types to narrow and order the work list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.places.models import Area
from kuulu.foundation import registry
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.languages import say

from ..doors import ORDER_WORDS
from ..queries.worklist import ORDERS, VIEWS, Wanted, units_to_move_to


class WorkFilter(KuuluForm):
    """Filters of the work list. What cannot be read is left out: a list is shown in any case."""

    words = forms.CharField(required=False, max_length=100, label=_("Words or number"))
    kind = forms.ChoiceField(required=False, label=_("Kind"))
    area = forms.ChoiceField(required=False, label=_("Area"))
    unit = forms.ChoiceField(required=False, label=_("Unit"))
    order = forms.ChoiceField(required=False, label=_("Order"), choices=ORDER_WORDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, say(kind.name)) for kind in registry.kinds().values()]
        self._offer("kind", kinds if len(kinds) > 1 else [])
        self._offer("area", [(area.code, str(area)) for area in Area.objects.filter(kind="board")])
        self._offer("unit", [(unit.code, str(unit)) for unit in units_to_move_to()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        if not choices:
            del self.fields[name]
            return
        field = self.fields[name]
        field.choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def wanted(self, view: str) -> Wanted:
        """The filters as the query takes them."""
        self.full_clean()
        kept = getattr(self, "cleaned_data", {})
        return Wanted(
            view=view if view in VIEWS else "open",
            order=str(kept["order"]) if kept.get("order") in ORDERS else "due",
            **{name: kept.get(name) or "" for name in ("kind", "area", "unit", "words")},
        )
