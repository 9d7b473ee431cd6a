"""The API in the words of OpenAPI 3, for tools that make clients and tests from it."""

from __future__ import annotations

from typing import Any, Final

from . import schemas
from .asked import Asked
from .discovery import base
from .schemas import listed, path_of, query
from .services import open_services
from .wire import Reply

WINDOW: Final = (
    "Times are ISO 8601 with a zone. Without borders the last 90 days are meant; 90 days is the longest span."
)


def contract(asked: Asked) -> Reply:
    """The document of the endpoint at which it is asked for."""
    body = {
        "openapi": "3.0.3",
        "info": {
            "title": "Open311 GeoReport v2",
            "version": "2.0",
            "description": "Reports to the city by machine. Lists hold what the sender wished public and staff checked.",
        },
        "servers": [{"url": base(is_test=asked.is_test)}],
        "paths": {**_reading(), **_writing()},
        "components": {"schemas": schemas.SCHEMAS, "responses": schemas.RESPONSES},
    }
    return Reply(root="openapi", body=body)


def _codes() -> list[str]:
    return list(open_services().values_list("code", flat=True))


def _reading() -> dict[str, Any]:
    locale, extensions = query("locale", schemas.LOCALE), query("extensions", schemas.TEXT)
    code = path_of("service_code")
    number = path_of("service_request_id")
    return {
        "/discovery.json": {"get": schemas.get("Endpoints and formats", "Discovery", [locale])},
        "/services.json": {"get": schemas.get("Services", listed("Service"), [locale, schemas.JURISDICTION])},
        "/services/{service_code}.json": {
            "get": schemas.get("What a service asks", "Definition", [code, locale, schemas.JURISDICTION])
        },
        "/requests/{service_request_id}.json": {
            "get": schemas.get("One request", listed("Request"), [number, locale, extensions, schemas.JURISDICTION])
        },
        "/tokens/{token}.json": {
            "get": schemas.get("The number of a token", listed("Token"), [path_of("token"), schemas.JURISDICTION])
        },
    }


def _writing() -> dict[str, Any]:
    requests = schemas.get(WINDOW, listed("Request"), schemas.LIST_PARAMETERS)
    updates = schemas.get(WINDOW, listed("Update"), schemas.UPDATE_PARAMETERS)
    return {
        "/requests.json": {"get": requests, "post": schemas.post("Report", schemas.report(_codes()), "Posted")},
        "/servicerequestupdates.json": {
            "get": updates,
            "post": schemas.post("Tell how a request goes on", schemas.UPDATE_FORM, "PostedUpdate"),
        },
    }
