"""2.6 POST requests, 2.7 tokens, and the test endpoint."""

from __future__ import annotations

import base64

import pytest

from kuulu.channels.feedback.models import Category, Feedback
from kuulu.channels.feedback.tests.factories import make_category
from kuulu.commons.places.models import Place
from kuulu.foundation import clock

from .conftest import INSIDE, make_key

GOOD = {"service_code": "kuopat", "description": "Syvä kuoppa.\n\nToinen rivi.", **INSIDE}


def only():
    return Feedback.objects.select_related("matter").get()


def refused(answer, *words, status=400):
    assert answer.status == status, answer.words
    assert not Feedback.objects.exists()
    for word in words:
        assert word in answer.words, answer.words


def test_p1_p5_a_report_is_received_with_its_number_at_once(api, service, key):
    answer = api.post(api_key=key, **GOOD, account_id="7", locale="en")
    feedback = only()
    assert answer.status == 200 and answer.row["service_request_id"] == feedback.matter.reference
    assert answer.row["account_id"] == "7" and "answer by" in answer.row["service_notice"]
    assert feedback.text == GOOD["description"] and feedback.source == "api" and feedback.matter.unit == service.unit
    assert (feedback.matter.lat, feedback.matter.lon) == (61.6886, 27.2723)


@pytest.mark.parametrize(
    "where", [{}, {"lat": "61.68"}, {"long": "27.2"}, {"lat": "", "long": "", "address_string": " "}]
)
def test_p1_without_a_place_it_is_not_received(api, service, key, where):
    refused(api.post(api_key=key, service_code="kuopat", description="x", **where, locale="en"), "lat")


def test_p1_a_service_that_asks_no_place_takes_reports_without(api, key):
    make_category("kiitos", placing="none")
    assert api.post(api_key=key, service_code="kiitos", description="Kiitos!").status == 200


def test_p1_an_address_is_enough(api, service, key):
    assert api.post(api_key=key, service_code="kuopat", address_string="Savilahdenkatu 10").status == 200
    assert only().matter.address == "Savilahdenkatu 10" and only().text == "Kuopat kadussa"


def test_p1_a_place_of_ours_is_enough(api, service, key):
    place = Place.objects.create(
        kind="service", name="Kirjasto", search="kirjasto", lat=61.69, lon=27.27, postcode="50100"
    )
    assert api.post(api_key=key, service_code="kuopat", address_id=str(place.pk)).status == 200
    assert only().matter.place == place
    assert api.get(f"v2/requests/{only().matter.reference}", api_key=key).row["address_id"] == str(place.pk)


@pytest.mark.parametrize("address_id", ["999999", "x", "-1", "99999999999999999999", "1.5", "1 OR 1=1", "٣"])
def test_p1_a_place_we_do_not_have_is_a_fault(api, service, key, address_id):
    refused(api.post(api_key=key, service_code="kuopat", address_id=address_id, locale="en"), "address_id")


@pytest.mark.parametrize(
    "lat, long, word",
    [
        ("27.2723", "61.6886", "swapped"), ("60.17", "24.94", "not in"), ("91", "27", "-90"), ("61", "181", "-90"),
        ("NaN", "27.27", "decimal"), ("inf", "27.27", "decimal"), ("1e400", "27", "decimal"), ("61,6", "x", "decimal"),
        ("0x3d", "27.2", "decimal"), ("6168860000000000", "27", "decimal"), ("61.68°", "27", "decimal"),
    ],
)  # fmt: skip
def test_p1_a_point_that_cannot_be_is_told_why(api, service, key, lat, long, word):
    refused(api.post(api_key=key, **{**GOOD, "lat": lat, "long": long}, locale="en"), word)


def test_p1_a_service_may_take_points_outside_the_city(api, service, key):
    Category.objects.update(outside_city_ok=True)
    assert api.post(api_key=key, **{**GOOD, "lat": "60.17", "long": "24.94"}).status == 200


def test_p2_a_description_may_have_four_thousand_characters(api, service, key):
    refused(api.post(api_key=key, **{**GOOD, "description": "ä" * 4001}, locale="en"), "4000")
    assert api.post(api_key=key, **{**GOOD, "description": "ä" * 4000}).status == 200 and len(only().text) == 4000


