"""What a person may type about the own account."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kuulu.foundation import clock
from kuulu.foundation.forms import KuuluForm, KuuluModelForm

from .models import Person, Unit
from .vocabulary import Duty


class SignupForm(KuuluForm):
    """What is asked besides the e-mail address when an account is opened; allauth builds on it."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    old_enough = forms.BooleanField(
        label=_("I am at least 13 years old"),
        help_text=_("Younger people can take part without an account, or with their school."),
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """allauth calls this with the new account."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])


class SettingsForm(KuuluModelForm):
    """How the house calls somebody, in which language it writes to them and how often."""

    class Meta:
        model = Person
        fields = ("name", "language", "cadence")
        labels = {"language": _("Language of messages"), "cadence": _("How often messages come by e-mail")}
        widgets = {"cadence": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of messages"), choices=settings.LANGUAGES, widget=forms.RadioSelect
        )


class AddressForm(KuuluForm):
    """The address to which a link to one's own data is sent."""

    email = forms.EmailField(label=_("Your e-mail address"), max_length=254)


class EraseForm(KuuluForm):
    """That somebody has understood what erasing means."""

    understood = forms.BooleanField(label=_("I understand that this cannot be undone"))


class StaffForm(KuuluForm):
    """Somebody who will work here."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class RoleForm(KuuluForm):
    """A duty, in a unit or in all, until a day or for the time being."""

    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices)
    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=Unit.objects.filter(is_active=True), required=False, empty_label=_("All units")
    )
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_ends_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["ends_on"]
        if day and day < clock.today():
            raise forms.ValidationError(_("The last day cannot be in the past."))
        return day


class PeopleFilter(KuuluForm):
    """Whom to list."""

    q = forms.CharField(label=_("Name or address"), required=False, max_length=100)
    duty = forms.ChoiceField(label=_("Duty"), required=False, choices=[("", _("All")), *Duty.choices])
    closed = forms.BooleanField(label=_("Closed accounts"), required=False)


class TrailFilter(KuuluForm):
    """Which entries of the trail to list."""

    verb = forms.CharField(label=_("What was done"), required=False, max_length=40)
    kind = forms.CharField(label=_("To what sort of thing"), required=False, max_length=40)
    reference = forms.CharField(label=_("Reference or person's number"), required=False, max_length=60)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
