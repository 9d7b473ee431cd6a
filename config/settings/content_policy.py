"""What a browser may load on our pages: our own files, and the map tiles of the one origin that the settings name."""

from __future__ import annotations

from urllib.parse import urlsplit


def origin_of(address: str) -> str:
    """Scheme, host and port of an address of another server; "" for our own paths and for none."""
    parts = urlsplit(address.split("{")[0])
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} and parts.netloc else ""


def content_policy(tiles: str = "") -> dict[str, dict[str, list[str]]]:
    """The content security policy; `tiles` is KUULU["TILES"], whose origin alone may also give pictures and data."""
    others = [origin] if (origin := origin_of(tiles)) else []
    return {
        "DIRECTIVES": {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:", *others],
            "font-src": ["'self'"],
            "connect-src": ["'self'", *others],
            "worker-src": ["'self'"],
            "manifest-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        }
    }