def test_p2_a_service_may_ask_for_more_words(api, service, key):
    Category.objects.update(shortest_text=10)
    refused(api.post(api_key=key, **{**GOOD, "description": "Kuoppa"}, locale="en"), "description", "10")
    refused(api.post(api_key=key, **{**GOOD, "description": ""}, locale="en"), "description")


def test_p2_html_stays_mere_text(api, service, key):
    secret = key
    api.post(api_key=secret, **{**GOOD, "description": "<script>alert(1)</script> & co"})
    row = api.get(f"v2/requests/{only().matter.reference}", api_key=secret).row
    assert row["description"] == "<script>alert(1)</script> & co"


@pytest.mark.parametrize(
    "name, length", [("title", 201), ("address_string", 201), ("first_name", 61), ("phone", 41), ("device_id", 121)]
)
def test_p2_what_is_too_long_is_named(api, service, key, name, length):
    refused(api.post(api_key=key, **{**GOOD, name: "x" * length}, locale="en"), name)


def test_p2_an_address_of_mail_that_is_none_is_a_fault(api, service, key):
    refused(api.post(api_key=key, **GOOD, email="maija(at)example.org", locale="en"), "email")


def test_p3_p4_answers_are_taken_in_every_way_they_are_sent(api, asking, key):
    answers = {
        "attribute[size]": "b", "attribute[signs][]": ["s", "b"], "attribute[depth]": "0,5",
        "attribute[seen]": "2026-01-31T12:00:00+02:00", "attribute[word]": "yksi\nkaksi", "attribute[story]": "a\nb",
        "attribute[hint]": "never stored",
    }  # fmt: skip
    assert api.post(api_key=key, **GOOD, **answers).status == 200
    assert only().answers == {
        "size": "b", "signs": ["s", "b"], "depth": "0.5", "seen": "2026-01-31T10:00:00Z",
        "word": "yksi kaksi", "story": "a\nb",
    }  # fmt: skip


def test_p3_many_values_may_come_by_naming_the_attribute_again(api, asking, key):
    body = "service_code=kuopat&address_string=Tori&attribute%5Bsize%5D=s&attribute[signs]=s&attribute%5Bsigns%5D=b"
    path = f"/open311/v2/requests.{api.form}?api_key={key}&jurisdiction_id=mikkeli.fi"
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    assert api.client.post(path, body, content_type=kind).status_code == 200
    assert only().answers == {"size": "s", "signs": ["s", "b"]}


@pytest.mark.parametrize(
    "answers, word",
    [
        ({}, "size"), ({"size": "huge"}, "size"), ({"size": ["s", "b"]}, "size"), ({"size": "s", "depth": "deep"}, "depth"),
        ({"size": "s", "depth": "NaN"}, "depth"), ({"size": "s", "seen": "yesterday"}, "seen"),
        ({"size": "s", "signs": ["s", "x"]}, "signs"), ({"size": "s", "nothing": "x"}, "nothing"),
        ({"size": "s", "word": "x" * 401}, "word"), ({"size": "s", "story": "x" * 4001}, "story"),
    ],
)  # fmt: skip
def test_p4_answers_that_do_not_fit_are_named(api, asking, key, answers, word):
    fields = {f"attribute[{code}]": value for code, value in answers.items()}
    refused(api.post(api_key=key, **GOOD, **fields, locale="en"), f"attribute[{word}]")


def test_x4_all_faults_come_in_one_answer(api, asking, key):
    wrong = {"lat": "x", "long": "27", "email": "no", "description": "x" * 5000, "service_object_id": "1"}
    answer = api.post(api_key=key, service_code="kuopat", **wrong, locale="en")
    refused(answer, "lat", "email", "description", "service_object_type", "attribute[size]")
    assert len(answer.rows) == 5


def test_p6_what_is_unknown_is_404_what_is_missing_400_and_what_may_not_403(api, service, key):
    refused(api.post(api_key=key, **{**GOOD, "service_code": "nothing"}), status=404)
    refused(api.post(api_key=key, **GOOD, jurisdiction_id="sfgov.org"), status=404)
    refused(api.post(api_key=key, description="x", locale="en"), "service_code", "lat", status=400)
    refused(api.post(**GOOD, locale="en"), "api_key", status=403)
    refused(api.post(api_key="wrong", **GOOD), status=403)


