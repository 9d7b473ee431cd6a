"""Form components, also for forms of others (sign-in): a field with its label, hint and error; the summary of errors; a filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from kuulu.foundation.forms import TrapField, dress

LIST_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def _shape(widget: forms.Widget) -> str:
    if isinstance(widget, LIST_WIDGETS):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "many_inputs" if isinstance(widget, forms.MultiWidget) else "plain"


def _choices(bound: BoundField) -> list[dict[str, Any]]:
    hints = getattr(bound.field, "choice_hints", {})
    return [{"option": option, "hint": hints.get(str(option.data.get("value")), "")} for option in bound]


def field(bound: BoundField, label: Any = "", hint: Any = "", size: str = "") -> dict[str, Any]:
    """A form field with label, hint and error tied to it; says "optional" when it need not be filled in."""
    if not bound:
        return {"field": None}
    shape = _shape(bound.field.widget)
    dress(bound.field.widget)
    return {
        "field": bound,
        "shape": shape,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "choices": _choices(bound) if shape == "choices" else [],
        "is_optional": not bound.field.required and shape != "tick",
        "is_trap": isinstance(bound.field, TrapField),
        "size": size,
    }


def _anchor(bound: BoundField) -> str:
    """The id of the field's first control, where a link from the summary lands."""
    if isinstance(bound.field.widget, LIST_WIDGETS):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def error_summary(form: Any = None, *more: Any, title: Any = "") -> dict[str, Any]:
    """All that is wrong on a form (or several), on top of the page, with links to the fields; takes the focus."""
    faults: list[dict[str, Any]] = []
    for one in (form, *more):
        if not one or not getattr(one, "errors", None):
            continue
        faults += [{"text": text, "href": "", "label": ""} for text in one.non_field_errors()]
        for bound in one:
            faults += [{"text": t, "href": f"#{_anchor(bound)}", "label": _asked(bound.label)} for t in bound.errors]
    return {"faults": faults, "title": title or _("Something needs your attention")}


def _asked(label: Any) -> str:
    """A label as it stands before what is wrong: a question keeps its own mark, other words get a colon."""
    words = str(label).rstrip(": ")
    return words if words.endswith(("?", "!", ".")) else f"{words}:"


def filter_form(form: Any, action: str = "", found: Any = None, reset: str = "") -> dict[str, Any]:
    """Filters of a list as a plain GET form that works without script; `found` is the count to be told."""
    is_used = bool(form is not None and form.is_bound and any(form.data.get(name) for name in form.fields))
    return {"form": form, "action": action, "found": found, "reset": reset or action, "is_used": is_used}
