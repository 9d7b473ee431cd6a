"""What is typed to make a vote ready, and at the service desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kuulu.commons.people.identity import born_by_code, key_of_code, normal_code
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.languages import say

from ..actions.set_up_vote import MOST_CODES
from ..models import Electorate, Vote
from ..vocabulary import LEVEL_DOORS, Door, Publication, VoteLevel


class VoteForm(KuuluForm):
    """The kind of a vote."""

    level = forms.TypedChoiceField(choices=VoteLevel.choices, coerce=int, widget=forms.RadioSelect, label=_("What the vote promises"))  # fmt: skip
    publication = forms.ChoiceField(
        choices=Publication.choices, label=_("What is published of the ballots"), initial=Publication.AUTO,
        help_text=_("More is hidden where ballots are few or rare, never less."),
    )  # fmt: skip
    min_cell = forms.IntegerField(
        min_value=5, max_value=1000, initial=10, label=_("Ballots below which no table of an area is shown")
    )

    def arguments(self) -> dict[str, Any]:
        """What `actions.make_vote` takes beside the round and the person."""
        kept = self.cleaned_data
        return {**kept, "level": VoteLevel(kept["level"])}


class ElectorateForm(KuuluForm):
    """Those who may vote by one rule of age and one set of doors."""

    fi = forms.CharField(max_length=200, label=_("Who they are, in Finnish"))
    fi_simple = forms.CharField(max_length=200, required=False, label=_("In plain Finnish"))
    sv = forms.CharField(max_length=200, required=False, label=_("In Swedish"))
    en = forms.CharField(max_length=200, required=False, label=_("In English"))
    code = forms.SlugField(max_length=40, label=_("Short name, for files"))
    doors = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, label=_("How they come in"))
    least_age = forms.IntegerField(min_value=0, max_value=120, required=False, label=_("At least so many years old"))
    most_age = forms.IntegerField(min_value=0, max_value=120, required=False, label=_("At most so many years old"))
    age_on = forms.DateField(
        required=False, label=_("On this day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    municipality = forms.CharField(
        max_length=3, required=False, label=_("Number of the home municipality"),
        help_text=_("Asked of who identifies. Leave it empty when one may live anywhere. Mikkeli is 491."),
    )  # fmt: skip

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        self.vote = vote
        super().__init__(*args, **kwargs)
        doors: Any = self.fields["doors"]
        doors.choices = [(door.value, door.label) for door in LEVEL_DOORS[VoteLevel(vote.level)]]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        least, most = cleaned.get("least_age"), cleaned.get("most_age")
        if (least is not None or most is not None) and not cleaned.get("age_on"):
            self.add_error("age_on", _("Say on which day the age is counted."))
        if least is not None and most is not None and most < least:
            self.add_error("most_age", _("This is less than the least age."))
        if cleaned.get("code") and self.vote.electorates.filter(code=cleaned["code"]).exists():
            self.add_error("code", _("Another electorate of this vote has this name."))
        if cleaned.get("municipality") and not cleaned["municipality"].isdigit():
            self.add_error("municipality", _("Write the number, for example 491."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What `actions.add_electorate` takes beside the vote and the person."""
        kept = dict(self.cleaned_data)
        names = {code: kept.pop(code.replace("-", "_"), "") for code in ("fi", "fi-simple", "sv", "en")}
        return {**kept, "names": {code: text for code, text in names.items() if text}}


class KeyForm(KuuluForm):
    public_key = forms.CharField(
        max_length=200, label=_("Public key of the vote"),
        help_text=_("64 letters and digits that `kuulu ballot-key` prints on a machine off the net."),
    )  # fmt: skip


class RehearsedForm(KuuluForm):
    found = forms.CharField(
        max_length=1000, label=_("The codes that the key holders found"), widget=forms.Textarea({"rows": 5})
    )


def _having(vote: Vote, door: Door) -> QuerySet[Electorate]:
    """The electorates that come in by a door."""
    rows = [one.pk for one in vote.electorates.all() if door in one.doors]
    return Electorate.objects.filter(pk__in=rows).order_by("pk")


def _name(one: Electorate) -> str:
    return say(one.names) or one.code


class CodesForm(KuuluForm):
    electorate = forms.ModelChoiceField(Electorate.objects.none(), to_field_name="code", label=_("For whom"))
    size = forms.IntegerField(min_value=1, max_value=MOST_CODES, label=_("How many codes"))

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["electorate"]
        field.queryset = _having(vote, Door.CODE)
        field.label_from_instance = _name


class VoterForm(KuuluForm):
    """Somebody at the desk whose document was looked at. The code goes into a mark at once and is kept nowhere."""

    electorate = forms.ModelChoiceField(Electorate.objects.none(), to_field_name="code", label=_("For whom"))
    identity_code = forms.CharField(
        max_length=20, label=_("Personal identity code, from the document"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It is not kept and not shown again."),
    )  # fmt: skip
    lives_here = forms.BooleanField(
        required=False, label=_("I have looked that this person has the right to vote here (home, or holiday home)")
    )

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["electorate"]
        field.queryset = _having(vote, Door.DESK)
        field.label_from_instance = _name
        if field.queryset.count() == 1:
            field.initial = field.queryset.get().code

    def clean_identity_code(self) -> str:
        try:
            return normal_code(self.cleaned_data["identity_code"])
        except ValueError:
            raise ValidationError(_("This is no personal identity code. Check it on the document.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        electorate = cleaned.get("electorate")
        if electorate is not None and electorate.municipality and not cleaned.get("lives_here"):
            self.add_error("lives_here", _("Look at it and tick this."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What `entitle_person` takes."""
        code = self.cleaned_data["identity_code"]
        return {
            "electorate": self.cleaned_data["electorate"], "person_key": key_of_code(code),
            "birthday": born_by_code(code), "door": Door.DESK,
        }  # fmt: skip
