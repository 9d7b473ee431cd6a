"""The page of figures: how soon units answer, what people write about, what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from kuulu.commons.matters.vocabulary import OutcomeKind
from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.languages import say

from .. import queries


@require_safe
@fresh_page
def figures(request: HttpRequest) -> HttpResponse:
    """The last twelve months."""
    told = queries.yearly_figures()
    return render(request, "feedback/figures.html", {"told": told, **_charts(told)})


def _charts(told: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    kinds = dict(OutcomeKind.choices)
    return {
        "unit_rows": [{"label": say(r.names), "value": r.share, "note": r.count} for r in told["units"] if r.count],
        "unit_times": _times(told["unit_times"]),
        "area_times": _times(told["area_times"]),
        "category_rows": _told(told["categories"]),
        "area_rows": _told(told["areas"]),
        "month_rows": [{"label": date_format(month, "F Y"), "value": count} for month, count in told["months"]],
        "outcome_rows": [{"label": kinds[kind], "value": count} for kind, count in told["outcomes"]],
    }


def _told(rows: list[Any]) -> list[dict[str, Any]]:
    return [{"label": say(row.names), "value": row.count} for row in rows if row.count is not None]


def _times(rows: list[Any]) -> list[dict[str, Any]]:
    return [{"name": say(row.names), "days": row.time.days, "count": row.time.count} for row in rows]
