"""Components for finding one's way: breadcrumbs, tabs, pages of a list, the house's header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page

NEAR = 1  #: numbers shown on each side of the present page


def _item(item: Any) -> dict[str, Any]:
    if isinstance(item, dict):
        return item
    if isinstance(item, str):
        return {"text": item, "href": ""}
    text, *rest = item
    return {"text": text, "href": rest[0] if rest else ""}


def breadcrumbs(items: Iterable[Any] = ()) -> dict[str, Any]:
    """The way here: (text, href) pairs, the last being this page and no link."""
    return {"items": [_item(item) for item in items or ()]}


def tabs(items: Iterable[Any] = (), label: Any = "") -> dict[str, Any]:
    """Views of one thing as links: dicts of text, href, is_current and, if wished, count."""
    return {"items": [_item(item) for item in items or ()], "label": label}


def _numbers(number: int, last: int) -> list[int | None]:
    """The page numbers to show, None for a gap: 1 … 4 [5] 6 … 20. Never more than seven."""
    wanted = sorted({1, last, *range(max(1, number - NEAR), min(last, number + NEAR) + 1)})
    shown: list[int | None] = []
    for one in wanted:
        before = shown[-1] if shown else None
        if before is not None and one - before == 2:
            shown.append(one - 1)
        elif before is not None and one - before > 2:
            shown.append(None)
        shown.append(one)
    return shown


def pages(context: Any, page_obj: Page | None = None, name: str = "page", label: Any = "") -> dict[str, Any]:
    """Links to a list's pages that keep the address's other parameters, with rel prev and next."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else None

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    if not page_obj or page_obj.paginator.num_pages < 2:
        return {"numbers": []}
    number, last = page_obj.number, page_obj.paginator.num_pages
    return {
        "numbers": [
            {"number": n, "href": address(n) if n else "", "is_current": n == number} for n in _numbers(number, last)
        ],
        "before": address(number - 1) if number > 1 else "",
        "after": address(number + 1) if number < last else "",
        "number": number,
        "last": last,
        "label": label,
    }


def opening(one: Any = None, level: int = 3) -> dict[str, Any]:
    """Something to take part in now: title, address, minutes, and if they are known closes, days_left, area, who_decides."""
    return {"one": one, "level": level}
