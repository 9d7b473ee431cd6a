"""The spine's components: the thread of a matter and its card. Matters are known by their shape, never by import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kuulu.foundation import registry
from kuulu.foundation.languages import html_lang, say

from .parts import name_of, stage_words

STEP_KEYS = ("at", "title", "text", "by", "stage", "is_current", "is_coming", "href", "link_text", "lang", "late")


def _read(step: Any, key: str) -> Any:
    return step.get(key) if isinstance(step, dict) else getattr(step, key, None)


def _unless_said(name: str, sentence: str) -> str:
    return "" if name and name in sentence else name


def _step(step: Any) -> dict[str, Any]:
    told = {key: _read(step, key) for key in STEP_KEYS}
    told["title"] = told["title"] or stage_words(str(told["stage"] or ""))
    told["by"] = _unless_said(name_of(told["by"]) if told["by"] else "", str(told["title"]))
    told["lang"] = told["lang"] or _read(step, "text_lang")
    told["is_coming"] = told["is_coming"] or _read(step, "is_expected")
    told["is_day"] = told["at"] is not None and not hasattr(told["at"], "hour")
    return told


def thread(steps: Iterable[Any] = (), title: Any = "", level: int = 2, kind: str = "") -> dict[str, Any]:
    """The way of a matter from "received" to "what came of it", as one line of steps.

    A step is a dict or object with at, title, text, by, stage, is_current, and if wished is_coming (not yet
    happened), href and link_text, lang. `kind="small"` is the short form for cards.
    """
    return {"steps": [_step(step) for step in steps or ()], "title": title, "level": level, "kind": kind}


def address_of(matter: Any) -> str:
    """The path of a matter's public page; "" when its channel is not installed or has none."""
    try:
        address = registry.kind(matter.kind).address
        return address(matter) if address else ""
    except Exception:  # a missing page must never break the list that would link to it
        return ""


def matter_card(
    matter: Any = None,
    level: int = 3,
    steps: Iterable[Any] = (),
    href: str = "",
    distance: str = "",
    show_kind: bool = True,
) -> dict[str, Any]:
    """One matter in a list: title, where and when, stage, and if given its short thread. One link, the title."""
    kinds = registry.kinds()
    kind = kinds.get(getattr(matter, "kind", ""))
    return {
        "matter": matter,
        "href": href or address_of(matter),
        "kind_name": say(kind.name) if kind and show_kind else "",
        "lang": html_lang(getattr(matter, "language", "") or "fi"),
        "area": name_of(getattr(matter, "area", None)),
        "steps": [_step(step) for step in steps or ()],
        "distance": distance,
        "level": level,
    }
