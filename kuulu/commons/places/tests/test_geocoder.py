"""The geocoder of production: what it reads of Pelias's answers, and that its faults never reach a resident."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kuulu.commons.places.actions import load_city
from kuulu.commons.places.adapters import pelias
from kuulu.commons.places.adapters.breaker import Breaker
from kuulu.commons.places.city import read_city
from kuulu.commons.places.queries import find

#: the shape that Digitransit's geocoding API answers in (Pelias)
RECORDED: dict[str, Any] = {
    "geocoding": {"version": "0.2", "attribution": "http://127.0.0.1/attribution", "query": {"text": "x", "size": 8}},
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [27.26871, 61.68921]},
            "properties": {
                "id": "103417342A",
                "gid": "openaddresses:address:103417342A",
                "layer": "address",
                "source": "openaddresses",
                "name": "Porrassalmenkatu 23",
                "housenumber": "23",
                "street": "Porrassalmenkatu",
                "postalcode": "50100",
                "confidence": 1,
                "accuracy": "point",
                "region": "Etelä-Savo",
                "localadmin": "Mikkeli",
                "label": "Porrassalmenkatu 23, Mikkeli",
            },
        },
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [61.6, 27.2]},
            "properties": {"name": "Swapped"},
        },
        {"type": "Feature", "geometry": None, "properties": {"name": "Nowhere"}},
        {"type": "Feature", "geometry": {"coordinates": ["a", "b"]}, "properties": {"name": "Letters"}},
        "nonsense",
    ],
}


class Service:
    """A geocoder on this machine: what it is to answer, and what it was asked."""

    def __init__(self) -> None:
        self.body: bytes = json.dumps(RECORDED).encode()
        self.status, self.wait = 200, 0.0
        self.asked: list[Any] = []
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                service.asked.append((self.path, dict(self.headers)))
                sleep(service.wait)
                self.send_response(service.status)
                self.end_headers()
                self.wfile.write(service.body)

            def log_message(self, *args: Any) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def service(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    running = Service()
    url = f"http://127.0.0.1:{running.server.server_port}/geocoding/v1/search"
    settings.KUULU = {
        **settings.KUULU,
        "GEOCODER": "kuulu.commons.places.adapters.pelias.Pelias",
        "GEOCODER_HTTP": {"url": url, "key": "secret", "key_header": "digitransit-subscription-key", "timeout": 0.5},
    }
    monkeypatch.setattr(pelias, "breaker", Breaker(failures=2, rest=60))
    load_city(read_city())
    yield running
    running.server.shutdown()
    running.server.server_close()


def test_the_answer_is_read_and_what_cannot_be_meant_is_left_out(service: Service) -> None:
    hits = find("Porrassalmenkatu 23")
    assert [(hit.name, hit.detail, hit.lat, hit.is_exact) for hit in hits] == [
        ("Porrassalmenkatu 23", "50100 Mikkeli", 61.68921, True)
    ]


def test_the_service_is_asked_within_the_city_and_with_its_key(service: Service) -> None:
    find("Porrassalmenkatu 23")
    path, headers = service.asked[0]
    asked = parse_qs(urlsplit(path).query)
    assert asked["text"] == ["Porrassalmenkatu 23"]
    assert (asked["boundary.rect.min_lat"], asked["boundary.rect.max_lon"]) == (["61.05"], ["28.1"])
    assert headers["digitransit-subscription-key"] == "secret"


@pytest.mark.parametrize(
    "body, status",
    [
        (b"", 500),
        (b"not json", 200),
        (b"[]", 200),
        (b'{"features": 5}', 200),
        (b'{"features": []}', 200),
        (b"x" * 300_000, 200),
        (b"{}", 302),
    ],
)
def test_a_bad_answer_falls_back_to_the_gazetteer(service: Service, body: bytes, status: int) -> None:
    service.body, service.status = body, status
    assert find("Porrassalmenkatu 24")[0].name == "Porrassalmenkatu 24"


def test_a_slow_service_is_not_waited_for(service: Service) -> None:
    service.wait = 1.5
    assert find("Porrassalmenkatu 24")[0].place_id


def test_a_service_that_fails_is_left_alone_for_a_while(service: Service) -> None:
    service.status = 503
    for _ in range(5):
        assert find("Porrassalmenkatu 24")
    assert len(service.asked) == 2


def test_a_service_that_is_away_does_not_show(service: Service) -> None:
    service.server.shutdown()
    service.server.server_close()
    assert find("Porrassalmenkatu 24")[0].name == "Porrassalmenkatu 24"


def test_typed_coordinates_are_not_sent_anywhere(service: Service) -> None:
    assert find("61.6886, 27.2723")
    assert service.asked == []


def test_after_its_rest_the_fuse_lets_one_try_through() -> None:
    fuse = Breaker(failures=1, rest=0.0)
    fuse.failed_once()
    assert not fuse.is_open()
    fuse.rest = 60
    fuse.failed_once()
    assert fuse.is_open()
    fuse.worked()
    assert not fuse.is_open()