@pytest.mark.parametrize("state", ["waiting", "closed"])
def test_p6_a_key_not_in_use_is_refused(api, service, state):
    refused(api.post(api_key=make_key(state=state)[1], **GOOD), status=403)


def test_g7_a_report_may_bring_its_key_in_the_address(api, service, key):
    def sent(words):
        basic = base64.b64encode(words.encode()).decode()
        fields = {"service_code": "kuopat", "description": "Kuoppa", **INSIDE}
        return api.client.post(
            f"/open311/v2/requests.{api.form}", fields, headers={"Authorization": f"Basic {basic}"}
        ).status_code

    assert [sent(f"{key}:"), sent(f":{key}"), sent("x:y"), sent(":"), sent("")] == [200, 200, 403, 403, 403]
    bent = api.client.get(f"/open311/v2/requests.{api.form}", headers={"Authorization": "Basic åäö"})
    assert bent.status_code == 200


def test_p6_a_test_key_does_not_work_in_production(api, service, test_key):
    refused(api.post(api_key=test_key, **GOOD, locale="en"), "test", status=403)


def test_p8_an_outside_object_needs_its_kind_and_is_kept(api, service, key):
    refused(api.post(api_key=key, **GOOD, service_object_id="10844", locale="en"), "service_object_type")
    about = {"service_object_id": "10844", "service_object_type": "http://www.hel.fi/servicemap/v2"}
    assert api.post(api_key=key, **GOOD, **about).status == 200
    row = only()
    assert (row.service_object_id, row.service_object_type) == tuple(about.values())
    assert api.ids(service_object_id="10844") == []  # private to the public until checked


def test_p9_the_same_post_again_is_the_same_report(api, service, key):
    first = api.post(api_key=key, **GOOD, device_id="d1").row["service_request_id"]
    assert api.post(api_key=key, **GOOD, device_id="d1").row["service_request_id"] == first
    others = [
        api.post(api_key=key, **GOOD, device_id="d2"),
        api.post(api_key=key, **{**GOOD, "lat": "61.7"}, device_id="d1"),
        api.post(api_key=make_key()[1], **GOOD, device_id="d1"),
    ]
    assert len({first, *(other.row["service_request_id"] for other in others)}) == 4


def test_p9_after_a_while_the_same_words_are_a_new_report(api, service, key):
    import datetime as dt

    import time_machine

    now = clock.now()
    ids = set()
    for minutes in (0, 9, 25):
        with time_machine.travel(now + dt.timedelta(minutes=minutes), tick=False):
            ids.add(api.post(api_key=key, **GOOD).row["service_request_id"])
    assert len(ids) == 2


def test_p11_it_is_in_no_list_until_checked_yet_answers_by_its_number(api, service, key):
    reference = api.post(api_key=key, **GOOD).row["service_request_id"]
    assert only().check_state == "waiting" and api.ids() == []
    row = api.get(f"v2/requests/{reference}").row
    assert row["status"] == "open" and row["description"] == "" and row["service_code"] == "kuopat"


def test_a_key_may_have_its_reports_kept_private(api, service):
    secret = make_key(posts_wish_public=False)[1]
    reference = api.post(api_key=secret, **GOOD).row["service_request_id"]
    assert only().wishes_public is False
    assert api.get(f"v2/requests/{reference}").status == 404
    assert api.get(f"v2/requests/{reference}", api_key=secret).status == 200


def test_p12_every_service_is_handled_at_once_and_its_number_is_its_token(api, asking, key):
    assert {row["type"] for row in api.get("v2/services").rows} == {"realtime"}
    row = api.post(api_key=key, **GOOD, **{"attribute[size]": "s"}).row
    assert "token" not in row and api.get(f"v2/tokens/{row['service_request_id']}").status == 200


def test_t1_a_token_is_ready_at_once_and_an_unknown_one_is_unknown(api, service, key):
    reference = api.post(api_key=key, **GOOD).row["service_request_id"]
    row = api.get(f"v2/tokens/{reference}").row
    assert row == {"service_request_id": reference, "token": reference}
    assert api.get("v2/tokens/nothing").status == 404
