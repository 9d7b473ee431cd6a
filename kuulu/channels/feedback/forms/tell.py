"""The form by which a feedback is told, made for one kind and one category."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.pictures import PhotosField, PicturedForm
from kuulu.commons.people.models import Person
from kuulu.commons.places.where import PlacedForm, place_fields
from kuulu.foundation.forms import KuuluForm, TrapField, dressed
from kuulu.foundation.languages import current, say
from kuulu.foundation.text import personal_hints

from ..actions import Draft, faults_of
from ..models import Category
from ..vocabulary import FeedbackKind, Placing, Source
from .questions import answers_in, question_fields

HINTS = {
    "identity_code": _("It has a personal identity code. Please take it out."),
    "email": _("It has an e-mail address."),
    "phone": _("It seems to have a telephone number."),
    "plate": _("It seems to have the number plate of a car."),
}
YES_NO = [("no", _("No")), ("yes", _("Yes"))]


class TellForm(PicturedForm, PlacedForm, KuuluForm):
    """Text, place, pictures, and two plain questions about the sender. It never saves; `draft` tells what it says."""

    acts_once: ClassVar[bool] = True

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000)
    title = forms.CharField(
        label=_("Title"), help_text=_("A few words. We make one of your text if you leave this empty."), required=False
    )
    wishes_public = forms.BooleanField(
        label=_("Others may read my feedback and the city's answer"),
        help_text=_("Only after we have checked it. If you leave this empty, only you and the city read it."),
        required=False,
    )
    contact = forms.ChoiceField(label=_("May we contact you?"), choices=YES_NO, widget=forms.RadioSelect)
    sender_email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send the receipt and the answer here. It is never shown to others."),
        required=False,
        max_length=254,
    )
    sender_phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    shows_name = forms.ChoiceField(label=_("May we show your name?"), choices=YES_NO, widget=forms.RadioSelect)
    sender_name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    website = TrapField()

    def __init__(self, *args: Any, kind: str, category: Category, person: Person | None = None, **kwargs: Any) -> None:
        self.kind, self.category = kind, category
        initial = {"contact": "yes" if person else "", "shows_name": "no"}
        if person is not None:
            initial |= {"sender_email": person.email or "", "sender_name": person.name}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self._add_fields()
        self.hold_on()

    def _add_fields(self) -> None:
        """What depends on kind and category, dressed like the rest."""
        own: dict[str, forms.Field] = {**question_fields(self.category), **self._place_fields()}
        if self.category.takes_photos:
            own["photos"] = PhotosField(
                label=_("Pictures"),
                help_text=_(
                    "We remove the place and device data that a picture carries. The pages of a PDF become pictures."
                ),
            )
        if self.kind == FeedbackKind.THANKS:
            own["thanked"] = forms.CharField(label=_("Whom do you thank?"), required=False, max_length=200)
        if not self.category.may_be_public:
            del self.fields["wishes_public"]
        in_order = ["thanked", "text", "title", *own]
        if self.category.authority:
            own |= _handing_over(say(self.category.authority.names))
        made = dressed(own)
        self.fields["text"].label = _("Your thanks") if self.kind == FeedbackKind.THANKS else _("Tell what it is about")
        self.fields |= made
        self.order_fields(in_order)  # as they stand on the page, so that what is wrong is told in that order

    def _place_fields(self) -> dict[str, forms.Field]:
        """None where the category asks for no place."""
        placing = self.category.placing
        return {} if placing == Placing.NONE else place_fields(required=placing == Placing.REQUIRED)

    @property
    def question_fields(self) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith("answer_")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self._clean_sender(cleaned)
        self.read_place(cleaned, outside_city_ok=self.category.outside_city_ok)
        self.read_pictures(cleaned)
        self._clean_rest()
        return cleaned

    def _clean_sender(self, cleaned: dict[str, Any]) -> None:
        reachable = cleaned.get("sender_email") or cleaned.get("sender_phone")
        if cleaned.get("contact") == "yes" and not reachable and "sender_email" not in self.errors:
            self.add_error("sender_email", _("Give an e-mail address or a telephone number, or choose “No” above."))
        if cleaned.get("shows_name") == "yes" and not cleaned.get("sender_name"):
            self.add_error("sender_name", _("Write the name that we may show, or choose “No” above."))

    def _clean_rest(self) -> None:
        """What the room's own rules find, told at the field it belongs to."""
        if self.errors:
            return
        for name, sentence in faults_of(self.draft()).items():
            field = {"place": "where"}.get(name, name)
            self.add_error(field if field in self.fields else None, sentence)

    def hints(self) -> list[str]:
        """What in the text tells of a person, when it is to be public."""
        cleaned = self.cleaned_data
        if not cleaned.get("wishes_public"):
            return []
        return [str(HINTS[name]) for name in personal_hints(f"{cleaned.get('title', '')}\n{cleaned.get('text', '')}")]

    def draft(self, **more: Any) -> Draft:
        """What the form says."""
        cleaned, where = self.cleaned_data, self.where
        known: dict[str, Any] = {
            "kind": self.kind,
            "category": self.category,
            "text": cleaned["text"],
            "title": cleaned.get("title") or "",
            "answers": answers_in(cleaned),
            "wishes_public": bool(cleaned.get("wishes_public")),
            "shows_name": cleaned.get("shows_name") == "yes",
            "thanked": cleaned.get("thanked") or "",
            "hands_over": bool(cleaned.get("hands_over")),
            "with_contact": bool(cleaned.get("with_contact")),
            "source": Source.WEB,
            "language": current(),
            **{name: cleaned.get(name) or "" for name in ("sender_name", "sender_email", "sender_phone")},
        }
        if where is not None:
            known |= {"lat": where.lat, "lon": where.lon, "address": where.words, "place": where.place}
            known["shape"] = where.shape
        return Draft(**{**known, **more})


def _handing_over(name: str) -> dict[str, forms.Field]:
    return {
        "hands_over": forms.BooleanField(
            label=_("Hand this over to %(name)s for me") % {"name": name},
            required=False,
        ),
        "with_contact": forms.BooleanField(
            label=_("My name and contact details may go along"),
            help_text=_("They then answer you directly."),
            required=False,
        ),
    }
