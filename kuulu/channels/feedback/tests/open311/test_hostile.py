"""Bad input is told as such, never a fault of ours; and nothing of a person ever comes out."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from kuulu.channels.feedback.models import Feedback, TestRequest
from kuulu.channels.feedback.tests.factories import make_category, make_feedback

from .conftest import INSIDE, make_key

READING = [
    "service_request_id",
    "service_code",
    "status",
    "start_date",
    "end_date",
    "updated_after",
    "updated_before",
    "lat",
    "long",
    "radius",
    "bbox",
    "page",
    "page_size",
    "search",
    "q",
    "locale",
    "order_by",
    "agency_responsible",
    "extensions",
    "jurisdiction_id",
    "service_object_id",
    "api_key",
    "_x",
]
WRITING = [
    "service_code",
    "lat",
    "long",
    "address_string",
    "address_id",
    "description",
    "email",
    "device_id",
    "account_id",
    "first_name",
    "last_name",
    "phone",
    "title",
    "media_url",
    "service_object_id",
    "service_object_type",
    "attribute[size]",
    "attribute[]",
    "attribute[][]",
    "locale",
    "api_key",
    "jurisdiction_id",
]
JUNK = [
    "\x00", "a\x00b", "NaN", "inf", "-inf", "1e999", "-1", "0", "9" * 400, "9223372036854775808", "٣", "½", "'", "\"", "';--",
    "%s%n", "{x.__init__}", "{{ 7*7 }}", "../../etc/passwd", "\u202eabc", "🚲" * 50, "\ufffe\uffff", "\ud83d".encode("utf-8", "surrogatepass").decode("latin-1"),
    "x" * 20_000, ",,,", ";", "true", "[]", "null", "2026-01-01", "0000-00-00T00:00:00Z", "27.27,61.68,NaN,1", "<script>", "\r\nX: y",
]  # fmt: skip


@pytest.fixture
def surrounded(service):
    make_category("toinen")
    return make_feedback(public=True, category=service, lat=61.6886, lon=27.2723)


@pytest.mark.parametrize("name", READING)
def test_no_parameter_of_a_list_makes_a_fault_of_ours(json_api, surrounded, name):
    for junk in JUNK:
        for path in ("v2/requests", "v2/servicerequestupdates", "test/v2/requests"):
            answer = json_api.get(path, **{name: junk})
            assert answer.status in (200, 400, 404), (path, name, junk[:40], answer.status)


@pytest.mark.parametrize("name", WRITING)
def test_no_field_of_a_report_makes_a_fault_of_ours(json_api, surrounded, name):
    secret = make_key(posts_per_hour=10_000)[1]
    for junk in JUNK:
        fields = {"api_key": secret, "service_code": "kuopat", "description": "x", **INSIDE, name: junk}
        answer = json_api.post(**fields)
        assert answer.status in (200, 400, 403, 404, 429), (name, junk[:40], answer.status)


def test_a_megabyte_of_text_is_refused_and_not_chewed(api, surrounded, key):
    assert api.requests(q="x" * 1_000_000).status == 400
    for name in ("description", "title", "email", "service_code", "attribute[size]", "locale"):
        fields = {"api_key": key, "service_code": "kuopat", **INSIDE, name: "x" * 1_000_000}
        assert api.post(**fields).status in (400, 404) or name == "locale"


@pytest.mark.parametrize("junk", ["%00", "%ff%fe", "x" * 3000, "..%2f..", "%F0%9F%9A%B2", "a%0d%0aX:y", "%25s", "'"])
@pytest.mark.parametrize("resource", ["services", "requests", "tokens"])
def test_no_address_makes_a_fault_of_ours(api, surrounded, resource, junk):
    assert api.client.get(f"/open311/v2/{resource}/{junk}.{api.form}").status_code in (400, 404)


@pytest.mark.parametrize(
    "kind, body",
    [
        ("application/json", b'{"service_code": "kuopat"}'),
        ("multipart/form-data", b"--x"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a'),
        ("multipart/form-data; boundary=" + "b" * 500, b"x"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"service_code=+ADw-"),
        ("application/x-www-form-urlencoded; charset=nothing", b"a=b"),
        ("application/x-www-form-urlencoded", b"\xff\xfe\x00=%ff&" * 50),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(3000))),
        ("application/x-www-form-urlencoded", b"description=" + b"x" * 5_000_000),
        ("text/xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        ("", b""),
    ],
)
def test_no_body_makes_a_fault_of_ours(api, surrounded, key, kind, body):
    response = api.client.generic("POST", f"/open311/v2/requests.{api.form}?locale=en", body, content_type=kind)
    assert response.status_code in (400, 403) and response.headers["Content-Type"].startswith(
        ("text/xml", "application/json")
    )


def test_lookups_of_the_database_are_no_parameters(api, surrounded):
    plain = api.requests(page=1).rows
    for name in (
        "feedback__sender_email__startswith",
        "_connector",
        "opened_by__email",
        "reference__in",
        "order_by__raw",
    ):
        assert api.requests(**{name: "m"}).rows == plain


PRIVATE = {
    "email": "maija.salainen@example.org", "first_name": "Maijastiina", "last_name": "Salaperäinen", "phone": "0401234567",
    "device_id": "laite-9f8e7d",
}  # fmt: skip
OWN = {"account_id": "tili-123456"}  # told back to the sender in the answer to the post, and never again


def everything_asked(api, reference, secret) -> Iterator[str]:
    for path in ("v2", "test/v2"):
        for params in (
            {},
            {"extensions": "all"},
            {"extensions": "all", "api_key": secret},
            {"q": "Maijastiina"},
            {"q": PRIVATE["email"]},
        ):
            yield api.get(f"{path}/requests", **params).response.content.decode()
            yield api.get(f"{path}/servicerequestupdates", **params).response.content.decode()
            yield api.get(f"{path}/requests/{reference}", **params).response.content.decode()
            yield api.get(f"{path}/tokens/{reference}", **params).response.content.decode()


def test_p10_nothing_of_the_sender_ever_comes_out(api, service, caplog, mailoutbox):
    from kuulu.channels.feedback.tests.factories import make_public

    caplog.set_level(logging.DEBUG, logger="kuulu")
    secret = make_key()[1]
    answer = api.post(api_key=secret, service_code="kuopat", description="Kuoppa", **INSIDE, **PRIVATE, **OWN)
    reference = answer.row["service_request_id"]
    feedback = Feedback.objects.get()
    assert feedback.sender_email == PRIVATE["email"] and feedback.sender_name == "Maijastiina Salaperäinen"
    test_reference = api.post("test/v2/requests", api_key=secret, service_code="kuopat", **INSIDE, **PRIVATE).row[
        "service_request_id"
    ]
    said = [
        answer.response.content.decode(),
        *everything_asked(api, reference, secret),
        *everything_asked(api, test_reference, secret),
    ]
    make_public(feedback)
    said += everything_asked(api, reference, secret)
    said += [api.post(api_key=secret, service_code="kuopat", lat="x", long="y", **PRIVATE).response.content.decode()]
    logged = " ".join(record.getMessage() for record in caplog.records)
    for word in PRIVATE.values():
        assert not [text for text in said if word in text] and word not in logged
        assert word not in str(TestRequest.objects.values())
    assert not [text for text in said[1:] if OWN["account_id"] in text]


def test_keys_are_kept_as_digests_only(db):
    own, secret = make_key()
    kept = str(type(own).objects.values().get(pk=own.pk))
    assert secret not in kept and own.digest != secret and own.shown_start == secret[:8]
