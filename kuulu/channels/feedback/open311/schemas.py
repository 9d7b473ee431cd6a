"""The shapes of what the API takes and gives, in OpenAPI's words."""

from __future__ import annotations

from typing import Any, Final

from ..actions.outside import MEANINGS

Shape = dict[str, Any]

TEXT: Final[Shape] = {"type": "string"}
TIME: Final[Shape] = {"type": "string", "format": "date-time"}
ADDRESS: Final[Shape] = {"type": "string", "format": "uri"}
NUMBER: Final[Shape] = {"type": "number"}
FLAG: Final[Shape] = {"type": "boolean"}
LOCALE: Final[Shape] = {"type": "string", "enum": ["fi", "fi-simple", "sv", "en"]}


def shape(names: str, /, **properties: Shape) -> Shape:
    """An object with these properties, of which the named ones are always there."""
    return {"type": "object", "properties": properties, **({"required": names.split()} if names else {})}


def array(items: Shape) -> Shape:
    return {"type": "array", "items": items}


def listed(name: str) -> Shape:
    """A bare array of a named shape."""
    return array({"$ref": f"#/components/schemas/{name}"})


EXTENDED: Final = shape(
    "",
    title=TEXT,
    detailed_status=TEXT,
    media_urls=array(ADDRESS),
    service_object_id=TEXT,
    service_object_type=TEXT,
    log=array(shape("time status", time=TIME, status=TEXT, note=TEXT, handler=TEXT, attachment_url=ADDRESS)),
    notes=array(shape("datetime description", datetime=TIME, description=TEXT, type=TEXT)),
    attributes=array(shape("label name value code", label=TEXT, name=TEXT, value=TEXT, code=TEXT)),
)
REQUEST: Final = shape(
    "service_request_id status status_notes service_name service_code description agency_responsible service_notice"
    " requested_datetime updated_datetime expected_datetime address address_id zipcode",
    service_request_id=TEXT,
    status={"type": "string", "enum": ["open", "closed"]},
    status_notes=TEXT,
    service_name=TEXT,
    service_code=TEXT,
    description=TEXT,
    agency_responsible=TEXT,
    service_notice=TEXT,
    requested_datetime=TIME,
    updated_datetime=TIME,
    expected_datetime=TIME,
    address=TEXT,
    address_id=TEXT,
    zipcode=TEXT,
    lat=NUMBER,
    long=NUMBER,
    media_url=ADDRESS,
    distance=NUMBER,
    extended_attributes=EXTENDED,
)
ATTRIBUTE: Final = shape(
    "variable code datatype required datatype_description order description",
    variable=FLAG,
    code=TEXT,
    datatype={
        "type": "string",
        "enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"],
    },
    required=FLAG,
    datatype_description=TEXT,
    order={"type": "integer", "minimum": 1},
    description=TEXT,
    values=array(shape("key name", key=TEXT, name=TEXT)),
)
ENDPOINT: Final = shape(
    "specification url changeset type formats",
    specification=TEXT,
    url=ADDRESS,
    changeset=TIME,
    type={"type": "string", "enum": ["production", "test"]},
    formats=array(TEXT),
)
SCHEMAS: Final[dict[str, Shape]] = {
    "Request": REQUEST,
    "Service": shape(
        "service_code service_name description metadata type keywords group",
        service_code=TEXT,
        service_name=TEXT,
        description=TEXT,
        metadata=FLAG,
        type={"type": "string", "enum": ["realtime", "batch", "blackbox"]},
        keywords=TEXT,
        group=TEXT,
        groups=array(TEXT),
    ),
    "Definition": shape("service_code attributes", service_code=TEXT, attributes=array(ATTRIBUTE)),
    "Discovery": shape(
        "changeset contact key_service endpoints",
        changeset=TIME,
        contact=TEXT,
        key_service=TEXT,
        endpoints=array(ENDPOINT),
    ),
    "Token": shape("service_request_id token", service_request_id=TEXT, token=TEXT),
    "Posted": array(shape("service_request_id", service_request_id=TEXT, service_notice=TEXT, account_id=TEXT)),
    "PostedUpdate": array(shape("update_id", update_id=TEXT)),
    "Update": shape(
        "update_id service_request_id status description updated_datetime",
        update_id=TEXT,
        service_request_id=TEXT,
        status={"type": "string", "enum": list(MEANINGS)},
        description=TEXT,
        updated_datetime=TIME,
        media_url=ADDRESS,
        external_status_code=TEXT,
        customer_reference=TEXT,
    ),
    "Errors": array(shape("code description", code={"type": "integer"}, description=TEXT)),
}
RESPONSES: Final = {
    "Errors": {
        "description": "What is wrong, every fault at once, for the user to read",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Errors"}}},
    }
}


