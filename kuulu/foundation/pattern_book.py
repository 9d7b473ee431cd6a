"""The pattern book: every component's own description and examples, read from its folder and rendered."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Engine, engines
from django.test import RequestFactory
from django.utils.safestring import SafeString

from .forms import KuuluForm


@dataclass(frozen=True, kw_only=True)
class Example:
    """One way to use a component."""

    name: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Component:
    """A folder of `design/components` as its .yaml tells it."""

    code: str
    title: str
    purpose: str
    variables: tuple[tuple[str, str], ...]
    accessibility: tuple[str, ...]
    examples: tuple[Example, ...]


class SampleForm(KuuluForm):
    """One field of each shape, for the examples."""

    topic = forms.ChoiceField(
        label="What is it about?",
        choices=[("fault", "Something is broken"), ("idea", "I have an idea"), ("thanks", "I want to thank")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label="What do you want to say?", help_text="A few words are enough.", widget=forms.Textarea)
    area = forms.ChoiceField(label="Area", choices=[("", "Whole city"), ("anttola", "Anttola")], required=False)
    email = forms.EmailField(label="E-mail", required=False, help_text="Only for telling you what happens.")
    photo = forms.FileField(label="Picture", required=False)
    news = forms.BooleanField(label="Tell me what came of it", required=False)


def _samples() -> dict[str, Any]:
    """Things that an example may name: forms, a matter, a page of a list."""
    matter = {
        "kind": "feedback",
        "title": "The street light on Raatihuoneenkatu is out",
        "summary": "Dark for a week between the library and the market.",
        "language": "en",
        "stage": "in_hand",
        "is_late": False,
        "opened_at": None,
        "concerns_count": 3,
        "area": None,
    }
    return {
        "form": SampleForm(auto_id="a_%s"),
        "wrong_form": SampleForm({"email": "not an address", "news": "on"}, auto_id="b_%s"),
        "matter": SimpleNamespace(**matter),
        "late_matter": SimpleNamespace(**{**matter, "is_late": True, "stage": "received", "concerns_count": 0}),
        "page_obj": Paginator(range(400), 20).page(9),
        "request": RequestFactory().get("/design/"),
    }


def _folder() -> Path:
    return Path(settings.ROOT) / "design" / "components"


def _read(file: Path) -> Component:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Component(
        code=file.stem,
        title=told["title"],
        purpose=told["purpose"],
        variables=tuple((told.get("variables") or {}).items()),
        accessibility=tuple(told["accessibility"]),
        examples=tuple(Example(**example) for example in told["examples"]),
    )


@cache
def components() -> tuple[Component, ...]:
    """Every component, by the names of their folders."""
    return tuple(_read(file) for file in sorted(_folder().glob("*/*.yaml")))


def component(code: str) -> Component | None:
    """The component of that folder."""
    return next((one for one in components() if one.code == code), None)


def render(example: Example, page_context: dict[str, Any] | None = None) -> SafeString:
    """The example's markup, with what every page knows."""
    engine: Engine = engines["django"].engine  # type: ignore[attr-defined]
    template = engine.from_string(example.template)
    return template.render(Context({**(page_context or {}), **_samples(), **example.context}))
