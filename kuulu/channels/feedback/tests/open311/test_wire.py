"""2.2 XML to JSON: roots fall away, lists stay lists, words become booleans, empties are as clients can bear them."""

from __future__ import annotations

import datetime as dt

import pytest

from kuulu.channels.feedback.open311.times import read, told
from kuulu.channels.feedback.open311.wire import Reply, to_json, to_xml
from kuulu.channels.feedback.tests.factories import make_feedback

from .conftest import Api, make_key

TIMES = ("requested_datetime", "updated_datetime", "expected_datetime")
TEXTS = [
    "status_notes",
    "description",
    "agency_responsible",
    "service_notice",
    "address",
    "address_id",
    "zipcode",
    "service_name",
    "service_code",
]


def test_j1_lists_are_bare_arrays_and_documents_bare_objects(json_api, asking):
    for path, kind in {"services": list, "requests": list, "services/kuopat": dict, "discovery": dict}.items():
        assert type(json_api.get(f"v2/{path}").body) is kind
    assert type(json_api.get("v2/services/none").body) is list


@pytest.mark.parametrize(
    "path, root, entry",
    [
        ("services", "services", "service"),
        ("requests", "service_requests", "request"),
        ("services/kuopat", "service_definition", None),
        ("discovery", "discovery", None),
        ("servicerequestupdates", "service_request_updates", "request_update"),
    ],
)
def test_j1_roots_and_entries_have_the_names_of_the_specification(db, public, path, root, entry):
    tree = Api("xml").get(f"v2/{path}").root
    assert tree.tag == root and (entry is None or {child.tag for child in tree} <= {entry})


def test_p5_t1_i1_u2_lists_of_one_have_the_names_of_the_specification(db, public, key):
    xml, reference, unit = Api("xml"), public.matter.reference, make_key(unit=public.matter.unit)[1]
    told = {"service_request_id": reference, "status": "IN_PROGRESS", "description": "Menossa", "update_id": "1"}
    answers = [
        (xml.post(api_key=key, service_code="kuopat", address_string="Tori"), "service_requests", "request"),
        (xml.get(f"v2/requests/{reference}"), "service_requests", "request"),
        (xml.get(f"v2/tokens/{reference}"), "service_requests", "request"),
        (xml.post("v2/servicerequestupdates", api_key=unit, **told), "service_request_updates", "request_update"),
    ]
    for answer, root, entry in answers:
        assert answer.status == 200 and answer.root.tag == root and [child.tag for child in answer.root] == [entry]


def test_j2_a_list_of_one_is_a_list(json_api, public, key):
    reference = public.matter.reference
    for path in (f"v2/requests/{reference}", f"v2/tokens/{reference}"):
        assert len(json_api.get(path).body) == 1
    assert len(json_api.post(api_key=key, service_code="kuopat", address_string="Tori").body) == 1


def test_j3_flags_and_numbers_have_their_types(json_api, public, asking):
    (service,) = json_api.get("v2/services").body
    assert service["metadata"] is True
    first, *_others, last = json_api.get("v2/services/kuopat").body["attributes"]
    assert first["required"] is True and first["variable"] is True and last["variable"] is False
    assert first["order"] == 1 and isinstance(json_api.requests().row["lat"], float)


def test_j3_flags_are_words_in_xml(db, asking):
    tree = Api("xml").get("v2/services/kuopat").root
    assert (
        {one.text for one in tree.iter("required")} == {"true", "false"} == {one.text for one in tree.iter("variable")}
    )


def test_j4_numbers_of_things_are_texts(json_api, service, key):
    row = json_api.post(api_key=key, service_code="kuopat", address_string="Tori", account_id="006").row
    assert row["account_id"] == "006" and isinstance(row["service_request_id"], str)


@pytest.fixture
def bare(service):
    """A request of which nothing more is known."""
    service.unit = None
    service.save()
    feedback = make_feedback(public=True, category=service)
    type(feedback.matter).objects.filter(pk=feedback.pk).update(due_at=None, unit=None)
    return feedback


def test_j5_an_unknown_text_is_empty_an_unknown_picture_or_point_is_left_out_and_times_are_real(json_api, bare):
    row = json_api.requests().row
    assert {name: type(row[name]) for name in TEXTS} == dict.fromkeys(TEXTS, str)
    assert not {"media_url", "lat", "long"} & row.keys() and None not in row.values()
    assert all(dt.datetime.fromisoformat(row[name]).tzinfo for name in TIMES)


def test_j5_every_element_is_present_in_xml(db, bare):
    (row,) = Api("xml").requests().root
    assert {child.tag for child in row} >= {*TIMES, *TEXTS, "media_url", "lat", "long"}
    assert row.find("media_url").text is None and row.find("expected_datetime").text


def test_both_formats_say_the_same(db, public):
    xml, plain = Api("xml").requests(extensions="all").row, Api("json").requests(extensions="all").row
    for name, value in plain.items():
        if name != "extended_attributes":
            assert xml[name] == str(value)


def test_nothing_that_is_no_json_is_ever_written():
    with pytest.raises(ValueError):
        to_json(Reply(root="x", body=[{"lat": float("nan")}]))
    assert to_json(Reply(root="x", body=[{"a": "b\ud800c\x00"}])) == b'[{"a": "bc"}]'
    assert b"<a>&lt;b&gt;&amp;</a>" in to_xml(Reply(root="services", body=[{"a": "<b>&\x0c"}]))


@pytest.mark.parametrize(
    "text", ["2026-01-31T12:00:00Z", "2026-01-31T14:00:00+02:00", "2026-01-31T10:00:00.5-0200", "2026-01-31t12:00z"]
)
def test_times_are_read_with_any_zone(text):
    assert told(read(text)) == "2026-01-31T12:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "2026-13-01T00:00:00Z",
        "NaN",
        "2026-01-31T12:00:00+99:99",
    ],
)
def test_what_is_no_time_is_told_apart(text):
    with pytest.raises(ValueError):
        read(text)
