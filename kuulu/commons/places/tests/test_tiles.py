"""Tiles of another server: allowed by the policy for that origin alone, and drawn in a real browser."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from config.settings.content_policy import content_policy
from kuulu.commons.places.actions import load_city
from kuulu.commons.places.city import read_city


@pytest.mark.parametrize(
    "tiles, origin",
    [
        ("https://tiles.example.fi/{z}/{x}/{y}.png", "https://tiles.example.fi"),
        ("https://example.fi:8443/style.json", "https://example.fi:8443"),
        ("/tiles/{z}/{x}/{y}.png", None),
        ("", None),
        ("javascript:alert(1)", None),
    ],
)
def test_the_policy_allows_the_origin_of_the_tiles_and_no_other(tiles: str, origin: str | None) -> None:
    told = content_policy(tiles)["DIRECTIVES"]
    others = [origin] if origin else []
    assert told["img-src"] == ["'self'", "data:", *others]
    assert told["connect-src"] == ["'self'", *others]
    assert told["script-src"] == told["style-src"] == ["'self'"]


def one_pixel() -> bytes:
    """A PNG of one lake-blue pixel."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\x0b\x5a\x7d"))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def tile_server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            here = f"http://127.0.0.1:{self.server.server_address[1]}"
            source = {"type": "raster", "tiles": [here + "/{z}/{x}/{y}.png"], "tileSize": 256}
            style = {"version": 8, "sources": {"t": source}, "layers": [{"id": "t", "type": "raster", "source": "t"}]}
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(json.dumps(style).encode() if self.path.endswith("json") else one_pixel())

        def log_message(self, *args: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("kuulu.commons.places.tests.addresses")
@pytest.mark.parametrize("path", ["/{z}/{x}/{y}.png", "/style.json"])
def test_tiles_are_drawn_under_the_policy(
    page: Any, live_server: Any, settings: Any, tile_server: tuple[str, list[str]], path: str
) -> None:
    where, asked = tile_server
    load_city(read_city())
    settings.KUULU = {**settings.KUULU, "TILES": where + path, "TILES_ATTRIBUTION": "Kuulu"}
    settings.CONTENT_SECURITY_POLICY = content_policy(where + path)
    faults: list[str] = []
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.goto(f"{live_server.url}/en/test-picker/")
    page.locator(".k-map__frame").scroll_into_view_if_needed()
    page.wait_for_selector("[data-drawn=yes]", timeout=20_000)
    assert any(one.endswith(".png") for one in asked)
    assert faults == []
