"""What the Finnish reference server's importer does with our answers: its parsing, its schema, its XML to JSON."""

from __future__ import annotations

import datetime as dt
import json
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from kuulu.channels.feedback.tests.factories import make_feedback
from kuulu.commons.matters.models import Matter

from .conftest import Api

TEXT = {"type": "string"}
TEXT_OR_NULL = {"anyOf": [TEXT, {"type": "null"}]}
#: the shape that its own tests hold every answer to
SCHEMA = {
    "type": "object",
    "properties": {
        **dict.fromkeys(
            [
                "service_request_id",
                "status",
                "status_notes",
                "service_name",
                "service_code",
                "description",
                "agency_responsible",
                "service_notice",
                "requested_datetime",
                "address",
                "address_id",
                "zipcode",
                "media_url",
            ],
            TEXT,
        ),
        "updated_datetime": TEXT_OR_NULL,
        "expected_datetime": TEXT_OR_NULL,
        "lat": {"type": "number"},
        "long": {"type": "number"},
        "extended_attributes": {"type": "object"},
    },
    "required": [
        "service_request_id",
        "status",
        "service_name",
        "service_code",
        "description",
        "agency_responsible",
        "service_notice",
        "requested_datetime",
        "updated_datetime",
        "expected_datetime",
    ],
}
#: columns of its table that may be blank but never NULL
NOT_NULL = [
    "address",
    "agency_responsible",
    "description",
    "service_code",
    "service_name",
    "service_notice",
    "service_request_id",
    "status",
    "status_notes",
]
TIMES = ("requested_datetime", "updated_datetime", "expected_datetime")


def sparkified(node):
    """XML to JSON as it does it: like children make a list, empty elements vanish."""
    children = list(node)
    if children and all(child.tag == children[0].tag for child in children):
        return [sparkified(child) for child in children]
    return {
        child.tag: sparkified(child) if len(child) else child.text for child in children if len(child) or child.text
    }


def imported(row):
    """One row taken in as it takes it: times parsed, a point made of both coordinates, blanks kept, nulls refused."""
    kept = dict(row)
    for name in TIMES:
        if name in kept:
            kept[name] = dt.datetime.fromisoformat(kept[name])  # of null: its ParseError
            assert kept[name].tzinfo
    if "lat" in kept and "long" in kept:
        kept["location"] = (float(kept.pop("long")), float(kept.pop("lat")))
    assert not [name for name in NOT_NULL if name in kept and kept[name] is None]  # its IntegrityError
    assert isinstance(kept.get("extended_attributes", {}), dict)
    return kept


@pytest.fixture
def three_kinds(service):
    """One with everything, one with nothing, and one whose times are unknown."""
    make_feedback(
        public=True, category=service, lat=61.6886, lon=27.2723, address="Tori 1, 50100 Mikkeli", title="Monttu"
    )
    make_feedback(public=True, category=service)
    bare = make_feedback(public=True, category=service)
    Matter.objects.filter(pk=bare.pk).update(due_at=None, unit=None, stage="closed", ended_at=None)


@pytest.mark.parametrize("extensions", ["false", "true"])
def test_json_is_taken_in(three_kinds, db, extensions):
    rows = Api("json").requests(extensions=extensions).rows
    assert len(rows) == 3 and len([imported(row) for row in rows if imported(row)["expected_datetime"]]) == 3
    for row in rows:
        jsonschema.validate(row, SCHEMA)
        assert ("extended_attributes" in row) == (extensions == "true")


@pytest.mark.parametrize("extensions", ["false", "true"])
def test_xml_is_taken_in(three_kinds, db, extensions):
    content = Api("xml").requests(extensions=extensions).response.content
    rows = json.loads(json.dumps(sparkified(ET.fromstring(content))))
    assert len(rows) == 3 and all(imported(row)["expected_datetime"] for row in rows)


def test_what_it_asks_of_lists_holds(three_kinds, db):
    api = Api("json")
    rows = api.requests(lat=61.6886, long=27.2723, radius=1000).rows
    assert rows and all(float(row["distance"]) < 1000 for row in rows)
    moment = "2026-07-24T12:01:44Z"
    assert all(row["updated_datetime"] > moment for row in api.requests(updated_after=moment).rows)
    assert all(row["requested_datetime"] < moment for row in api.requests(end_date=moment).rows)


def test_log_and_states_are_those_of_the_shared_description(three_kinds, db):
    for row in Api("json").requests(extensions="all").rows:
        assert row["status"] in ("open", "closed") and row["extended_attributes"]["title"]
        for entry in row["extended_attributes"]["log"]:
            assert entry["status"] in ("received", "allocated", "handling", "done")
            assert entry["time"] and isinstance(entry["note"], str) and isinstance(entry["handler"], str)
