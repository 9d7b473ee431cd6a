"""Writes plain values as Open311's XML, or as its JSON where the root falls away (the Spark convention).

In both, an empty text is an empty value. `None` means that nothing is known: an empty element in XML, and in JSON
no key at all, since an empty text is no number and no address to those who read by a schema.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import escape

XML_TYPE: Final = "text/xml; charset=utf-8"
JSON_TYPE: Final = "application/json; charset=utf-8"

#: what XML 1.0 cannot carry (section 2.2)
UNSPEAKABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: what one entry of a list is called
ENTRIES: Final = {
    "services": "service",
    "groups": "group",
    "attributes": "attribute",
    "values": "value",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
    "media_urls": "media_url",
    "log": "entry",
    "notes": "note",
}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a resource answers: a root's name with a list or one object, and what belongs in the head of the answer."""

    root: str
    body: list[dict[str, Any]] | dict[str, Any]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    changed: dt.datetime | None = None  #: when any of it may last have changed, where that is known
    is_private: bool = False  #: made for the holder of a key: kept by no cache on the way


def speakable(text: str) -> str:
    """The text without what XML cannot carry, lines ended in one way."""
    if text.isprintable():  # nearly all are, and this is soon known
        return text
    return UNSPEAKABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def to_xml(reply: Reply) -> bytes:
    """The whole document, with every element present."""
    parts = ['<?xml version="1.0" encoding="utf-8"?>\n']
    _element(parts, reply.root, reply.body)
    return "".join(parts).encode()


def _element(parts: list[str], name: str, value: Any) -> None:
    if isinstance(value, bool):
        parts.append(f"<{name}>{'true' if value else 'false'}</{name}>")
    elif value is None or value == "" or value == [] or value == {}:
        parts.append(f"<{name}/>")
    elif isinstance(value, dict):
        parts.append(f"<{name}>")
        for key, inner in value.items():
            _element(parts, key, inner)
        parts.append(f"</{name}>")
    elif isinstance(value, list):
        parts.append(f"<{name}>")
        for inner in value:
            _element(parts, ENTRIES[name], inner)
        parts.append(f"</{name}>")
    else:
        parts.append(f"<{name}>{escape(speakable(str(value)))}</{name}>")


def to_json(reply: Reply) -> bytes:
    """The body alone: a bare array, or a bare object for a definition and for discovery."""
    return json.dumps(_known(reply.body), ensure_ascii=False, allow_nan=False).encode()


def _known(value: Any) -> Any:
    if isinstance(value, str):
        return speakable(value)
    if isinstance(value, dict):
        return {key: _known(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_known(inner) for inner in value]
    return value
