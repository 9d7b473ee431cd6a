"""Makes form fields of a category's extra questions; the same rows define them for Open311."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.languages import say

from ..models import Category, Question
from ..vocabulary import DataType

PREFIX = "answer_"


def question_fields(category: Category) -> dict[str, forms.Field]:
    """Field name -> field, in the order asked; texts that are only shown have none."""
    return {f"{PREFIX}{q.code}": _field_of(q) for q in category.questions.all() if q.is_asked}


def shown_texts(category: Category) -> list[Question]:
    """What the category says beside its questions."""
    return [q for q in category.questions.all() if not q.is_asked]


def answers_in(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Question code -> answer, in the form that is kept; unanswered ones are left out."""
    answers = {name.removeprefix(PREFIX): value for name, value in cleaned.items() if name.startswith(PREFIX)}
    return {code: _kept(value) for code, value in answers.items() if value not in (None, "", [])}


def _kept(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, str | list) else str(value)


def _field_of(question: Question) -> forms.Field:
    common: dict[str, Any] = {
        "label": say(question.names),
        "help_text": say(question.hints),
        "required": question.is_required,
    }
    choices = [(str(v.get("key")), say(v.get("names")) or str(v.get("key"))) for v in question.values]
    match question.data_type:
        case DataType.NUMBER:
            return forms.DecimalField(max_digits=15, decimal_places=5, localize=True, **common)
        case DataType.DATETIME:
            widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            return forms.DateTimeField(widget=widget, **common)
        case DataType.TEXT:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, **common)
        case DataType.ONE:
            empty = [] if question.is_required else [("", _("I do not know"))]
            return forms.ChoiceField(choices=[*choices, *empty], widget=forms.RadioSelect, **common)
        case DataType.MANY:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    return forms.CharField(max_length=200, **common)
