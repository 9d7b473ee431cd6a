"""What a proposer answers when the city says that the proposal cannot be carried out."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.forms import KuuluForm


class AnswerForm(KuuluForm):
    text = forms.CharField(
        label=_("Your answer"), help_text=_("You can answer once. The unit reads it and may look again."),
        widget=forms.Textarea(attrs={"rows": 4}), max_length=4000,
    )  # fmt: skip
