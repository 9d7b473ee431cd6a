"""What the room answers at an address: a search of places, what lies at a point, and the base map."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from kuulu.foundation.languages import say
from kuulu.foundation.limits import visit_over_limit

from . import base_map, coordinates
from .queries import LONGEST, area_at, find, inside_city, nearest


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _wait(request: HttpRequest) -> int:
    """Seconds that this visitor should wait before the next question; 0 when it may be asked now."""
    return visit_over_limit(request, "places", limit=settings.KUULU["RATE"]["search_per_minute"], seconds=60)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Places for a typed text: a fragment for htmx, JSON where it is asked for, else a whole page."""
    field = request.GET.get("as", "spot")
    text = next((request.GET[name] for name in ("q", "where", "address") if request.GET.get(name)), "")
    wait = _wait(request)
    hits = [] if wait else find(text)
    context = {"q": text[:LONGEST], "hits": hits, "wait": wait, "field": field if field.isidentifier() else "spot"}
    if _wants_json(request):
        response: HttpResponse = JsonResponse({"results": [asdict(hit) for hit in hits]})
    else:
        is_fragment = bool(getattr(request, "htmx", False))
        response = render(request, "places/_hits.html" if is_fragment else "places/search.html", context)
    if wait:
        response.headers["Retry-After"] = str(wait)
        response.status_code = 429
    patch_vary_headers(response, ("Accept", "HX-Request"))
    return response


@require_safe
def around(request: HttpRequest) -> JsonResponse:
    """What lies at a point, in words a screen reader can say: area, nearest named place, whether in the city."""
    if wait := _wait(request):
        return JsonResponse({"message": _("Please wait a moment.")}, status=429, headers={"Retry-After": str(wait)})
    try:
        lat, lon = float(request.GET.get("lat", "")), float(request.GET.get("lon", ""))
        coordinates.check(coordinates.Point(lon, lat))
    except coordinates.Misplaced as fault:
        return JsonResponse({"message": str(fault), "reason": fault.reason}, status=400)
    except ValueError:
        return JsonResponse({"message": _("The coordinates must be numbers.")}, status=400)
    return JsonResponse(_words_for(lat, lon))


def _words_for(lat: float, lon: float) -> dict[str, Any]:
    area, near = area_at(lat, lon), nearest(lat, lon)
    return {
        "inside": inside_city(lat, lon),
        "area": say(area.names) if area else "",
        "near": near.name if near else "",
        "lat": lat,
        "lon": lon,
    }


def _base_etag(request: HttpRequest) -> str:
    return f'"{base_map.version()}"'


@require_safe
@condition(etag_func=_base_etag)
def base(request: HttpRequest) -> HttpResponse:
    """The base map's shapes and labels; the same for every language."""
    response = HttpResponse(base_map.base_map(), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
