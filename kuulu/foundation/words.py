"""How words in several languages are typed: one input for each of the four languages, each with its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .languages import PREFIXES, html_lang
from .text import clean

#: language code -> its name, in the reader's language
NAMES = {"fi": _("Finnish"), "fi-simple": _("Plain Finnish"), "sv": _("Swedish"), "en": _("English")}
LONGEST = 4000  #: characters in one language


class WordsInput(forms.MultiWidget):
    """Four inputs under one label."""

    template_name = "foundation/words_input.html"

    def __init__(self, *, is_long: bool = False, attrs: dict[str, Any] | None = None) -> None:
        make = forms.Textarea if is_long else forms.TextInput
        own = {"rows": 3} if is_long else {}
        widgets: dict[str, forms.Widget | type[forms.Widget]] = {
            code.replace("-", "_"): make({"lang": html_lang(code), **own}) for code in PREFIXES
        }
        super().__init__(widgets, attrs)

    def decompress(self, value: Any) -> list[str]:
        words = value if isinstance(value, dict) else {}
        return [words.get(code, "") for code in PREFIXES]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for part, words in zip(context["widget"]["subwidgets"], NAMES.values(), strict=True):
            part["language"] = words
        return context


class WordsFormField(forms.MultiValueField):
    """Words by language as a form gives them: `{"fi": ..., "sv": ...}` without the empty ones."""

    widget = WordsInput

    def __init__(self, *, is_long: bool = False, **kwargs: Any) -> None:
        parts = [forms.CharField(required=False, max_length=LONGEST) for _code in PREFIXES]
        kwargs.setdefault("widget", WordsInput(is_long=is_long))
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(parts, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        typed = zip(PREFIXES, data_list or [], strict=False)
        return {code: text for code, raw in typed if (text := clean(raw or ""))}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.compress(data or []) != (initial or {})


class ChoicesFormField(forms.CharField):
    """A list of choices typed one a line: `key | suomeksi | på svenska | in English | selkosuomeksi`."""

    ORDER = ("fi", "sv", "en", "fi-simple")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 5}))
        kwargs.setdefault("help_text", _("One choice a line: key | Finnish | Swedish | English | plain Finnish"))
        kwargs.setdefault("required", False)
        super().__init__(max_length=10_000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        rows = ([row.get("key", ""), *(row.get("names", {}).get(code, "") for code in self.ORDER)] for row in value)
        return "\n".join(" | ".join(row).rstrip(" |") for row in rows)

    def clean(self, value: Any) -> list[dict[str, Any]]:
        lines = [line.split("|") for line in clean(str(super().clean(value) or "")).splitlines() if line.strip()]
        rows = [self._row([part.strip() for part in line]) for line in lines[:200]]
        keys = [row["key"] for row in rows]
        if len(keys) != len(set(keys)):
            raise ValidationError(_("Each choice needs a key of its own."))
        return rows

    def _row(self, parts: list[str]) -> dict[str, Any]:
        key, *names = parts
        told = {code: name for code, name in zip(self.ORDER, names, strict=False) if name}
        if not key or not told.get("fi"):
            raise ValidationError(_("Each line needs a key and a name in Finnish: key | name"))
        return {"key": key[:60], "names": told}

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial or []) != (data or "").strip()
