"""What somebody who makes a program writes to get a key."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.forms import KuuluForm, TrapField

from ..vocabulary import KeyKind


class KeyForm(KuuluForm):
    """Asks for a test key, which works at once, or a production key, which works after a look."""

    kind = forms.ChoiceField(
        label=_("Which key"),
        choices=[
            (KeyKind.TEST, _("Test key: works at once, at the test endpoint only")),
            (KeyKind.PRODUCTION, _("Production key: works when the city has had a look")),
        ],
        widget=forms.RadioSelect,
        initial=KeyKind.TEST,
    )
    name = forms.CharField(label=_("Name of your program"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"), help_text=_("We write to it only about the key and the API."), max_length=254
    )
    purpose = forms.CharField(
        label=_("What the program does, and who uses it"),
        help_text=_("Needed for a production key."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=400,
        required=False,
    )
    accepts = forms.BooleanField(label=_("My program shows its users what is published before they send."))
    url = TrapField()

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == KeyKind.PRODUCTION and not cleaned.get("purpose") and "purpose" not in self.errors:
            self.add_error("purpose", _("Tell what the program does, so that we can have a look."))
        return cleaned
