"""A geocoder that speaks Pelias's HTTP API, as Digitransit's does (`GET /geocoding/v1/search`).

Docs: https://digitransit.fi/en/developers/apis/2-geocoding-api/. What a resident types goes to that service, nothing
else of the visitor does. When it is slow, broken or silent, our own gazetteer answers instead.
"""

from __future__ import annotations

import json
import logging
from typing import Any, Final

from django.conf import settings

from kuulu.foundation.languages import current, html_lang
from kuulu.foundation.text import clean

from .. import coordinates
from ..queries import LONGEST, Hit, in_gazetteer
from ..vocabulary import PlaceKind
from .breaker import Breaker

log = logging.getLogger("kuulu.places")

LARGEST: Final = 262_144  #: bytes of an answer that are read
LAYERS: Final = {"address": PlaceKind.ADDRESS, "street": PlaceKind.STREET, "venue": PlaceKind.SERVICE}
breaker = Breaker()


class Pelias:
    """Asks the service named in KUULU["GEOCODER_HTTP"]: url, key, key_header, timeout (seconds)."""

    def find(self, text: str, limit: int) -> list[Hit]:
        """Places that a text may mean; the gazetteer's when the service gives none. Never raises."""
        text = clean(text[:LONGEST], lines=False)
        if len(text) < 2 or coordinates.read_text(text) or breaker.is_open():
            return in_gazetteer(text, limit)
        return self._ask(text, limit) or in_gazetteer(text, limit)

    def _ask(self, text: str, limit: int) -> list[Hit]:
        import httpx

        try:
            found = self._fetch(text, limit)
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as fault:
            log.warning("The geocoder failed: %s", type(fault).__name__)
            breaker.failed_once()
            return []
        breaker.worked()
        hits = [hit for feature in found if (hit := _hit(feature)) is not None]
        return hits[:limit]

    @staticmethod
    def _fetch(text: str, limit: int) -> list[Any]:
        """The features of the answer. Raises httpx.HTTPError for a bad answer, ValueError for what is not GeoJSON."""
        import httpx

        service = settings.KUULU["GEOCODER_HTTP"]
        headers = {service["key_header"]: service["key"]} if service["key"] else {}
        body = b""
        with httpx.stream(
            "GET", service["url"], params=_params(text, limit), headers=headers, timeout=service["timeout"]
        ) as answer:
            answer.raise_for_status()
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    raise ValueError("The answer is too long")
        found = json.loads(body)
        features = found.get("features") if isinstance(found, dict) else None
        if not isinstance(features, list):
            raise ValueError("The answer is not a collection of features")
        return features


def _params(text: str, limit: int) -> dict[str, str | float]:
    south, west, north, east = settings.KUULU["BOUNDS"]
    lat, lon = settings.KUULU["CENTRE"]
    return {
        "text": text,
        "size": limit,
        "lang": html_lang(current()),
        "boundary.rect.min_lat": south,
        "boundary.rect.min_lon": west,
        "boundary.rect.max_lat": north,
        "boundary.rect.max_lon": east,
        "focus.point.lat": lat,
        "focus.point.lon": lon,
    }


def _hit(feature: Any) -> Hit | None:
    """One feature as we speak of it; None when it has no usable point or name."""
    try:
        lon, lat = (float(number) for number in feature["geometry"]["coordinates"][:2])
        told = feature["properties"]
        coordinates.check(coordinates.Point(lon, lat))
        name = clean(str(told["name"])[:150], lines=False)
        details = [told.get("postalcode"), told.get("neighbourhood") or told.get("localadmin")]
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    return Hit(
        name=name,
        detail=clean(" ".join(str(part)[:60] for part in details if part), lines=False),
        kind=LAYERS.get(str(told.get("layer")), PlaceKind.NAME),
        lat=lat,
        lon=lon,
        is_exact=told.get("accuracy", "point") == "point",
    )
