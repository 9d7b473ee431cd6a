"""What is on the ballot, side by side and on a map, before and while one votes."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kuulu.foundation.freshness import fresh_page

from .. import queries
from ..models import Proposal, Round, Weighed
from ..queries import vote_page
from ..queries.vote_rules import candidates as on_ballot
from ..vocabulary import Weighing

ROUND_THE_POINTS = 0.01  #: degrees left free at each side


def _shown(code: str) -> tuple[Round, list[Proposal]]:
    """The round and its candidates, once they have numbers. Raises Http404."""
    one = queries.round_named(code)
    rows = on_ballot(one) if one else []
    if one is None or not rows:
        raise Http404
    return one, rows


@require_safe
@fresh_page
def candidates(request: HttpRequest, code: str) -> HttpResponse:
    """A table of the candidates, and their map."""
    one, rows = _shown(code)
    vote = vote_page.vote_of(one)
    looks = Weighed.objects.filter(proposal__in=rows, look=Weighing.SUBSTANCE, is_passed=True).order_by("pk")
    upkeep = dict(looks.values_list("proposal_id", "upkeep_euros"))
    context = {
        "round": one, "rows": [(proposal, upkeep.get(proposal.pk)) for proposal in rows], "frame": _frame(rows), "may_vote": bool(vote and vote_page.takes_ballots(vote)),
    }  # fmt: skip
    return render(request, "budgeting/candidates.html", context)


def _frame(rows: list[Proposal]) -> list[list[float]] | None:
    """The corners that hold every candidate with a place, as the map wants them: west, south; east, north."""
    points = [
        (one.matter.lon, one.matter.lat) for one in rows if one.matter.lat is not None and one.matter.lon is not None
    ]
    if not points:
        return None
    lons, lats = zip(*points, strict=True)
    edge = ROUND_THE_POINTS
    return [[min(lons) - edge, min(lats) - edge], [max(lons) + edge, max(lats) + edge]]


@require_safe
@fresh_page
def candidates_map(request: HttpRequest, code: str) -> HttpResponse:
    """The candidates as points of the map component; they are few, and all are told whatever the view."""
    _one, rows = _shown(code)
    points = [_point(one) for one in rows if one.matter.lat is not None and one.matter.is_public]
    told = {"points": points, "clusters": [], "total": len(points), "is_capped": False}
    return JsonResponse(told)


def _point(one: Proposal) -> dict[str, Any]:
    matter = one.matter
    return {
        "id": matter.pk, "lat": matter.lat, "lon": matter.lon, "title": f"{one.number}. {matter.title}",
        "stage": matter.stage, "at": "", "address": reverse("budgeting:proposal", args=[matter.reference]),
    }  # fmt: skip
