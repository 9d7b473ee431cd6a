"""Small components: buttons, notices, empty states, facts, stages, icons."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kuulu.foundation.languages import say

SYMBOL = re.compile(r'<symbol id="([\w-]+)"[^>]*>(.*?)</symbol>', re.DOTALL)

#: which icon a notice of each kind carries
NOTICE_ICONS = {"note": "info", "good": "check", "bad": "warning", "open": "calendar"}


@cache
def icons() -> dict[str, str]:
    """The drawings of `components/icon/icons.svg` by name."""
    sheet = (Path(settings.ROOT) / "design/components/icon/icons.svg").read_text(encoding="utf-8")
    return {name: re.sub(r"\s+", " ", drawing).strip() for name, drawing in SYMBOL.findall(sheet)}


def icon(name: str = "ring", label: str = "") -> SafeString:
    """A drawing in the line: silent to a screen reader unless it has a label; an unknown name draws the ring."""
    drawing = mark_safe(icons().get(name) or icons()["ring"])  # noqa: S308 - our own file
    spoken: SafeString = mark_safe('aria-hidden="true"')  # noqa: S308
    if label:
        spoken = format_html('role="img" aria-label="{}"', label)
    return format_html('<svg class="k-icon" viewBox="0 0 24 24" focusable="false" {}>{}</svg>', spoken, drawing)


def button(
    text: Any = "",
    href: str = "",
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    hint: str = "",
) -> dict[str, Any]:
    """A link that looks like an action when `href` is given, else a button that sends its form."""
    return {"text": text, "href": href, "kind": kind, "icon": icon, "name": name, "value": value} | {
        "form": form,
        "hint": hint,
    }


def notice(content: str, kind: str = "note", title: str = "", level: int = 2, live: bool = False) -> str:
    """A message beside the text: `note`, `good`, `bad` or `open` (what is open now)."""
    context = {"content": mark_safe(content), "kind": kind, "title": title, "level": level, "live": live}  # noqa: S308
    return render_to_string("components/notice/notice.html", context | {"icon": NOTICE_ICONS.get(kind, "info")})


def empty(title: Any = "", text: Any = "", href: str = "", action: str = "", level: int = 2) -> dict[str, Any]:
    """What will be here and when, or what one can do now."""
    return {"title": title, "text": text, "href": href, "action": action, "level": level}


def _pair(fact: Any) -> dict[str, Any]:
    if isinstance(fact, dict):
        return fact
    label, value, *rest = fact
    return {"label": label, "value": value, "href": rest[0] if rest else ""}


def fact_box(facts: Iterable[Any] = (), title: Any = "", level: int = 2) -> dict[str, Any]:
    """Who prepares, who decides and when: (label, value) pairs, or (label, value, href)."""
    pairs = [_pair(fact) for fact in facts or ()]
    return {"facts": [pair for pair in pairs if pair.get("value")], "title": title, "level": level}


def summary_list(rows: Iterable[Any] = (), title: Any = "", level: int = 2) -> dict[str, Any]:
    """Check answers: rows of dict(label, value, href, change) where `change` says what would be changed."""
    return {"rows": [_pair(row) for row in rows or ()], "title": title, "level": level}


def stage_words(stage: str) -> str:
    """A public stage in the reader's language."""
    return {
        "received": _("Received"),
        "in_hand": _("In hand"),
        "answered": _("Answered"),
        "carried_out": _("Carried out"),
        "closed": pgettext("stage", "Closed"),
        "withdrawn": _("Withdrawn"),
        "declined": _("Declined"),
    }.get(stage, "")


def stage_badge(matter: Any = None, stage: str = "") -> dict[str, Any]:
    """Where a matter stands, in words and colour; of a matter, or of a stage's code."""
    code = stage or getattr(matter, "stage", "") or ""
    return {"code": code, "words": stage_words(str(code)), "is_late": bool(getattr(matter, "is_late", False))}


def progress_ring(share: float = 0, label: Any = "") -> dict[str, Any]:
    """How far something is, 0 to 100 per cent, as a ring and in words."""
    whole = max(0, min(100, round(share or 0)))
    return {"share": whole, "rest": 100 - whole, "label": label}


def photo_grid(photos: Iterable[Any] = ()) -> dict[str, Any]:
    """Pictures of a matter: objects or dicts with `src`, `alt` and, when there is a larger one, `href`."""
    return {"photos": list(photos or ())}


def card_link(
    href: str = "", title: Any = "", text: Any = "", icon: str = "", meta: Any = "", level: int = 3
) -> dict[str, Any]:
    """One destination as a card with one link, its title."""
    return {"href": href, "title": title, "text": text, "icon": icon, "meta": meta, "level": level}


def name_of(thing: Any) -> str:
    """The name of a unit, an area or anything named, in the reader's language; "" for nothing."""
    names = getattr(thing, "names", None)
    return say(names) if names else str(thing or "")
