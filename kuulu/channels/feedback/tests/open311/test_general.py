"""2.1 General: formats, times, empties, jurisdiction, heads and methods. 2.12 Errors."""

from __future__ import annotations

import datetime as dt
import gzip
import json

import pytest
from django.test import Client

from kuulu.channels.feedback.open311 import routes, services
from kuulu.channels.feedback.tests.factories import make_feedback
from kuulu.foundation import clock, freshness
from kuulu.foundation.models import Generation

ALL = ["discovery", "services", "requests", "servicerequestupdates"]


@pytest.mark.parametrize("resource", ALL)
def test_g2_types_are_as_the_specification_has_them(api, service, resource):
    answer = api.get(f"v2/{resource}")
    assert answer.status == 200
    if api.form == "xml":
        assert b"xmlns" not in answer.response.content and answer["Content-Type"] == "text/xml; charset=utf-8"


def test_g3_letters_and_pictures_of_letters_come_back_as_sent(api, public):
    text = 'Åkerön häätö <b>& "öylätti"</b> 🚲 שלום\nuusi rivi'
    public.text = f"{text}\x0b\x1f\ufffe"
    public.save()
    assert api.requests().row["description"] == text


def test_g4_times_are_whole_seconds_in_utc(api, public):
    row = api.requests().row
    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert dt.datetime.strptime(row[name], "%Y-%m-%dT%H:%M:%SZ")


@pytest.mark.parametrize(
    "moment", ["2026-01-31T12:00:00", "2026-01-31", "31.1.2026", "1769860800", "2026-02-30T00:00:00Z"]
)
@pytest.mark.parametrize("name", ["start_date", "end_date", "updated_after", "updated_before"])
def test_g4_a_time_without_a_zone_is_a_fault(api, service, moment, name):
    answer = api.requests(**{name: moment}, locale="en")
    assert answer.status == 400 and name in answer.words


def test_g4_zones_are_understood_even_when_the_plus_became_a_blank(api, public):
    moment = clock.now().astimezone(clock.HELSINKI) + dt.timedelta(hours=1)
    told = moment.strftime("%Y-%m-%dT%H:%M:%S") + moment.strftime("%z")[:3] + ":00"
    assert api.ids(end_date=told) == api.ids(end_date=told.replace("+", " ")) == [public.matter.reference]


def test_g5_an_empty_parameter_is_none(api, public):
    empty = dict.fromkeys(
        [
            "status",
            "service_code",
            "start_date",
            "end_date",
            "jurisdiction_id",
            "page",
            "page_size",
            "lat",
            "long",
            "radius",
            "bbox",
            "q",
            "locale",
        ],
        "",
    )
    assert api.ids(**empty) == [public.matter.reference]


def test_g6_one_jurisdiction_may_be_named_and_another_is_unknown(api, public, settings):
    assert api.requests(jurisdiction_id="mikkeli.fi").status == 200
    assert api.requests(jurisdiction_id="sfgov.org").status == 404 == api.get("v2/services", jurisdiction_id="x").status
    settings.KUULU = {**settings.KUULU, "OPEN311": {**settings.KUULU["OPEN311"], "strict_jurisdiction": False}}
    assert api.requests(jurisdiction_id="sfgov.org").status == 200


def test_g7_reading_needs_no_key_and_a_wrong_one_does_no_harm(api, public):
    assert api.ids() == api.ids(api_key="wrong") == [public.matter.reference]


@pytest.mark.parametrize("resource", ALL)
def test_g9_browsers_of_any_site_may_read(api, service, resource):
    answer = api.get(f"v2/{resource}")
    assert answer["Access-Control-Allow-Origin"] == "*" and answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_g9_a_tag_saves_the_second_answer_until_something_changes(api, public):
    first = api.requests()
    same = api.get("v2/requests", headers={"If-None-Match": first["ETag"]})
    assert same.status == 304 and not same.response.content and same["Access-Control-Allow-Origin"] == "*"
    make_feedback(public=True, category=public.category)
    assert api.get("v2/requests", headers={"If-None-Match": first["ETag"]}).status == 200


def test_g9_a_time_saves_the_second_answer_until_something_changes(api, public):
    Generation.objects.update(changed_at=clock.now() - dt.timedelta(hours=1))
    first = api.requests(page=1)
    head = {"If-Modified-Since": first["Last-Modified"]}
    assert api.get("v2/requests", headers=head).status == 304
    freshness.bump()
    assert api.get("v2/requests", headers=head).status == 200


def test_g9_answers_are_pressed_for_who_takes_it(api, public):
    plain = api.requests()
    pressed = api.client.get(f"/open311/v2/requests.{api.form}", headers={"Accept-Encoding": "br, gzip"})
    assert pressed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in pressed.headers["Vary"]
    assert gzip.decompress(pressed.content) == plain.response.content
    assert len(pressed.content) == int(pressed.headers["Content-Length"])


@pytest.mark.parametrize(
    "path", ["v2/nothing", "v2/services/none", "v2/requests/MLI-2026-00000", "v2/requests/a/b", "v3/services", "v2/"]
)
def test_g10_what_is_not_there_is_told_in_the_asked_format(api, path):
    answer = api.get(path)
    assert answer.status == 404 and answer.row["code"] in (404, "404") and answer.row["description"]


@pytest.mark.parametrize("path", ["services", "services.yaml", "requests.html", ""])
def test_g10_without_a_format_of_ours_the_answer_is_json(json_api, path):
    response = json_api.client.get(f"/open311/v2/{path}")
    assert response.status_code == 404 and response.json()[0]["code"] == 404


