"""2.8 GET requests: what lists hold, and how they are asked for."""

from __future__ import annotations

import datetime as dt

import pytest

from kuulu.channels.feedback.tests.factories import make_category, make_feedback, make_unit
from kuulu.commons.matters.models import Matter
from kuulu.foundation import clock

FIELDS = [
    "service_request_id",
    "status",
    "status_notes",
    "service_name",
    "service_code",
    "description",
    "agency_responsible",
    "service_notice",
    "requested_datetime",
    "updated_datetime",
    "expected_datetime",
    "address",
    "address_id",
    "zipcode",
    "lat",
    "long",
    "media_url",
]


def aged(feedback, days):
    moment = clock.now() - dt.timedelta(days=days)
    Matter.objects.filter(pk=feedback.pk).update(opened_at=moment, changed_at=moment, published_at=moment)
    return feedback.matter.reference


def test_r9_every_field_of_the_specification_is_there(api, public):
    row = api.requests(locale="en").row
    if api.form == "xml":
        assert [field.tag for field in api.requests().root[0]] == FIELDS
    else:
        assert set(FIELDS) - set(row) == {"media_url"}
    assert row["service_request_id"] == public.matter.reference and row["status"] == "open"
    assert row["service_name"] == "Potholes" and row["agency_responsible"] == "kadut" and row["zipcode"] == "50100"
    assert (float(row["lat"]), float(row["long"])) == (61.6886, 27.2723)


def test_r9_open311_knows_only_open_and_closed(api, public):
    for stage, status in {
        "in_hand": "open",
        "answered": "closed",
        "carried_out": "closed",
        "declined": "closed",
    }.items():
        Matter.objects.filter(pk=public.pk).update(stage=stage, ended_at=clock.now() if status == "closed" else None)
        assert api.get(f"v2/requests/{public.matter.reference}").row["status"] == status


def test_r10_nothing_found_is_an_empty_list_and_no_fault(api, service):
    answer = api.requests()
    assert answer.status == 200 and answer.rows == []
    assert answer.response.content.endswith(b"<service_requests/>" if api.form == "xml" else b"[]")


def test_r1_ids_override_everything_else(api, public):
    wanted = {"service_request_id": f"{public.matter.reference},MLI-2000-00000", "status": "closed"}
    assert api.ids(**wanted, start_date="1999-01-01T00:00:00Z", end_date="nonsense") == [public.matter.reference]
    assert api.ids(service_request_id="MLI-2000-00000") == []


def test_r1_ids_override_the_page_and_the_place_too(api, public):
    wanted = {"service_request_id": public.matter.reference, "page": "2", "page_size": "1", "bbox": "0,0,1,1"}
    assert api.ids(**wanted, lat="0", long="0", radius="1", service_code="none", q="zzz", order_by="?") == [
        public.matter.reference
    ]


def test_r1_an_old_one_is_found_by_its_id(api, public):
    reference = aged(public, 300)
    assert api.ids() == [] and api.ids(service_request_id=reference.lower()) == [reference]


def test_r2_codes_and_statuses_come_as_comma_lists_or_again_and_again(api, public):
    other = make_feedback(public=True, category=make_category("valot"))
    both = {public.matter.reference, other.matter.reference}
    assert api.ids(service_code="valot") == [other.matter.reference]
    assert set(api.ids(service_code="valot,kuopat")) == both == set(api.ids(service_code=["valot", "kuopat"]))
    assert set(api.ids(status="open,closed")) == both == set(api.ids(status=["open", "closed"]))
    assert api.ids(status="closed") == [] and set(api.ids(status="OPEN")) == both


def test_r2_an_unknown_status_is_a_fault(api, service):
    assert api.requests(status="done").status == 400


def test_r3_borders_are_included_in_whole_seconds(api, public):
    told = api.requests().row["requested_datetime"]
    assert api.ids(start_date=told, end_date=told) == [public.matter.reference]


def test_r3_without_borders_the_last_ninety_days_are_meant(api, public):
    older = aged(make_feedback(public=True, category=public.category), 91)
    assert api.ids() == [public.matter.reference]
    start = (clock.now() - dt.timedelta(days=95)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert older in api.ids(start_date=start)


def test_r3_one_border_makes_the_other(api, public):
    old = aged(make_feedback(public=True, category=public.category), 100)
    moment = clock.now() - dt.timedelta(days=99)
    assert api.ids(end_date=moment.strftime("%Y-%m-%dT%H:%M:%SZ")) == [old]
    assert api.ids(start_date=(clock.now() - dt.timedelta(days=200)).strftime("%Y-%m-%dT%H:%M:%SZ")) == []


@pytest.mark.parametrize("end", ["2026-05-01T00:00:00Z", "2025-12-31T00:00:00Z"])
def test_r3_a_span_too_long_or_turned_round_is_a_fault(api, service, end):
    assert api.requests(start_date="2026-01-01T00:00:00Z", end_date=end).status == 400


def test_r4_the_newest_come_first(api, public):
    older = aged(make_feedback(public=True, category=public.category), 5)
    assert api.ids() == [public.matter.reference, older]


def test_r5_pages_tell_how_much_there_is_and_where_the_others_are(api, public):
    for days in (1, 2):
        aged(make_feedback(public=True, category=public.category), days)
    first = api.requests(page_size=2)
    assert len(first.rows) == 2
    assert [first[f"X-{name}"] for name in ("Result-Count", "Page-Count", "Page-Size")] == ["3", "2", "2"]
    assert "page=2" in first["X-Next-Page-URL"] and "X-Previous-Page-URL" not in first.response.headers
    second = api.requests(per_page=2, page=2)
    assert len(second.rows) == 1 and "page=1" in second["X-Previous-Page-URL"]
    assert not {r["service_request_id"] for r in first.rows} & {r["service_request_id"] for r in second.rows}
    assert api.requests(count=2, page=99).rows == []


def test_r5_a_page_holds_a_thousand_at_most(api, public):
    assert api.requests(page_size=5000)["X-Page-Size"] == "1000"


def test_r5_the_address_of_another_page_never_carries_the_key(api, public, key):
    make_feedback(public=True, category=public.category)
    assert key not in api.requests(page_size=1, api_key=key)["X-Next-Page-URL"]


@pytest.mark.parametrize("order", ["requested_datetime", "-updated_datetime", "service_code", "status", "-status"])
def test_r8_the_order_may_be_chosen(api, public, order):
    assert api.ids(order_by=order) == [public.matter.reference]
    assert api.requests(order_by=f"{order}__pk").status == 400


def test_r8_words_are_looked_for_in_what_the_public_may_read_only(api, public):
    public.text, public.public_text = "Kuoppa, Maija Esimerkki pihalla", "Kuoppa pihalla"
    public.save()
    assert api.ids(q="pihalla") == api.ids(search="PIHALLA") == [public.matter.reference]
    assert api.ids(q="Esimerkki") == []


def test_r8_by_the_unit_that_answers(api, public):
    make_unit("puistot")
    assert api.ids(agency_responsible="Kadut") == [public.matter.reference]
    assert api.ids(agency_responsible="puistot") == [] == api.ids(agency_responsible="nobody")
