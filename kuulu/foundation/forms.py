"""What a person may type anywhere in the house: cleaned, bounded, and never lost when something is wrong."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from . import text

LONGEST_LINE = 200  #: characters in a field of one line that sets no limit of its own
LONGEST_TEXT = 10_000  #: characters in a field of many lines that sets no limit of its own
LARGEST_NUMBER = 2**31 - 1  #: what an integer column of every database holds
MOST_CHOICES = 200  #: values accepted for one field

MESSAGES = {
    "required": _("This is needed. Please fill it in."),
    "invalid_choice": _("Choose one from the list."),
    "invalid_list": _("Choose from the list."),
    "max_length": _("This is too long. Use at most %(limit_value)d characters (now %(show_value)d)."),
}


class TrapField(forms.CharField):
    """A field that people do not see and programs fill in; what is written there stops the form."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"tabindex": "-1", "autocomplete": "off"}
        label = _("Leave this field empty")
        super().__init__(**{"required": False, "label": label, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            raise ValidationError(_("Leave this field empty."), code="trap")


class HouseForm(forms.BaseForm):
    """What `KuuluForm` and `KuuluModelForm` share."""

    #: adds a hidden key, so that a form sent twice acts once; read it from `cleaned_data["idempotency_key"]`
    acts_once: ClassVar[bool] = False
    #: how the ids of its fields are made; a form that shares its page with another has its own
    ids: ClassVar[str] = "id_%s"
    use_required_attribute = False  # the server says what is missing, in the reader's language, all at once

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})
        if self.acts_once:
            self.fields["idempotency_key"] = forms.CharField(
                required=False, max_length=64, widget=forms.HiddenInput, initial=lambda: uuid.uuid4().hex
            )
        for field in self.fields.values():
            _bound(field)

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """What was sent for a field, without NUL, control characters or more values than a person could choose."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]
        if isinstance(widget, forms.PasswordInput):
            return value
        if isinstance(value, list | tuple):
            return [_cleaned(one, widget) for one in value[:MOST_CHOICES]]
        return _cleaned(value, widget)


class KuuluForm(HouseForm, forms.Form):
    """The form that every form of the house derives from. It never saves."""


class KuuluModelForm(HouseForm, forms.ModelForm):
    """The same for a form whose fields are those of a model."""


def dressed(fields: dict[str, forms.Field]) -> dict[str, forms.Field]:
    """Fields made while the page is asked for, with the house's limits, words and looks as declared ones get them."""
    made: type[KuuluForm] = type("Dressed", (KuuluForm,), dict(fields))
    return made().fields


def _cleaned(value: Any, widget: forms.Widget) -> Any:
    one_line = isinstance(widget, forms.TextInput) and not widget.is_hidden
    return text.clean(value, lines=not one_line) if isinstance(value, str) else value


def _bound(field: forms.Field) -> None:
    """Give a field the house's limits, words for errors, and CSS class."""
    for code, message in MESSAGES.items():
        if code != "max_length" and (code in field.error_messages):
            field.error_messages[code] = message
    if isinstance(field, forms.IntegerField):
        _bound_number(field)
    elif type(field) is forms.CharField or isinstance(field, forms.EmailField | forms.URLField):
        _bound_text(field)
    dress(field.widget)


def _bound_number(field: forms.IntegerField) -> None:
    if field.max_value is None:
        field.validators.append(MaxValueValidator(LARGEST_NUMBER))
    if field.min_value is None:
        field.validators.append(MinValueValidator(-LARGEST_NUMBER))


def _bound_text(field: forms.CharField) -> None:
    """Limit the length; long texts keep what is too long and show a counter instead of cutting it off."""
    is_long = isinstance(field.widget, forms.Textarea)
    if field.max_length is None:
        field.max_length = LONGEST_TEXT if is_long or field.widget.is_hidden else LONGEST_LINE
        field.validators.append(MaxLengthValidator(field.max_length))
    for validator in field.validators:
        if isinstance(validator, MaxLengthValidator):
            validator.message = MESSAGES["max_length"]
    if is_long:
        field.widget.attrs.pop("maxlength", None)
        field.widget.attrs["data-limit"] = str(field.max_length)
    elif not field.widget.is_hidden:
        field.widget.attrs["maxlength"] = str(field.max_length)


DRESS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.RadioSelect, "k-choice__input"),
    (forms.CheckboxSelectMultiple, "k-choice__input"),
    (forms.CheckboxInput, "k-choice__input"),
    (forms.Select, "k-select"),
    (forms.Textarea, "k-input k-input--long"),
    (forms.FileInput, "k-file"),
    (forms.widgets.Input, "k-input"),
)
AUTOCOMPLETE = {"email": "email", "tel": "tel", "url": "url"}


def dress(widget: forms.Widget) -> None:
    """The component's class for a widget, and the browser's help to fill it in."""
    for kind, name in DRESS:
        if isinstance(widget, kind) and not widget.is_hidden:
            own = widget.attrs.get("class", "")
            widget.attrs["class"] = f"{name} {own}".strip() if name not in own else own
            break
    if type(widget) in (forms.Select, forms.SelectMultiple):
        widget.template_name = "foundation/select.html"
    kind_of_input = getattr(widget, "input_type", "")
    if kind_of_input in AUTOCOMPLETE:
        widget.attrs.setdefault("autocomplete", AUTOCOMPLETE[kind_of_input])
    if isinstance(widget, forms.Textarea):
        if widget.attrs.get("rows") in {None, "10"}:
            widget.attrs["rows"] = "6"
        widget.attrs.pop("cols", None)
