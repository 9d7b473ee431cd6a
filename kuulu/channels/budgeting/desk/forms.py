"""What an official types about a proposal or a round: one small form a verb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.pictures import PhotosField, PicturedForm
from kuulu.commons.matters.queries.worklist import units_to_move_to
from kuulu.commons.people.models import Unit
from kuulu.foundation.forms import KuuluForm, dressed

from ..models import Proposal, Round
from ..vocabulary import CHECKLIST, UNWEIGHED, Fate, Weighing

PASSED = [("yes", _("Yes")), ("no", _("No"))]


def long(label: Any, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=4000, widget=forms.Textarea({"rows": 3})
    )


class VerbForm(KuuluForm):
    """A form about one proposal."""

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        self.proposal = proposal
        super().__init__(*args, **kwargs)

    def arguments(self) -> dict[str, Any]:
        """What the action takes beside the proposal and the person."""
        return dict(self.cleaned_data)


class WordedForm(VerbForm):
    """A text in the proposer's language or Finnish, and in the others if there is time."""

    fi = long(_("In Finnish"))
    fi_simple = long(_("In plain Finnish"))
    sv = long(_("In Swedish"))
    en = long(_("In English"))

    def texts(self) -> dict[str, str]:
        kept = {code: self.cleaned_data.get(code.replace("-", "_"), "") for code in ("fi", "fi-simple", "sv", "en")}
        return {code: text for code, text in kept.items() if text}


class TakeForm(VerbForm):
    """Nothing to type: the button says it."""


class ReasonForm(VerbForm):
    reason = long(_("Reason, which the proposer reads"), required=True)


class MoveForm(VerbForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="code", label=_("Unit"))
    note = long(_("Note for the unit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_move_to()  # type: ignore[attr-defined]


class LookForm(WordedForm):
    """One look at a proposal: the checklist, the verdict, the reason that everybody reads."""

    look = Weighing.FORMAL
    is_passed = forms.ChoiceField(choices=PASSED, widget=forms.RadioSelect, label=_("Does it belong to this round?"))
    has_no_interest = forms.BooleanField(
        label=_("I have no interest of my own in this proposal"),
        help_text=_("Not mine, not of my family, not of a club I help to run (Administrative Procedure Act 27-28 §)."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checks: dict[str, forms.Field] = {
            f"check_{code}": forms.BooleanField(required=False, label=words)
            for code, words in CHECKLIST[self.look].items()
        }
        self.fields |= dressed(checks)
        self.order_fields([*checks, "is_passed", "euros", "upkeep_euros", "fi", "fi_simple", "sv", "en"])

    def arguments(self) -> dict[str, Any]:
        kept = self.cleaned_data
        checks = {code: bool(kept.get(f"check_{code}")) for code in CHECKLIST[self.look]}
        sums: dict[str, Any] = {name: kept[name] for name in ("euros", "upkeep_euros") if name in kept}
        return {
            "look": self.look,
            "is_passed": kept["is_passed"] == "yes",
            "has_no_interest": kept["has_no_interest"],
            "checks": checks,
            "reasons": self.texts(),
            **sums,
        }


class SubstanceForm(LookForm):
    look = Weighing.SUBSTANCE
    is_passed = forms.ChoiceField(choices=PASSED, widget=forms.RadioSelect, label=_("Can it be carried out?"))
    euros = forms.IntegerField(required=False, min_value=0, label=_("Cost, in euros"))
    upkeep_euros = forms.IntegerField(required=False, min_value=0, label=_("Upkeep a year, in euros"))


class JoinForm(VerbForm):
    into = forms.ModelChoiceField(Proposal.objects.none(), label=_("The proposal it goes on with"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = Proposal.objects.filter(round=self.proposal.round_id, fate__in=[*UNWEIGHED, Fate.POSSIBLE])
        rows = standing.exclude(pk=self.proposal.pk).select_related("matter").order_by("matter__title")
        field: Any = self.fields["into"]
        field.queryset = rows
        field.label_from_instance = lambda one: f"{one.matter.reference} {one.matter.title}"


class ProgressForm(PicturedForm, WordedForm):
    spent_euros = forms.IntegerField(required=False, min_value=0, label=_("Used so far, in euros"))
    expected_on = forms.DateField(
        required=False, label=_("Ready by"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    delay = long(_("Why it comes later than was told"), hint=_("In Finnish. Everybody reads it."))
    photos = PhotosField(label=_("Pictures"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hold_on()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.read_pictures(cleaned)
        if not self.errors and not self.texts():
            self.add_error("fi", _("Tell in a few words how it goes on."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        kept = self.cleaned_data
        return {
            "texts": self.texts(),
            "spent_euros": kept.get("spent_euros"),
            "expected_on": kept.get("expected_on"),
            "delay_reasons": {"fi": kept["delay"]} if kept.get("delay") else {},
            "photos": self.pictures.all(),
        }


class BuildForm(WordedForm):
    link = forms.URLField(required=False, label=_("Web address"), assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not self.texts():
            self.add_error("fi", _("Tell what was done."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        return {"texts": self.texts(), "link": self.cleaned_data.get("link") or ""}


class DecideForm(KuuluForm):
    """What the body decided about a round."""

    decided_on = forms.DateField(label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    section = forms.CharField(required=False, max_length=20, label=_("Section"), help_text=_("For example: § 38"))
    case_number = forms.CharField(required=False, max_length=40, label=_("Case number"))
    link = forms.URLField(required=False, label=_("Web address of the decision"), assume_scheme="https")
    chosen = forms.ModelMultipleChoiceField(
        Proposal.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("These are carried out")
    )
    text = long(_("The decision in a few words, in Finnish"))
    differs = forms.BooleanField(required=False, label=_("The decision differs from the result of the vote"))
    reason = long(_("Why it differs"), hint=_("In Finnish. Everybody reads it beside the result."))

    def __init__(self, *args: Any, round: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = round.proposals.filter(fate=Fate.POSSIBLE).select_related("matter").order_by("number", "matter_id")
        field: Any = self.fields["chosen"]
        field.queryset = rows
        field.label_from_instance = lambda one: f"{one.number or '–'}. {one.matter.title} ({one.euros} €)"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("differs") and not cleaned.get("reason"):
            self.add_error("reason", _("Say why: everybody reads it beside the result."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What `actions.decide` takes beside the round and the person."""
        kept = self.cleaned_data
        return {
            **{name: kept[name] for name in ("decided_on", "section", "case_number", "link", "differs")},
            "chosen": [proposal.pk for proposal in kept["chosen"]],
            "texts": {"fi": kept["text"]} if kept.get("text") else {},
            "reasons": {"fi": kept["reason"]} if kept.get("reason") else {},
        }
