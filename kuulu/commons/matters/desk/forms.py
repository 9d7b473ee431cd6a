"""What an official types on the work list: filters, and work on several matters at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.people.models import Unit
from kuulu.commons.places.models import Area
from kuulu.foundation import registry
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.languages import say

from ..queries.worklist import ORDERS, VIEWS, Wanted, units_to_move_to

ORDER_WORDS = (
    ("due", _("Due first")),
    ("newest", _("Newest first")),
    ("oldest", _("Oldest first")),
    ("changed", _("Changed lately")),
    ("concerns", _("Concerns most people")),
)


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


class BulkForm(KuuluForm):
    """One verb for the ticked matters."""

    verb = forms.ChoiceField(
        choices=(("take", _("Take to me")), ("move", _("Move to a unit")), ("close", _("Close with a reason"))),
        label=_("Do to the chosen ones"),
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), required=False, label=_("Unit"), to_field_name="code")
    reason = forms.CharField(
        required=False, max_length=2000, label=_("Reason, which the senders read"), widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_move_to()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or self.cleaned_data
        if kept.get("verb") == "move" and not kept.get("unit"):
            self.add_error("unit", _("Choose the unit."))
        if kept.get("verb") == "close" and not kept.get("reason"):
            self.add_error("reason", _("Say why, in a sentence the sender can read."))
        return kept

    def more(self) -> dict[str, Any]:
        """What the verb needs beside the matters."""
        return {
            "move": {"unit": self.cleaned_data["unit"]},
            "close": {"reason": self.cleaned_data["reason"]},
        }.get(self.cleaned_data["verb"], {})
