"""What is typed about paper ballots, voided marks and the count, beside the ballots themselves."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kuulu.commons.people.identity import born_by_code, key_of_code, normal_code
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.languages import LANGUAGE_NAMES

from ..actions.paper import MOST_BALLOTS
from ..models import Electorate, PaperBatch, Vote
from ..queries.count import may_have_opened
from ..vocabulary import Door

MOST_BYTES: Final = 1_000_000  #: of manifest.json and result.json


class PrintForm(KuuluForm):
    """The ballot to print."""

    kieli = forms.ChoiceField(choices=list(LANGUAGE_NAMES.items()), label=_("Language"))
    iso = forms.BooleanField(required=False, label=_("Large print"))


class BatchForm(KuuluForm):
    """Blank ballots that are taken to a place."""

    place = forms.CharField(max_length=120, label=_("Place"))
    issued = forms.IntegerField(min_value=1, max_value=MOST_BALLOTS, label=_("Blank ballots taken there"))


class IssuedForm(KuuluForm):
    """A number that was wrong or has grown."""

    ids = "issued_%s"
    issued = forms.IntegerField(min_value=1, max_value=MOST_BALLOTS, label=_("Blank ballots taken there, all together"))


class GiveBackForm(KuuluForm):
    """What came back from a place."""

    unused = forms.IntegerField(min_value=0, max_value=MOST_BALLOTS, label=_("Blank ballots that came back"))
    exchanged = forms.IntegerField(
        min_value=0, max_value=MOST_BALLOTS, label=_("Ballots that a voter ruined and changed for another")
    )
    returned = forms.IntegerField(min_value=0, max_value=MOST_BALLOTS, label=_("Ballots in the box"))

    def __init__(self, *args: Any, batch: PaperBatch, **kwargs: Any) -> None:
        self.batch = batch
        told = {"unused": batch.unused, "exchanged": batch.exchanged, "returned": batch.returned}
        super().__init__(*args, **{"initial": told, **kwargs})

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        back = (cleaned.get("unused") or 0) + (cleaned.get("exchanged") or 0)
        if back > self.batch.issued:
            self.add_error("unused", _("More came back than were taken there. Count again."))
        return cleaned


class ExplainForm(KuuluForm):
    text = forms.CharField(
        max_length=500, label=_("Why the numbers differ"), widget=forms.Textarea({"rows": 3}),
        help_text=_("It is published with the result. Name nobody."),
    )  # fmt: skip


class VoidForm(KuuluForm):
    tag = forms.RegexField(
        r"^\s*[0-9A-Fa-f]{32}\s*$", max_length=40, label=_("Mark"),
        error_messages={"invalid": _("A mark has 32 letters and digits. Copy it from the list.")},
    )  # fmt: skip
    reason = forms.CharField(
        max_length=500, label=_("Why it has no right to vote"), help_text=_("Name nobody."),
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip


class RegisterForm(KuuluForm):
    """Somebody on a list of those who may vote. The number goes into a mark at once and is kept nowhere."""

    electorate = forms.ModelChoiceField(Electorate.objects.none(), to_field_name="code", label=_("For whom"))
    number = forms.CharField(max_length=60, widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}))

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        electorates = list(vote.electorates.all())
        rows = [one.pk for one in electorates if Door.REGISTER in one.doors]
        field: Any = self.fields["electorate"]
        field.queryset = Electorate.objects.filter(pk__in=rows)
        if len(rows) == 1:
            field.initial = field.queryset.first()
        #: another door knows people by their identity code: then the list must too, or one person had two marks
        self.by_code = any(set(one.doors) - {Door.REGISTER} for one in electorates)
        self.fields["number"].label = _("Personal identity code") if self.by_code else _("Number on the list")
        self.fields["number"].help_text = _("It is not kept and not shown again.")

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"]).strip().upper()
        try:
            return normal_code(number)
        except ValueError:
            if self.by_code:
                raise ValidationError(_("This is no personal identity code. Check it.")) from None
        return number

    def arguments(self) -> dict[str, Any]:
        """What `entitle_person` takes."""
        number = self.cleaned_data["number"]
        told = {"electorate": self.cleaned_data["electorate"], "door": Door.REGISTER}
        try:
            return {**told, "person_key": key_of_code(normal_code(number)), "birthday": born_by_code(number)}
        except ValueError:
            return {**told, "person_key": f"register:{number}"}


class CountForm(KuuluForm):
    """What was done at a count."""

    person_1 = forms.ModelChoiceField(may_have_opened(), label=_("Opened the envelopes"))
    person_2 = forms.ModelChoiceField(may_have_opened(), label=_("Opened the envelopes with them"))
    observers = forms.CharField(
        max_length=2000, required=False, label=_("Who looked on"), widget=forms.Textarea({"rows": 3})
    )
    program = forms.CharField(
        max_length=100, label=_("Hash of the program"), help_text=_("64 digits, from the file minutes.txt."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    manifest = forms.FileField(label="manifest.json", help_text=_("From the folder that the count published."))
    result = forms.FileField(label="result.json", help_text=_("From the same folder."))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("person_1") and cleaned.get("person_1") == cleaned.get("person_2"):
            self.add_error("person_2", _("Two different people open the envelopes."))
        for name in ("manifest", "result"):
            file = cleaned.get(name)
            if isinstance(file, UploadedFile) and (file.size or 0) > MOST_BYTES:
                self.add_error(name, _("This file is too large to be the right one."))
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """What `actions.count.write_session` takes beside the vote and the person."""
        kept = self.cleaned_data
        return {
            "openers": [kept["person_1"], kept["person_2"]], "observers": kept["observers"], "program": kept["program"],
            "manifest": kept["manifest"].read(), "result": kept["result"].read(),
        }  # fmt: skip
