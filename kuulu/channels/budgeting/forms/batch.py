"""What is typed about a batch of a rolling round: its days, a price, a recommendation, and the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.people.models import Unit
from kuulu.commons.people.vocabulary import UnitKind
from kuulu.foundation.forms import KuuluForm, dressed
from kuulu.foundation.languages import say

from ..actions import Ruling
from ..models import Batch, BatchItem
from ..vocabulary import AS_RECOMMENDED, BatchOutcome, Recommendation

RULED = [(one.value, one.label) for one in BatchOutcome if one != BatchOutcome.LEFT]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def _words(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    area = forms.Textarea({"rows": 2})
    return forms.CharField(label=label, required=required, help_text=hint, max_length=2000, widget=area)


def _in_finnish(text: str) -> dict[str, str]:
    return {"fi": text} if text else {}


class OpenBatchForm(KuuluForm):
    """By which day ideas come along, and when which council meets."""

    closes_on = _day(_("Last day for ideas"))
    meeting_on = _day(_("Meeting"))
    council = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="code", label=_("Council that proposes"), help_text=_("It never decides.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["council"].queryset = Unit.objects.filter(kind=UnitKind.BODY).order_by("code")  # type: ignore[attr-defined]


class PriceForm(KuuluForm):
    """What one idea costs."""

    euros = forms.IntegerField(min_value=1, label=_("Cost, in euros"))
    note = _words(_("What the price is made of"), required=True, hint=_("In Finnish. Everybody reads it."))
    has_no_interest = forms.BooleanField(
        label=_("I have no interest of my own in this proposal"),
        help_text=_("Not mine, not of my family, not of a club I help to run (Administrative Procedure Act 27-28 §)."),
    )

    def __init__(self, *args: Any, item: BatchItem, **kwargs: Any) -> None:
        initial = {"euros": item.priced_euros, "note": item.notes.get("fi", "")}
        super().__init__(*args, prefix=f"hinta-{item.pk}", initial=initial, **kwargs)

    def arguments(self) -> dict[str, Any]:
        kept = self.cleaned_data
        return {
            "euros": kept["euros"],
            "notes": _in_finnish(kept["note"]),
            "has_no_interest": kept["has_no_interest"],
        }


class RecommendForm(KuuluForm):
    """What the council proposes about one idea."""

    recommendation = forms.ChoiceField(
        choices=Recommendation.choices, widget=forms.RadioSelect, label=_("What does the council say?")
    )
    euros = forms.IntegerField(
        required=False, min_value=1, label=_("Sum that it supports, in euros"), help_text=_("Empty means the price.")
    )
    reason = _words(_("Reason"), hint=_("In Finnish. Everybody reads it. Needed unless the council supports the idea."))

    def __init__(self, *args: Any, item: BatchItem, **kwargs: Any) -> None:
        initial = {
            "recommendation": item.recommendation,
            "euros": item.recommended_euros,
            "reason": item.recommendation_reasons.get("fi", ""),
        }
        super().__init__(*args, prefix=f"kanta-{item.pk}", initial=initial, **kwargs)

    def arguments(self) -> dict[str, Any]:
        kept = self.cleaned_data
        return {
            "recommendation": kept["recommendation"],
            "euros": kept.get("euros"),
            "reasons": _in_finnish(kept.get("reason") or ""),
        }


class RulingForm(KuuluForm):
    """The office holder's decision, and what it says of each idea."""

    title = forms.CharField(
        max_length=120, label=_("Post of who decides"), help_text=_("In Finnish. The post, never a person's name.")
    )
    section = forms.CharField(max_length=40, label=_("Number of the decision"), help_text=_("For example: § 38"))
    decided_on = _day(_("Day"))
    link = forms.URLField(label=_("Web address of the decision"), assume_scheme="https")
    text = _words(_("The decision in a few words, in Finnish"))

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        self.batch, self.items = batch, batch.standing
        super().__init__(*args, initial={"title": batch.round.decides.names.get("fi", "")}, **kwargs)
        for item in self.items:
            self.fields |= dressed(_of(item))

    def of_items(self) -> list[tuple[BatchItem, list[forms.BoundField]]]:
        """Each idea with its fields."""
        return [(item, [self[f"{name}_{item.pk}"] for name in ("outcome", "euros", "reason")]) for item in self.items]

    def of_decision(self) -> list[forms.BoundField]:
        """The fields of the decision itself."""
        return [self[name] for name in self.base_fields]

    def arguments(self) -> dict[str, Any]:
        kept, names = self.cleaned_data, self.batch.round.decides.names
        return {
            "titles": names if kept["title"] == names.get("fi") else {"fi": kept["title"]},
            **{name: kept[name] for name in ("section", "decided_on", "link")},
            "texts": _in_finnish(kept.get("text") or ""),
            "rulings": {item.pk: self._ruling(item.pk) for item in self.items},
        }

    def _ruling(self, key: int) -> Ruling:
        kept = self.cleaned_data
        reasons = _in_finnish(kept.get(f"reason_{key}") or "")
        return Ruling(outcome=kept[f"outcome_{key}"], euros=kept.get(f"euros_{key}"), reasons=reasons)


def _of(item: BatchItem) -> dict[str, forms.Field]:
    """The fields of one idea; they begin with what the council proposed."""
    same = AS_RECOMMENDED[Recommendation(item.recommendation)][0] if item.recommendation else None
    title = item.proposal.matter.title
    told = say(item.recommendation_reasons)
    return {
        f"outcome_{item.pk}": forms.ChoiceField(
            choices=RULED, initial=same, widget=forms.RadioSelect, label=_("What was decided?")
        ),
        f"euros_{item.pk}": forms.IntegerField(
            required=False, min_value=1, initial=item.recommended_euros, label=_("Sum given, in euros: %(idea)s") % {"idea": title}
        ),
        f"reason_{item.pk}": _words(
            _("Reason: %(idea)s") % {"idea": title},
            hint=_("Needed where it differs from what the council proposed. Its reason: %(reason)s") % {"reason": told}
            if told
            else _("Needed where it differs from what the council proposed, and where less is given than was asked."),
        ),
    }  # fmt: skip
