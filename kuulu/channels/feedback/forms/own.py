"""What a sender may type on the own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.pictures import PhotosField, Pictures
from kuulu.foundation.forms import KuuluForm


class AddForm(KuuluForm):
    """More words, or pictures, or an answer to what the city asked."""

    text = forms.CharField(
        label=_("Your message to the city"),
        help_text=_("Only the city reads this. It is never public."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    photos = PhotosField(label=_("Pictures"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        pictures = Pictures(cleaned.get("photos") or [], [])
        try:
            pictures.read()
        except ValidationError as fault:
            self.add_error("photos", fault)
        cleaned["photos"] = pictures.all()
        if not self.errors and not (cleaned.get("text") or cleaned["photos"]):
            self.add_error("text", _("Write something or add a picture."))
        return cleaned


class NotFixedForm(KuuluForm):
    """What is still wrong."""

    ids = "still_%s"

    text = forms.CharField(
        label=_("What is still wrong?"), widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=4000
    )


class PublicForm(KuuluForm):
    """Who may read it, and whether the name is shown."""

    public = forms.ChoiceField(
        label=_("Who may read this?"),
        choices=[("no", _("Only I and the city")), ("yes", _("Everybody, after the city has checked it"))],
        widget=forms.RadioSelect,
    )
    shows_name = forms.BooleanField(label=_("My name may be shown"), required=False)
