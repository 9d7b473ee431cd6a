"""2.3 Discovery, 2.4 services, 2.5 definitions."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kuulu.channels.feedback.models import Category, Feedback
from kuulu.channels.feedback.tests.factories import make_category
from kuulu.foundation import clock

from .conftest import INSIDE, Answer, Api


@pytest.mark.parametrize("start", ["", "/open311/v2", "/open311/test/v2"])
def test_d1_discovery_is_the_same_at_the_root_and_under_each_endpoint(api, service, start):
    answer = Answer(api.client.get(f"{start}/discovery.{api.form}"), api.form)
    assert answer.status == 200 and answer.response.content == api.get("v2/discovery").response.content


def test_d2_d3_d6_discovery_names_everything(json_api, service):
    body = json_api.get("v2/discovery").body
    assert set(body) == {"changeset", "contact", "key_service", "endpoints"} and "/rajapinnat/" in body["key_service"]
    for endpoint in body["endpoints"]:
        assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
        assert endpoint["formats"] == ["text/xml", "application/json"]
    urls = {endpoint["type"]: endpoint["url"] for endpoint in body["endpoints"]}
    assert urls == {"production": "http://testserver/open311/v2", "test": "http://testserver/open311/test/v2"}


def test_d6_discovery_has_the_elements_of_the_specification(db, service):
    tree = Api("xml").get("v2/discovery").root
    assert [child.tag for child in tree] == ["changeset", "contact", "key_service", "endpoints"]
    first = tree.find("endpoints")[0]
    assert first.tag == "endpoint" and [one.text for one in first.find("formats")] == ["text/xml", "application/json"]


def test_d4_the_changeset_is_past_and_moves_when_a_service_changes(json_api, service):
    old = clock.now() - dt.timedelta(days=3)
    Category.objects.update(changed_at=old)
    first = json_api.get("v2/discovery").body["changeset"]
    service.save()
    second = json_api.get("v2/discovery").body["changeset"]
    assert first < second and dt.datetime.fromisoformat(second) <= clock.now()


def test_d5_the_test_endpoint_has_the_same_services(api, asking):
    for path in ("services", "services/kuopat"):
        assert api.get(f"test/v2/{path}").response.content == api.get(f"v2/{path}").response.content


def test_v1_a_service_has_the_fields_of_the_specification(api, service):
    row = api.get("v2/services", locale="fi").row
    assert row["service_code"] == "kuopat" and row["service_name"] == "Kuopat kadussa"
    assert row["description"] == "Kuoppa kadulla" and row["type"] == "realtime"
    assert row["keywords"] == "monttu,reikä" and row["group"] == "Kadut"
    assert row["metadata"] in (False, "false")


@pytest.mark.parametrize(
    "params, head, name",
    [
        ({"locale": "en"}, "", "Potholes"),
        ({"locale": "en_GB"}, "", "Potholes"),
        ({"locale": "fi"}, "en", "Kuopat kadussa"),
        ({"locale": "sv"}, "", "Kuopat kadussa"),
        ({"locale": "xx"}, "", "Kuopat kadussa"),
        ({"locale": "xx"}, "de, en;q=0.5", "Potholes"),
        ({}, "en-US,en;q=0.5", "Potholes"),
        ({}, "", "Kuopat kadussa"),
    ],
)
def test_v2_names_come_in_the_asked_language(api, service, params, head, name):
    answer = api.get("v2/services", headers={"Accept-Language": head}, **params)
    assert answer.row["service_name"] == name


def test_v3_a_service_that_is_never_public_says_so(api, service):
    Category.objects.update(may_be_public=False)
    assert "private" in api.get("v2/services").row["keywords"].split(",")


def test_v4_metadata_is_true_exactly_when_the_definition_asks_something(api, asking):
    make_category("valot")
    rows = {row["service_code"]: str(row["metadata"]).lower() for row in api.get("v2/services").rows}
    assert rows == {"kuopat": "true", "valot": "false"}


def test_v5_codes_are_safe_in_addresses_the_same_in_both_places_and_outlive_a_name(json_api, asking):
    def codes(path):
        return [row["service_code"] for row in json_api.get(path).rows]

    before = codes("v2/services")
    assert before == ["kuopat"] == codes("test/v2/services")
    Category.objects.update(names={"fi": "Reiät tiessä"})
    assert json_api.get("v2/services").row["service_name"] == "Reiät tiessä" and codes("v2/services") == before


@pytest.mark.parametrize("code", ["kuoppia ja", "kuopat/tie", "kuopat.json", "kuöpät?", "a&b", ""])
def test_v5_a_code_that_is_not_safe_in_an_address_is_no_code(service, code):
    service.code = code
    with pytest.raises(ValidationError):
        service.full_clean()


def test_v6_a_retired_service_leaves_the_list_and_old_requests_keep_its_name(api, public):
    Category.objects.update(is_active=False)
    assert api.get("v2/services").rows == [] and api.get("v2/services/kuopat").status == 404
    assert api.requests(locale="en").row["service_name"] == "Potholes"


def test_a_service_that_only_tells_what_else_to_do_takes_no_reports(api, service, key):
    Category.objects.update(notice_level="stop")
    assert api.get("v2/services").rows == []
    assert api.post(api_key=key, service_code="kuopat", **INSIDE).status == 404


def test_a1_a_definition_tells_what_is_asked(json_api, asking):
    body = json_api.get("v2/services/kuopat", locale="en").body
    size, *rest = body["attributes"]
    assert body["service_code"] == "kuopat"
    assert size == {
        "variable": True, "code": "size", "datatype": "singlevaluelist", "required": True, "order": 1,
        "datatype_description": "hint", "description": "size",
        "values": [{"key": "s", "name": "Small"}, {"key": "b", "name": "Big"}],
    }  # fmt: skip
    kinds = [one["datatype"] for one in rest]
    assert kinds == ["multivaluelist", "number", "datetime", "string", "text", "string"]
    orders = [one["order"] for one in body["attributes"]]
    assert orders == sorted(set(orders)) and orders[0] > 0


def test_a1_a_definition_has_the_elements_of_the_specification(db, asking):
    tree = Api("xml").get("v2/services/kuopat").root
    assert [child.tag for child in tree] == ["service_code", "attributes"]
    assert [child.tag for child in tree.find("attributes")[0].find("values")[0]] == ["key", "name"]


def test_a3_a_service_that_asks_nothing_has_an_empty_list_and_an_unknown_one_is_unknown(json_api, service):
    assert json_api.get("v2/services/kuopat").body["attributes"] == []
    assert json_api.get("v2/services/nothing").status == 404


def test_a2_a_text_that_is_only_shown_is_never_required_and_never_kept(api, asking, key):
    with pytest.raises(IntegrityError), transaction.atomic():
        asking.questions.filter(code="hint").update(is_required=True)
    shown = [one for one in Api("json").get("v2/services/kuopat").body["attributes"] if not one["variable"]]
    assert [(one["code"], one["required"]) for one in shown] == [("hint", False)]
    sent = {"attribute[size]": "s", "attribute[hint]": "Luettu"}
    answer = api.post(api_key=key, service_code="kuopat", description="Kuoppa", **INSIDE, **sent)
    assert answer.status == 200 and Feedback.objects.get().answers == {"size": "s"}


def test_a4_the_form_on_the_pages_asks_the_same_in_the_same_words(client, json_api, asking):
    attributes = json_api.get("v2/services/kuopat", locale="en").body["attributes"]
    page = client.get("/en/palaute/uusi/", {"laji": "fault", "aihe": "kuopat"}).content.decode()
    asked = re.findall(r'name="answer_(\w+)"', page)
    assert list(dict.fromkeys(asked)) == [one["code"] for one in attributes if one["variable"]]
    for one in attributes:
        assert one["description"] in page
        for value in one.get("values", []):
            assert f'value="{value["key"]}"' in page and value["name"] in page
