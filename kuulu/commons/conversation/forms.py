"""What may be typed in the room: a comment, a report, an appeal, a moderator's reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.papers import Developed, Refused, develop
from kuulu.foundation.forms import KuuluForm, TrapField
from kuulu.foundation.text import personal_hints

from .vocabulary import LONGEST, HideReason


class PictureField(forms.FileField):
    """A picture made clean at once; an unusable one is refused with a word of what to do."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/heic"})

    def clean(self, data: Any, initial: Any = None) -> Developed | None:
        file = super().clean(data, initial)
        try:
            return develop(file) if file else None
        except Refused as refused:
            raise ValidationError(refused.message, code=refused.reason) from None


class CommentForm(KuuluForm):
    """A comment. What may tell of a private person is pointed out once before it is sent."""

    acts_once = True

    text = forms.CharField(label=_("Your comment"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))
    name = forms.CharField(
        label=_("Name to show"),
        required=False,
        max_length=80,
        help_text=_("You need not give one. Without it we write: a resident."),
    )
    photo = PictureField(
        label=_("Picture"),
        required=False,
        allow_empty_file=True,
        help_text=_("We remove where and with what it was taken. It is shown when somebody has looked at it."),
    )
    anyway = forms.BooleanField(label=_("I have looked at it. Send it as it is."), required=False)
    website = TrapField()

    hints: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        sent = super().clean() or self.cleaned_data
        found = personal_hints(f"{sent.get('name', '')}\n{sent.get('text', '')}")
        if found and not sent.get("anyway"):
            self.hints = found
            self.add_error("text", self.hint_words())
        return sent

    def hint_words(self) -> str:
        """What was noticed, in one sentence."""
        names = ", ".join(str(HINTS[hint]) for hint in self.hints)
        return _now("There may be private information here: %(names)s. Take it out, or tick below.") % {"names": names}


class CityForm(KuuluForm):
    """What an official says in the unit's name; shown at once."""

    acts_once = True

    text = forms.CharField(
        label=_("Answer as the city"),
        max_length=LONGEST,
        help_text=_("Everybody reads it at once, under the name of the unit. Your own name is not shown."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


HINTS = {
    "identity_code": _("a personal identity code"),
    "email": _("an e-mail address"),
    "phone": _("a phone number"),
    "plate": _("a number plate"),
}


class FlagForm(KuuluForm):
    """Why a reader reports a comment."""

    reason = forms.ChoiceField(label=_("What is wrong with it?"), choices=HideReason.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Tell more"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    website = TrapField()


class AppealForm(KuuluForm):
    """Why the writer thinks the comment should be shown."""

    text = forms.CharField(
        label=_("Why should it be shown?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class HideForm(KuuluForm):
    """Why a moderator hides comments; the writer reads both."""

    reason = forms.ChoiceField(label=_("Reason"), choices=HideReason.choices)
    note = forms.CharField(label=_("A word to the writer"), required=False, max_length=400)


class SettleForm(KuuluForm):
    """What a moderator answers to an appeal."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("show", _("Show the comment again")), ("hide", _("Let it stay hidden"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Answer to the writer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
