"""The map of all public matters with its list, the points that the map asks for, and the city's areas compared."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.commons.places.queries import areas as city_areas
from kuulu.foundation.freshness import fresh_page
from kuulu.foundation.languages import say
from kuulu.foundation.limits import visit_over_limit
from kuulu.foundation.views import sorry

from .box import Box, Unreadable, read_box, read_zoom, whole_city
from .forms import FilterForm
from .points import by_area, listed, on_map, times_by_area
from .queries import Wanted
from .views import CappedPaginator
from .vocabulary import CAP, PAGE

LARGEST = 60_000  #: bytes of an answer with points
STEPS = 5  #: shades of the areas' map


def _wait(request: HttpRequest, wanted: Wanted) -> int:
    """Seconds to wait when words are searched too often from one address; 0 when not."""
    limit = settings.KUULU["RATE"]["search_per_minute"]
    return visit_over_limit(request, "search", limit=limit, seconds=60) if wanted.words else 0


def _refused(wait: int) -> JsonResponse:
    told = {"message": _("Many searches at once. Please wait a moment.")}
    return JsonResponse(told, status=429, headers={"Retry-After": str(wait)})


@require_safe
@fresh_page
def points(request: HttpRequest) -> HttpResponse:
    """What lies in `bbox` (west,south,east,north) at `zoom`, with the list's filters; always under 60 kB."""
    try:
        box, zoom = read_box(request.GET.get("bbox", "")), read_zoom(request.GET.get("zoom", ""))
    except Unreadable as fault:
        return JsonResponse({"message": str(fault)}, status=400)
    wanted = FilterForm(request.GET).wanted()
    if wait := _wait(request, wanted):
        return _refused(wait)
    response = HttpResponse(_small_enough(on_map(wanted, box, zoom)), content_type="application/json")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _small_enough(told: dict[str, Any]) -> bytes:
    """The answer in JSON; where titles are so long that it would grow too large, they are cut short."""
    body = _json(told)
    for length in (30, 12, 0):
        if len(body) <= LARGEST:
            break
        body = _json({**told, "points": [{**point, "title": point["title"][:length]} for point in told["points"]]})
    return body


def _json(told: dict[str, Any]) -> bytes:
    encoder = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))
    return encoder.encode(told).encode()


@require_safe
@fresh_page
def matters_map(request: HttpRequest) -> HttpResponse:
    """The map with filters and the list of what it shows; the list alone works without script."""
    form = FilterForm(request.GET)
    wanted = form.wanted()
    if wait := _wait(request, wanted):
        response = sorry(request, 429)
        response.headers["Retry-After"] = str(wait)
        return response
    box = _asked_box(request)
    matters, is_in_view = listed(wanted, box)
    page = CappedPaginator(matters, PAGE).get_page(request.GET.get("page", "1")[:6])
    is_part = bool(getattr(request, "htmx", False))
    filters = _filters(request)
    context = {
        "form": form,
        "page": page,
        "is_capped": page.paginator.count >= CAP,
        "is_in_view": is_in_view,
        "source": reverse("discover:points") + filters,
        "list_source": reverse("discover:map") + filters,
        "areas_address": reverse("discover:areas") + filters,
        "frame": [[box.west, box.south], [box.east, box.north]] if box else _city_frame(),
    }
    return render(request, "discover/_map_list.html" if is_part else "discover/map.html", context)


def _asked_box(request: HttpRequest) -> Box | None:
    """The box of the address; None when there is none or it cannot be meant."""
    asked = request.GET.get("bbox", "")
    try:
        return read_box(asked) if asked else None
    except Unreadable:
        return None


def _city_frame() -> list[list[float]]:
    """What the map shows at first: the centre, close enough to tell streets apart."""
    lat, lon = settings.KUULU["CENTRE"]
    return [[lon - 0.12, lat - 0.05], [lon + 0.12, lat + 0.05]]


def _filters(request: HttpRequest) -> str:
    asked = request.GET.copy()
    for name in [key for key in asked if key not in FilterForm.base_fields or not asked[key]]:
        del asked[name]
    return f"?{asked.urlencode()}" if asked else ""


@require_safe
@fresh_page
def areas(request: HttpRequest) -> HttpResponse:
    """How much has been said in each area and what came of it, as a map in shades and as a table."""
    form = FilterForm(request.GET)
    wanted = form.wanted()
    counts = by_area(Wanted(kind=wanted.kind, stage=wanted.stage, area=wanted.area))
    times = times_by_area(wanted.kind)
    rows = [
        _row(area.code, say(area.names), counts.get(area.pk, {})) | {"time": times.get(area.pk)}
        for area in city_areas()
    ]
    most = max((row["total"] for row in rows), default=0)
    box = whole_city()
    context = {
        "form": form,
        "rows": rows,
        "elsewhere": sum(counts.get(0, {}).values()),
        "steps": {row["code"]: -(-row["total"] * STEPS // most) if most else 0 for row in rows},
        "frame": [[box.west, box.south], [box.east, box.north]],
        "map_address": reverse("discover:map") + _filters(request),
    }
    return render(request, "discover/areas.html", context)


def _row(code: str, name: str, counts: dict[str, int]) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "total": sum(counts.values()),
        "open": sum(counts.get(stage, 0) for stage in OPEN_STAGES),
        "answered": counts.get(Stage.ANSWERED, 0) + counts.get(Stage.CLOSED, 0),
        "carried_out": counts.get(Stage.CARRIED_OUT, 0),
        "address": f"{reverse('discover:map')}?area={code}",
    }
