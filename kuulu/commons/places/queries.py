"""Questions of the room: which area holds a point, whether it lies in the city, what a typed place means."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import Count, Max, Model
from django.utils.module_loading import import_string

from kuulu.foundation.languages import current, say
from kuulu.foundation.text import clean

from . import coordinates
from .gazetteer import Entry, Index, take_apart
from .geometry import Points, Shapes
from .models import Area, Place
from .vocabulary import AreaKind, PlaceKind

LONGEST = 200  #: characters of a search that are read
WEIGHTS = {PlaceKind.SERVICE: 0, PlaceKind.NAME: 1, PlaceKind.STREET: 2, PlaceKind.ADDRESS: 3}

Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One place that a search found. `is_exact` is false when only the street was found, not the house."""

    name: str
    detail: str = ""
    kind: str = PlaceKind.ADDRESS
    lat: float
    lon: float
    place_id: int | None = None
    is_exact: bool = True

    @property
    def value(self) -> str:
        """What a radio button sends for this place: latitude, longitude, id."""
        return f"{self.lat:.6f},{self.lon:.6f},{self.place_id or ''}"


class _Kept(Generic[Made]):
    """Something made from a whole table and kept in the process until a row is added, changed or taken away."""

    def __init__(self, model: type[Model], make: Any) -> None:
        self.model, self.make, self.lock = model, make, Lock()
        self.edition: tuple = ()
        self.made: Made | None = None

    def get(self) -> Made:
        """The thing, fresh; one small query, and one more when it has to be made."""
        edition = self.model._default_manager.aggregate(n=Count("pk"), last=Max("changed_at"), top=Max("pk"))
        mark = tuple(edition.values())
        with self.lock:
            if self.made is None or mark != self.edition:
                self.made, self.edition = self.make(), mark
            return self.made


def _shapes() -> tuple[Shapes, dict[int, Area]]:
    kept = {area.pk: area for area in Area.objects.filter(kind__in=AreaKind.whole_city()).order_by("order", "code")}
    return Shapes([(key, area.shape) for key, area in kept.items()]), kept


@dataclass(frozen=True)
class _Gazetteer:
    """The gazetteer in memory: to be searched by name and by nearness."""

    index: Index
    points: Points
    places: dict[int, Place]


def _gazetteer() -> _Gazetteer:
    places = Place.objects.select_related("area").in_bulk()
    keyed = [(place.pk, place.lon, place.lat) for place in places.values()]
    index = Index(_entries(list(places.values())))
    return _Gazetteer(index, Points(keyed, around=settings.KUULU["CENTRE"][0]), places)


def _entries(places: list[Place]) -> list[Entry]:
    return [
        Entry(place.pk, (place.name, place.name_sv), place.postcode, WEIGHTS[PlaceKind(place.kind)]) for place in places
    ]


_areas: _Kept[tuple[Shapes, dict[int, Area]]] = _Kept(Area, _shapes)
_places: _Kept[_Gazetteer] = _Kept(Place, _gazetteer)


def areas() -> list[Area]:
    """The areas that together make the city, in their order."""
    return list(_areas.get()[1].values())


def area_at(lat: float | None, lon: float | None) -> Area | None:
    """The area that holds a point (degrees), or None outside all of them."""
    if lat is None or lon is None:
        return None
    shapes, kept = _areas.get()
    found = shapes.holding(lon, lat)
    return kept[found[0]] if found else None


def inside_city(lat: float, lon: float) -> bool:
    """Whether a point (degrees) lies in the city: in one of its areas, or in its box when no area has a shape."""
    shapes, _ = _areas.get()
    if not shapes.keys:
        return coordinates.within_bounds(lat, lon)
    return bool(shapes.holding(lon, lat))


def find(text: str, limit: int = 8) -> list[Hit]:
    """Places that a typed text may mean, best first, by the geocoder of the settings (the gazetteer by default)."""
    return import_string(settings.KUULU["GEOCODER"])().find(text, limit)


def in_gazetteer(text: str, limit: int = 8) -> list[Hit]:
    """The same from our own gazetteer, which needs no other service: names, addresses, postcodes, coordinates."""
    text = clean(text[:LONGEST], lines=False)
    point = coordinates.read_text(text)
    if point is not None:
        return [Hit(name=text, kind="coordinates", lat=point.lat, lon=point.lon)]
    query = take_apart(text, settings.KUULU["CITY"].values())
    if not (query.name or query.postcode):
        return []
    kept = _places.get()
    index, places = kept.index, kept.places
    house = index.called(f"{query.name} {query.number}") if query.number else []
    if house:
        return [_hit(places[key]) for key in house]
    return [_hit(places[key], query.number) for key in index.find(query, limit)]


def _hit(place: Place, number: str = "") -> Hit:
    swedish = current() == "sv" and place.name_sv
    name = place.name_sv if swedish else place.name
    is_house = bool(number) and place.kind == PlaceKind.STREET
    post = " ".join(part for part in (place.postcode, say(place.area.names) if place.area else "") if part)
    details = [place.address, post] if place.address != name else [post]
    return Hit(
        name=f"{name} {number}" if is_house else name,
        detail=", ".join(part for part in details if part),
        kind=PlaceKind.ADDRESS if is_house else place.kind,
        lat=place.lat,
        lon=place.lon,
        place_id=place.pk,
        is_exact=not is_house,
    )


def nearest(lat: float, lon: float, *, within: float = 400.0) -> Hit | None:
    """The named place nearest to a point, at most `within` metres away; None when there is none."""
    kept = _places.get()
    key = kept.points.nearest(lon, lat)
    if key is None:
        return None
    place = kept.places[key]
    far = coordinates.metres_between(coordinates.Point(lon, lat), coordinates.Point(place.lon, place.lat)) > within
    return None if far else _hit(place)
