"""What an official types with one feedback: one small form a verb."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.queries.worklist import colleagues, units_to_move_to
from kuulu.commons.matters.vocabulary import OutcomeKind
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation.forms import KuuluForm
from kuulu.foundation.text import personal_hints

from ..models import Authority, Category, Feedback, Forwarding
from ..policy import may_publish_with_answer
from ..vocabulary import DeliveryWay, Priority

LANGUAGES = (("fi", _("Finnish")), ("fi-simple", _("Plain Finnish")), ("sv", _("Swedish")), ("en", _("English")))


def long(label: Any, *, rows: int = 3, required: bool = True, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=hint, max_length=10_000, widget=forms.Textarea({"rows": rows})
    )


class VerbForm(KuuluForm):
    """A form about one feedback; it carries the last step its writer has seen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, feedback: Feedback, by: Person, **kwargs: Any) -> None:
        self.feedback, self.by = feedback, by
        super().__init__(*args, **kwargs)

    def see(self, step: int | None) -> None:
        """Shown again with a newer step: its writer has now seen that one."""
        sent = self.data.copy()  # type: ignore[attr-defined]
        sent[self.add_prefix("seen")] = step
        self.data = sent

    def arguments(self) -> dict[str, Any]:
        """What the action takes beside the feedback and the person."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class AnswerForm(VerbForm):
    """The answer by language. The sender's language, or Finnish, is needed."""

    fi = long(_("Answer in Finnish"), rows=6, required=False)
    fi_simple = long(_("Answer in plain Finnish"), rows=4, required=False)
    sv = long(_("Answer in Swedish"), rows=4, required=False)
    en = long(_("Answer in English"), rows=4, required=False)
    closes = forms.BooleanField(required=False, label=_("Close the matter at the same time"))
    publishes = forms.BooleanField(
        required=False,
        label=_("I have read the feedback and its pictures: publish them with this answer"),
        help_text=_("The sender wishes this to be public. Leave it unticked when something must be left out first."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.feedback.matter.language.replace("-", "_")
        self.order_fields([first, "fi", "fi_simple", "sv", "en", "closes", "publishes", "seen"])
        self.fields["publishes"].initial = not personal_hints(self.feedback.shown_text)
        if not may_publish_with_answer(self.by, self.feedback):
            del self.fields["publishes"]
        if first in self.fields:
            self.fields[first].help_text = _("The sender writes in this language.")
            self.fields[first].required = first == "fi"

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(code.replace("-", "_"), "") for code, _words in LANGUAGES}

    def arguments(self) -> dict[str, Any]:
        kept = self.cleaned_data
        ticked = {"close": kept["closes"], "publish": kept.get("publishes", False)}
        return {"texts": self.texts(), "seen": kept.get("seen"), **ticked}


class AskForm(VerbForm):
    text = long(_("Question to the sender"))


class NoteForm(VerbForm):
    text = long(_("Note among staff"), hint=_("The sender and the public never see it."))


class CloseForm(VerbForm):
    reason_text = long(
        _("Why it is closed"), hint=_("The sender reads this. Closed does not say that it was put right.")
    )

    def arguments(self) -> dict[str, Any]:
        return {"reason_text": self.cleaned_data["reason_text"], "seen": self.cleaned_data.get("seen")}


class ReopenForm(VerbForm):
    reason_text = long(_("Why it is opened again"))


class CarryOutForm(VerbForm):
    note = long(_("What was done"), required=False)


class MoveForm(VerbForm):
    unit = forms.ModelChoiceField(Unit.objects.none(), to_field_name="code", label=_("Unit"))
    note = long(_("Why"), rows=2, required=False, hint=_("The sender reads this."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = units_to_move_to().exclude(pk=self.feedback.matter.unit_id or 0)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class CategoryForm(VerbForm):
    category = forms.ModelChoiceField(
        Category.objects.filter(is_active=True), to_field_name="code", label=_("Category")
    )


class AssignForm(VerbForm):
    to = forms.ModelChoiceField(Person.objects.none(), label=_("Handler"), required=False, empty_label=_("Nobody yet"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = {person.pk for person in colleagues(self.feedback.matter.unit)} | {self.by.pk}
        self.fields["to"].queryset = Person.objects.filter(pk__in=known)  # type: ignore[attr-defined]


class TakeForm(VerbForm):
    """Nothing to type."""

    def arguments(self) -> dict[str, Any]:
        return {}


class JoinForm(VerbForm):
    into = forms.CharField(max_length=20, label=_("Number of the feedback it repeats"))

    def clean_into(self) -> Feedback:
        from ..queries.desk import at_desk

        found = at_desk(self.by, self.cleaned_data["into"].strip().upper())
        if found is None:
            raise forms.ValidationError(_("There is no such feedback that you may read."))
        return found


class ForwardForm(VerbForm):
    authority = forms.ModelChoiceField(Authority.objects.all(), to_field_name="code", label=_("Authority"))
    reason = forms.CharField(
        max_length=400,
        label=_("Why it belongs there"),
        help_text=_("The sender and the authority read this."),
        widget=forms.Textarea({"rows": 2}),
    )
    with_contact = forms.BooleanField(
        required=False, label=_("The sender has agreed that name and contact details go along")
    )


class DeliverForm(VerbForm):
    forwarding = forms.ModelChoiceField(Forwarding.objects.none(), label=_("Authority"))
    way = forms.ChoiceField(choices=[one for one in DeliveryWay.choices if one[0] != DeliveryWay.MAIL], label=_("How"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["forwarding"].queryset = self.feedback.forwardings.all()  # type: ignore[attr-defined]


class OutcomeForm(VerbForm):
    kind = forms.ChoiceField(choices=OutcomeKind.choices, label=_("What came of it"))
    fi = long(_("In Finnish"), rows=2, required=False)
    sv = long(_("In Swedish"), rows=2, required=False)
    en = long(_("In English"), rows=2, required=False)
    link = forms.URLField(required=False, label=_("Link to see it by"), assume_scheme="https")
    case_number = forms.CharField(required=False, max_length=40, label=_("Case number"))

    def arguments(self) -> dict[str, Any]:
        kept = self.cleaned_data
        text = {code: kept.get(code, "") for code in ("fi", "sv", "en")}
        return {"text": text} | {name: kept[name] for name in ("kind", "link", "case_number")}


class PriorityForm(VerbForm):
    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=int, label=_("Priority"))


class ThanksForm(VerbForm):
    to = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who earned the thanks"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [person.pk for person in colleagues(self.feedback.matter.unit)]
        self.fields["to"].queryset = Person.objects.filter(pk__in=known)  # type: ignore[attr-defined]


class ApproveForm(VerbForm):
    public_text = long(_("Text as the public reads it"), rows=5, hint=_("Leave out names and what tells of a person."))
    title = forms.CharField(max_length=200, label=_("Title as the public reads it"))
    hides_photos = forms.MultipleChoiceField(
        required=False, label=_("Photos to keep hidden"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        papers = list(self.feedback.matter.papers.filter(state="waiting").values_list("pk", flat=True))
        if not papers:
            del self.fields["hides_photos"]
        else:
            choices = [(str(pk), _("Photo {number}").format(number=n)) for n, pk in enumerate(papers, start=1)]
            self.fields["hides_photos"].choices = choices  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        kept = self.cleaned_data
        hidden = frozenset(int(pk) for pk in kept.get("hides_photos", []))
        return {"public_text": kept["public_text"], "title": kept["title"], "hidden_photos": hidden}


class ReasonForm(VerbForm):
    note = long(_("Why"), rows=2, hint=_("The sender reads this."))


class RedactForm(VerbForm):
    public_text = long(_("Text as the public reads it"), rows=5)
    title = forms.CharField(max_length=200, label=_("Title as the public reads it"))
    hides_name = forms.BooleanField(required=False, label=_("Hide the sender's name"))


class PhotoForm(VerbForm):
    photo = forms.ModelChoiceField(Paper.objects.none(), label=_("Photo"))
    shown = forms.TypedChoiceField(choices=(("1", _("Show")), ("0", _("Hide"))), coerce=lambda sent: sent == "1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].queryset = self.feedback.matter.papers.all()  # type: ignore[attr-defined]
