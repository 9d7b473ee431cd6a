"""The open interface, read only: every public matter as JSON, GeoJSON and CSV, and the channels' own tables."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from ninja import Field, NinjaAPI, Query, Schema

from kuulu.commons.matters.models import Matter
from kuulu.commons.places.models import Area
from kuulu.foundation import freshness, registry
from kuulu.foundation.text import clean

from .exports import COLUMNS, csv_lines, geojson, told
from .queries import Wanted, count_up_to_cap, found
from .vocabulary import CAP

api = NinjaAPI(
    title="Kuulu open data", version="1", urls_namespace="api", docs_url=None,
    description="Public matters of the city. No key is needed. Licence: CC BY 4.0.",
)  # fmt: skip


class Asked(Schema):
    """Filters of a list; an unknown value answers 422 and says which."""

    words: Annotated[str, Field(max_length=200)] = ""
    kind: Annotated[str, Field(max_length=40)] = ""
    topic: Annotated[str, Field(max_length=60)] = ""
    stage: Literal["", "received", "in_hand", "answered", "carried_out", "closed", "declined"] = ""
    area: Annotated[str, Field(max_length=60)] = ""
    sort: Literal["newest", "changed", "concerns"] = "newest"
    since: dt.date | None = None
    until: dt.date | None = None
    page: Annotated[int, Field(ge=1, le=500)] = 1
    page_size: Annotated[int, Field(ge=1, le=200)] = 50

    def wanted(self) -> Wanted:
        """The question in the room's own words."""
        simple = self.dict(exclude={"page", "page_size"})
        for name in ("words", "kind", "topic", "area"):
            simple[name] = clean(simple[name], lines=False)
        return Wanted(**simple)


class MatterOut(Schema):
    """One public matter."""

    reference: str
    uuid: str
    kind: str
    title: str
    summary: str
    language: str
    stage: str
    unit: str
    area: str
    address: str
    lat: float | None
    lon: float | None
    opened_at: dt.datetime
    changed_at: dt.datetime
    due_at: dt.datetime | None
    answered_at: dt.datetime | None
    ended_at: dt.datetime | None
    concerns: int
    followers: int
    url: str


class PageOut(Schema):
    """A page of matters; `count` stops at 1000 (`capped` is then true)."""

    count: int
    capped: bool
    page: int
    matters: list[MatterOut]


class Fault(Schema):
    """What was wrong with a question."""

    detail: str


def _slice(asked: Asked) -> list[Matter]:
    start = (asked.page - 1) * asked.page_size
    return list(found(asked.wanted())[start : start + asked.page_size])


@api.get("/matters", response=PageOut, summary="Public matters, newest first")
def matters(request: HttpRequest, asked: Query[Asked]) -> Any:
    total = count_up_to_cap(found(asked.wanted()))
    return {
        "count": min(total, CAP), "capped": total > CAP, "page": asked.page,
        "matters": [told(matter) for matter in _slice(asked)],
    }  # fmt: skip


@api.get("/matters.geojson", summary="The same as GeoJSON")
def matters_geojson(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    return JsonResponse(geojson(_slice(asked)), content_type="application/geo+json")


@api.get("/matters.csv", summary="The same as CSV, 1000 rows a page; Link tells the next page")
def matters_csv(request: HttpRequest, asked: Query[Asked]) -> StreamingHttpResponse:
    start = (asked.page - 1) * CAP
    page = list(found(asked.wanted())[start : start + CAP + 1])
    response = _as_csv("matters", COLUMNS, (tuple(told(one)[name] for name in COLUMNS) for one in page[:CAP]))
    if len(page) > CAP:
        query = request.GET.copy()
        query["page"] = str(asked.page + 1)
        response.headers["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return response


@api.get("/matters/{reference}", response={200: MatterOut, 404: Fault}, summary="One public matter")
def matter(request: HttpRequest, reference: str) -> Any:
    one = (
        Matter.objects.public()
        .select_related("unit", "area")
        .filter(reference=clean(reference, lines=False)[:20])
        .first()
    )
    return (200, told(one)) if one else (404, {"detail": "No public matter has this reference."})


@api.get("/areas.geojson", summary="Areas of the city with their shapes")
def areas(request: HttpRequest) -> HttpResponse:
    features = [
        {
            "type": "Feature",
            "id": a.code,
            "geometry": a.shape or None,
            "properties": {"code": a.code, "kind": a.kind, "names": a.names},
        }
        for a in Area.objects.all()
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features}, content_type="application/geo+json")


@api.get("/channels", summary="Ways to take part, and the kinds of matter they bring")
def channels(request: HttpRequest) -> Any:
    return [
        {"code": p.code, "names": dict(p.name), "participation": list(p.participation), "kinds": [k.code for k in p.kinds],
         "datasets": [d.code for d in p.open_data]}
        for p in registry.plates()
    ]  # fmt: skip


@api.get("/datasets/{code}.csv", response={200: Any, 404: Fault}, summary="A channel's own table as CSV")
def dataset(request: HttpRequest, code: str) -> StreamingHttpResponse:
    for plate in registry.plates():
        for table in plate.open_data:
            if table.code == code:
                return _as_csv(code, table.columns, table.rows())
    raise Http404


def _as_csv(name: str, columns: Any, rows: Any) -> StreamingHttpResponse:
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class OpenDataMiddleware:
    """Open data is for every origin and says when it has not changed: ETag by the house's generation."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        tag = f'W/"{freshness.generation()}"'
        if request.method == "GET" and request.headers.get("If-None-Match") == tag:
            response: HttpResponse = HttpResponse(status=304)
        else:
            response = self.get_response(request)
        response["ETag"] = tag
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
