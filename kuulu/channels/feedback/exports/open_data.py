"""Public feedback as open data: what anybody may read on its page, row by row, and nothing of its sender."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from kuulu.foundation.languages import say

from ..models import Category
from ..queries import public_feedback


def rows() -> Iterator[tuple[Any, ...]]:
    """One row for each public feedback, the oldest first, read in pieces."""
    matters = public_feedback().select_related("feedback__category", "unit", "area").order_by("opened_at", "id")
    for matter in matters.iterator(chunk_size=500):
        feedback = matter.feedback
        yield (
            matter.reference,
            feedback.kind,
            feedback.category.code,
            matter.title,
            feedback.shown_text,
            matter.stage,
            say(matter.unit.names, "fi") if matter.unit else "",
            matter.area.code if matter.area else "",
            matter.lat,
            matter.lon,
            matter.language,
            matter.opened_at,
            matter.due_at,
            matter.answered_at,
            matter.ended_at,
            matter.concerns_count,
            settings.KUULU["BASE_URL"] + reverse("feedback:detail", args=[matter.reference]),
        )


def category_rows() -> Iterator[tuple[Any, ...]]:
    """The subjects in use."""
    for one in Category.objects.filter(is_active=True).select_related("group", "unit"):
        names = (say(one.names, code) for code in ("fi", "sv", "en"))
        yield (one.code, one.group.code, *names, say(one.unit.names, "fi") if one.unit else "", one.promise_days)
