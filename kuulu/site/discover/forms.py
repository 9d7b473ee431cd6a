"""What a visitor may ask a list for."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.places.models import Area
from kuulu.foundation import registry
from kuulu.foundation.languages import say
from kuulu.foundation.text import clean

from .queries import Wanted
from .vocabulary import SORTS


class FilterForm(forms.Form):
    """Filters of the list of matters. What is unknown counts as not asked, so an old link never breaks."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Way to take part"), required=False)
    topic = forms.ChoiceField(label=_("Subject"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    since = forms.DateField(label=_("Opened from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Opened before"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    sort = forms.ChoiceField(label=_("Order"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.code, say(kind.name)) for kind in registry.kinds().values()]
        areas = [(area.code, say(area.names)) for area in Area.objects.only("code", "names")]
        stages = [(value, label) for value, label in Stage.choices if value != Stage.WITHDRAWN]
        orders = [
            ("newest", _("Newest first")),
            ("changed", _("Latest change first")),
            ("concerns", _("Concerns most people")),
        ]
        self._offer("kind", _("All ways"), kinds)
        subjects = cache(
            lambda: [("", _("All subjects")), *registry.topic_groups()]
        )  # asked once, and only when needed
        self.fields["topic"].choices = subjects  # type: ignore[attr-defined]
        self._offer("stage", _("All stages"), stages)
        self._offer("area", _("Whole city"), areas)
        self._offer("sort", _("Best match first"), orders)

    def _offer(self, name: str, any_label: Any, choices: list[Any]) -> None:
        self.fields[name].choices = [("", any_label), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """The question with every unknown value left out."""
        self.is_valid()
        good: dict[str, Any] = self.cleaned_data
        sort = good.get("sort") or ""
        return Wanted(
            words=clean(good.get("q") or "", lines=False), kind=good.get("kind") or "", stage=good.get("stage") or "",
            topic=good.get("topic") or "", area=good.get("area") or "", since=good.get("since"), until=good.get("until"),
            sort=sort if sort in SORTS else ("" if good.get("q") else "newest"),
        )  # fmt: skip
