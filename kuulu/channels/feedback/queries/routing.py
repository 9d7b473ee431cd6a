"""Which unit answers: the most exact row of the routing table, else the category's own unit, else nobody yet."""

from __future__ import annotations

import re
import unicodedata

from django.db.models import Q

from kuulu.commons.people.models import Unit
from kuulu.commons.places.models import Area

from ..models import Category, Route


def unit_for(category: Category, area: Area | None, text: str) -> Unit | None:
    """The unit that answers for a category in an area; None sends the feedback to the triage desk.

    Rows that name the category or a word of the text win over the category's own unit, the more exact the earlier;
    a row that names nothing but an area is asked last.
    """
    rows = _fitting_rows(category, area, _plain(text))
    exact = [row for row in rows if row.category_id or row.words]
    if exact:
        return exact[0].unit
    if category.unit is not None and category.unit.is_active:
        return category.unit
    return rows[0].unit if rows else None


def _fitting_rows(category: Category, area: Area | None, text: str) -> list[Route]:
    where = Q(area__isnull=True) | Q(area=area) if area else Q(area__isnull=True)
    rows = Route.objects.filter(where, Q(category__isnull=True) | Q(category=category), unit__is_active=True)
    fitting = [row for row in rows.select_related("unit") if not row.words or _says(text, row.words)]
    return sorted(fitting, key=_exactness)


def _exactness(row: Route) -> tuple[bool, bool, bool, int, int]:
    return (row.category_id is None, row.area_id is None, not row.words, row.order, row.pk)


def _says(text: str, words: str) -> bool:
    """Whether the text has one of the words, or an inflected form that begins with it."""
    wanted = [_plain(word) for word in words.split(",") if word.strip()]
    return any(re.search(rf"\b{re.escape(word)}", text) for word in wanted)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()
