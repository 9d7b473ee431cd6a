"""The form by which a proposal is made, for one round."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.pictures import PhotosField, PicturedForm
from kuulu.commons.people.models import Person
from kuulu.commons.places.where import PlacedForm, place_fields
from kuulu.foundation.forms import KuuluForm, TrapField, dressed
from kuulu.foundation.languages import current

from ..actions.draft import Draft, faults_of
from ..models import Proposal, Round
from ..vocabulary import ProposeLevel, ReachWay

TYPED = ("group_name", "proposer_name", "proposer_email", "reach", "reach_line")
YES_NO = [("no", _("No")), ("yes", _("Yes"))]


class ProposeForm(PicturedForm, PlacedForm, KuuluForm):
    """Name, text, place, pictures, wished sum, and how to reach the proposer. It never saves; `draft` tells what it says."""

    acts_once: ClassVar[bool] = True

    title = forms.CharField(
        label=_("Name of your idea"), help_text=_("A few words. For example: a swing at the harbour."), max_length=120
    )
    text = forms.CharField(
        label=_("What should be done, and why?"), widget=forms.Textarea(attrs={"rows": 6}), max_length=10_000
    )
    photos = PhotosField(
        label=_("Pictures"),
        help_text=_("We remove the place and device data that a picture carries. The pages of a PDF become pictures."),
    )
    wished_euros = forms.IntegerField(
        label=_("What might it cost, in euros?"),
        help_text=_("A guess is enough. You may leave this empty."),
        required=False,
        min_value=0,
    )
    group_name = forms.CharField(
        label=_("Who proposes with you?"),
        help_text=_("For example: class 5B, friends from the skate park. You may leave this empty."),
        required=False,
        max_length=120,
    )
    proposer_email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We send the receipt and the answer here. It is never shown to others."),
        required=False,
        max_length=254,
    )
    reach = forms.ChoiceField(
        label=_("How do we reach you?"),
        help_text=_("You need no e-mail of your own. Only the city sees this, and nobody's name is shown."),
        choices=ReachWay.choices,
        widget=forms.RadioSelect,
    )
    reach_line = forms.CharField(
        label=_("Whom do we ask for?"),
        help_text=_(
            "For example: school and class, or the adult's telephone number or e-mail. Leave out your own name."
        ),
        required=False,
        max_length=200,
    )
    shows_name = forms.ChoiceField(
        label=_("May we show your name?"), choices=YES_NO, widget=forms.RadioSelect, required=False
    )
    proposer_name = forms.CharField(
        label=_("Your name"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    website = TrapField()

    def __init__(
        self, *args: Any, round: Round, person: Person | None = None, earlier: Proposal | None = None, **kwargs: Any
    ) -> None:
        self.round, self.earlier = round, earlier
        initial: dict[str, Any] = {"shows_name": "no"}
        if person is not None:
            initial |= {"proposer_email": person.email or "", "proposer_name": person.name}
            initial |= {"reach": ReachWay.EMAIL} if person.email else {}
        kwargs["initial"] = {**initial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.hold_on()
        self.fields |= dressed(place_fields(required=False))
        self.order_fields(["title", "text", "where", "spot", "lat", "lon", "shape", "photos"])
        if round.names_hidden:
            del self.fields["shows_name"], self.fields["proposer_name"]
        else:
            del self.fields["reach"], self.fields["reach_line"]
        if round.propose_level >= ProposeLevel.EMAIL:
            self.fields["proposer_email"].help_text = _(
                "This round asks for it. Open the link that we send, so that we know the address is yours."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reach") not in (None, ReachWay.EMAIL):
            cleaned["proposer_email"] = ""  # nobody is reached otherwise than was chosen
        if cleaned.get("shows_name") == "yes" and not cleaned.get("proposer_name"):
            self.add_error("proposer_name", _("Write the name that we may show, or choose “No” above."))
        self.read_place(cleaned)
        self.read_pictures(cleaned)
        if not self.errors:
            for name, sentence in faults_of(self.draft()).items():
                self.add_error(name if name in self.fields else None, sentence)
        return cleaned

    def draft(self, **more: Any) -> Draft:
        """What the form says."""
        cleaned, where = self.cleaned_data, self.where
        known: dict[str, Any] = {
            "round": self.round,
            "earlier": self.earlier,
            "title": cleaned["title"],
            "text": cleaned["text"],
            "wished_euros": cleaned.get("wished_euros"),
            "shows_name": cleaned.get("shows_name") == "yes",
            "language": current(),
            **{name: cleaned.get(name) or "" for name in TYPED},
        }
        if where is not None:
            known |= {"lat": where.lat, "lon": where.lon, "address": where.words, "place": where.place}
        return Draft(**{**known, **more})
