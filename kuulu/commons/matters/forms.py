"""What may be typed in the room: an address to hear by, why a picture should go, an area of a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.people.vocabulary import Cadence
from kuulu.commons.places.models import Area
from kuulu.foundation import registry
from kuulu.foundation.forms import KuuluForm, TrapField
from kuulu.foundation.languages import say


class EmailForm(KuuluForm):
    """An address to hear by."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We send one message to this address. Open the link in it to begin."),
    )
    website = TrapField()


class SubscribeForm(KuuluForm):
    """Which new matters somebody wants to hear of, and how often."""

    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), required=False, empty_label=_("The whole city")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.ChoiceField(label=_("Subject"), required=False)
    words = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=80,
        help_text=_("For example: playground. You hear of matters that have all of these words."),
    )
    cadence = forms.ChoiceField(
        label=_("How often"),
        choices=[choice for choice in Cadence.choices if choice[0] != Cadence.NEVER],
        widget=forms.RadioSelect,
        initial=Cadence.DAILY,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("code")  # type: ignore[attr-defined]
        kinds = [(code, say(kind.name)) for code, kind in registry.kinds().items()]
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]
        self.fields["topic"].choices = lambda: [("", _("All subjects")), *registry.topic_groups()]  # type: ignore[attr-defined]


class SubscribeByEmailForm(SubscribeForm, EmailForm):
    """The same for somebody without an account."""

    field_order = ("area", "kind", "topic", "words", "cadence", "email", "website")


class TakeDownForm(KuuluForm):
    """Why a picture should be taken down."""

    reason = forms.CharField(
        label=_("Why should the picture be taken down?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: my face is in it. You need not tell who you are."),
    )
    website = TrapField()


class DescribeForm(KuuluForm):
    """What a picture shows."""

    alt = forms.CharField(
        label=_("What the picture shows"),
        required=False,
        max_length=200,
        help_text=_("One sentence for those who do not see it."),
    )


def _per_cent(label: Any, *, least: float = 0) -> forms.FloatField:
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.FloatField(label=label, min_value=least, max_value=100, widget=widget)


class BlurForm(KuuluForm):
    """A rectangle of a picture, in per cent of its width and height."""

    x = _per_cent(_("From the left, %"))
    y = _per_cent(_("From the top, %"))
    width = _per_cent(_("Width, %"), least=0.5)
    height = _per_cent(_("Height, %"), least=0.5)

    def area(self) -> tuple[float, float, float, float]:
        """(x, y, width, height) kept inside the picture."""
        sent = self.cleaned_data
        x, y = min(sent["x"], 99.0), min(sent["y"], 99.0)
        return x, y, min(sent["width"], 100 - x), min(sent["height"], 100 - y)
