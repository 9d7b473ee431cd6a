"""What a person may type about the own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.forms import KuuluForm, KuuluModelForm

from .models import Person


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