def query(name: str, schema: Shape, words: str = "") -> Shape:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": words}


def path_of(name: str) -> Shape:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,60}$"},
    }


JURISDICTION: Final = query("jurisdiction_id", TEXT, "May be left out.")
COUNT: Final[Shape] = {"type": "integer", "minimum": 1, "maximum": 999_999_999}
SPAN: Final = [query(name, TIME) for name in ("start_date", "end_date")]
PAGING: Final = [query("page", COUNT), query("page_size", COUNT)]
LIST_PARAMETERS: Final = [
    query("service_request_id", TEXT, "A comma list; overrides all other parameters."),
    query("service_code", TEXT, "A comma list."),
    query("status", {"type": "string", "enum": ["open", "closed", "open,closed"]}),
    *SPAN,
    *(query(name, TIME) for name in ("updated_after", "updated_before")),
    query("lat", {"type": "number", "minimum": -90, "maximum": 90}),
    query("long", {"type": "number", "minimum": -180, "maximum": 180}),
    query("radius", {"type": "number", "minimum": 0, "maximum": 20_100_000}, "Metres."),
    query("bbox", TEXT, "left,bottom,right,top in degrees."),
    query("search", TEXT),
    query("agency_responsible", TEXT),
    query("service_object_id", TEXT),
    query("service_object_type", TEXT),
    query(
        "order_by",
        TEXT,
        "requested_datetime, updated_datetime, service_code, status or distance; - before it turns it.",
    ),
    *PAGING,
    query("extensions", TEXT, "true, all, or a comma list of names."),
    query("locale", LOCALE),
    JURISDICTION,
    query("api_key", TEXT, "Needed for nothing; a key may read its own private requests one by one."),
]
UPDATE_PARAMETERS: Final = [query("service_request_id", TEXT), *SPAN, *PAGING, query("locale", LOCALE), JURISDICTION]

UPDATE_FORM: Final = shape(
    "api_key service_request_id status",
    api_key=TEXT,
    service_request_id=TEXT,
    update_id={"type": "string", "maxLength": 120},
    status={"type": "string", "enum": list(MEANINGS)},
    description={"type": "string", "maxLength": 4000},
    updated_datetime=TIME,
    media_url=ADDRESS,
    external_status_code={"type": "string", "maxLength": 60},
    customer_reference={"type": "string", "maxLength": 120},
)


def report(codes: list[str]) -> Shape:
    """The form of a report; one of lat and long, address_string and address_id says where."""
    short: Shape = {"type": "string", "maxLength": 120}
    return shape(
        "api_key service_code",
        api_key=TEXT,
        service_code={"type": "string", "enum": codes} if codes else TEXT,
        lat={"type": "number", "minimum": -90, "maximum": 90},
        long={"type": "number", "minimum": -180, "maximum": 180},
        address_string={"type": "string", "maxLength": 200},
        address_id=TEXT,
        description={"type": "string", "maxLength": 4000},
        title={"type": "string", "maxLength": 200},
        email={"type": "string", "format": "email"},
        first_name={"type": "string", "maxLength": 60},
        last_name={"type": "string", "maxLength": 60},
        phone={"type": "string", "maxLength": 40},
        device_id=short,
        account_id=short,
        media_url=ADDRESS,
        service_object_id=short,
        service_object_type={"type": "string", "maxLength": 200},
    )


def _answers(schema: Shape, *errors: int) -> Shape:
    known = {str(status): {"$ref": "#/components/responses/Errors"} for status in errors}
    return {"200": {"description": "The answer", "content": {"application/json": {"schema": schema}}}, **known}


def get(words: str, schema: Shape | str, parameters: list[Shape]) -> Shape:
    """Reading, open to all."""
    found = {"$ref": f"#/components/schemas/{schema}"} if isinstance(schema, str) else schema
    return {"summary": words, "parameters": parameters, "responses": _answers(found, 400, 404, 429)}


def post(words: str, form: Shape, schema: str) -> Shape:
    """Writing, by whoever has a key."""
    content = {kind: {"schema": form} for kind in ("application/x-www-form-urlencoded", "multipart/form-data")}
    answers = _answers({"$ref": f"#/components/schemas/{schema}"}, 400, 403, 404, 429)
    return {"summary": words, "requestBody": {"required": True, "content": content}, "responses": answers}
