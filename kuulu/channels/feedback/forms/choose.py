"""The first question: what do you want to tell, and what is it about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.forms import KuuluForm

from ..vocabulary import FeedbackKind

KIND_HINTS = {
    FeedbackKind.FAULT: _("A pothole, a dark lamp, a broken swing, rubbish …"),
    FeedbackKind.IDEA: _("Something that could be better, new or different."),
    FeedbackKind.QUESTION: _("You want to know something about a place or a service."),
    FeedbackKind.THANKS: _("Something worked well. Your thanks reach those who earned them."),
}


class ChooseForm(KuuluForm):
    """Kind and words to look for a subject by; the subjects themselves are links to the next page."""

    laji = forms.ChoiceField(
        label=_("What do you want to tell?"), choices=FeedbackKind.choices, widget=forms.RadioSelect
    )
    haku = forms.CharField(
        label=_("Search for the subject"),
        help_text=_("Write in your own words: hole in the road, lamp, playground …"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["laji"].choice_hints = KIND_HINTS  # type: ignore[attr-defined]