def test_g10_a_slash_at_the_end_is_no_other_address(api, public):
    path = f"/open311/v2/requests/{public.matter.reference}.{api.form}"
    assert api.client.get(f"{path}/").content == api.client.get(path).content


@pytest.mark.parametrize(
    "path, method, allowed",
    [
        ("v2/services", "post", "GET, HEAD, OPTIONS"),
        ("v2/requests", "delete", "GET, HEAD, POST, OPTIONS"),
        ("v2/requests/MLI-2026-00000", "put", "GET, HEAD, OPTIONS"),
    ],
)
def test_g10_other_methods_are_refused_with_those_that_are_taken(api, path, method, allowed):
    response = getattr(api.client, method)(f"/open311/{path}.{api.form}")
    assert response.status_code == 405 and response.headers["Allow"] == allowed
    assert b"405" in response.content


def test_head_tells_the_same_without_a_body(api, public):
    path = f"/open311/v2/requests.{api.form}"
    whole, head = api.client.get(path), api.client.head(path)
    assert not head.content
    for name in ("ETag", "Content-Type", "Content-Length", "X-Result-Count"):
        assert head.headers[name] == whole.headers[name]


def test_options_tells_what_is_taken_and_lets_browsers_ask(api):
    response = api.client.options(f"/open311/v2/requests.{api.form}")
    assert response.status_code == 204 and response.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_g11_no_cookie_no_session_and_no_csrf(api, service, key):
    client = Client(enforce_csrf_checks=True)
    for response in (
        client.get(f"/open311/v2/requests.{api.form}"),
        client.post(
            f"/open311/v2/requests.{api.form}", {"api_key": key, "service_code": "kuopat", "address_string": "x"}
        ),
    ):
        assert response.status_code == 200 and not response.cookies and "Cookie" not in response.headers["Vary"]


def test_g12_a_fault_of_ours_still_carries_an_errors_body_and_tells_nothing(api, service, monkeypatch, caplog):
    told = "secret maija@example.org"

    def broken(asked):
        raise RuntimeError(told)

    monkeypatch.setitem(routes.LISTS["services"], "GET", broken)
    answer = api.get("v2/services", locale="en")
    assert answer.status == 500 and answer.row["code"] in (500, "500")
    assert "secret" not in answer.words + caplog.text and "RuntimeError" in caplog.text


def test_g12_a_database_that_is_away_is_told_as_such(api, monkeypatch):
    from django.db import OperationalError

    def away():
        raise OperationalError("no")

    monkeypatch.setattr(services, "open_services", away)
    answer = api.get("v2/services")
    assert answer.status == 503 and answer["Retry-After"] == "10"


@pytest.mark.usefixtures("early_in_the_hour")
def test_g13_a_key_used_too_often_is_told_to_wait_and_others_are_not(api, service):
    from .conftest import make_key

    busy, calm = make_key(posts_per_hour=2)[1], make_key()[1]
    fields = {"service_code": "kuopat", "address_string": "Tori"}
    statuses = [api.post(api_key=busy, description=str(n), **fields).status for n in range(3)]
    assert statuses == [200, 200, 429] and int(api.post(api_key=busy, **fields)["Retry-After"]) > 0
    assert api.post(api_key=calm, **fields).status == 200


@pytest.mark.usefixtures("early_in_the_hour")
def test_g13_guessing_keys_is_stopped_and_the_right_one_still_works(api, service, key, settings):
    settings.KUULU = {**settings.KUULU, "OPEN311": {**settings.KUULU["OPEN311"], "wrong_keys_per_hour": 3}}
    assert [api.post(api_key=f"guess{n}").status for n in range(5)] == [403, 403, 403, 429, 429]
    assert api.post(api_key=key, service_code="kuopat", address_string="Tori").status == 200


@pytest.mark.usefixtures("early_in_the_hour")
def test_guessing_numbers_is_stopped(api, service, settings):
    settings.KUULU = {**settings.KUULU, "OPEN311": {**settings.KUULU["OPEN311"], "misses_per_hour": 3}}
    assert [api.get(f"v2/requests/MLI-2026-0000{n}").status for n in range(5)] == [404, 404, 404, 429, 429]


def test_x1_a_fault_has_a_code_and_a_sentence(api, service):
    answer = api.requests(status="done", page="-1", locale="en")
    assert answer.status == 400 and len(answer.rows) == 2  # X4: all at once
    if api.form == "xml":
        assert answer.root.tag == "errors" and {row.tag for row in answer.root} == {"error"}
    assert all(set(row) == {"code", "description"} and int(row["code"]) == 400 for row in answer.rows)


@pytest.mark.parametrize("language", ["fi", "fi-simple", "sv", "en"])
def test_x2_a_fault_is_told_in_the_asked_language(api, language):
    answer = api.get("v2/services/none", locale=language)
    assert answer["Content-Language"] == language.split("-")[0] and "none" in answer.words
    others = {api.get("v2/services/none", locale=other).words for other in ("fi", "sv", "en") if other != language[:2]}
    assert answer.words not in others and len(others) == 2


def test_a_null_byte_in_an_address_is_told_in_the_asked_format(api):
    for path in (f"/open311/v2/requests.{api.form}?q=%00", f"/open311/v2/services/a%00.{api.form}"):
        response = api.client.get(path)
        assert response.status_code == 400 and response.headers["Content-Type"].startswith(
            ("text/xml", "application/json")
        )


def test_a_host_that_is_not_ours_is_told_in_json(json_api):
    response = json_api.client.get("/open311/v2/services.json", headers={"Host": "evil.example"})
    assert response.status_code == 400 and json.loads(response.content)[0]["code"] == 400
