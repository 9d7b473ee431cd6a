"""What a person may type about the own account."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.text import clean


class SignupForm(forms.Form):
    """What is asked besides the e-mail address when an account is opened; allauth builds on it."""

    name = forms.CharField(
        label=_("Name (you need not tell it)"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    old_enough = forms.BooleanField(
        label=_("I am at least 13 years old"),
        help_text=_("Younger people can take part without an account, or with their school."),
    )

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"], lines=False)

    def signup(self, request: HttpRequest, user: Any) -> None:
        """allauth calls this with the new account."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
