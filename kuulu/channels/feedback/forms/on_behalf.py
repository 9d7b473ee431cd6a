"""The same form for a clerk who writes down what a resident told by phone, at a desk, on paper or at a meeting."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.commons.people.models import Person
from kuulu.foundation.forms import KuuluForm

from ..actions import Draft
from ..models import Category
from ..queries import subjects
from ..vocabulary import FeedbackKind, Source
from .tell import TellForm

HANDED = [choice for choice in Source.choices if choice[0] not in (Source.WEB, Source.API)]
LANGUAGES = [("fi", _("Finnish")), ("fi-simple", _("Plain Finnish")), ("sv", _("Swedish")), ("en", _("English"))]


class BeginForm(KuuluForm):
    """Kind, subject and how it came, before the rest of the form is made."""

    source = forms.ChoiceField(label=_("How did it come?"), choices=HANDED, widget=forms.RadioSelect)
    laji = forms.ChoiceField(label=_("What does the resident want to tell?"), choices=FeedbackKind.choices)
    aihe = forms.ChoiceField(label=_("Subject"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(s.group), [(c.code, str(c)) for c in s.categories]) for s in subjects()]
        self.fields["aihe"].choices = [("", _("Choose")), *named]  # type: ignore[attr-defined]


class OnBehalfForm(TellForm):
    """Everything a resident could say, and how it came and in which language the answer is wished."""

    acts_once: ClassVar[bool] = True

    source = forms.ChoiceField(label=_("How did it come?"), choices=HANDED, widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=LANGUAGES, initial="fi")

    def __init__(self, *args: Any, kind: str, category: Category, clerk: Person, **kwargs: Any) -> None:
        self.clerk = clerk
        super().__init__(*args, kind=kind, category=category, **kwargs)

    def draft(self, **more: Any) -> Draft:
        """What the resident said, and who wrote it down."""
        said = {"source": self.cleaned_data["source"], "language": self.cleaned_data["language"]}
        return super().draft(**{**said, "entered_by": self.clerk, **more})
