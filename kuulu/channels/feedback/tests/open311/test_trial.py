"""2.3 D5: the test endpoint takes posts, shows them to their key, and never reaches a clerk."""

from __future__ import annotations

import datetime as dt

import pytest

from kuulu.channels.feedback.actions.trial import empty_trial_box
from kuulu.channels.feedback.models import TestRequest
from kuulu.commons.matters.models import Matter
from kuulu.foundation import clock

from .conftest import INSIDE

GOOD = {"service_code": "kuopat", "description": "Syvä kuoppa.\n\nToinen rivi.", **INSIDE}


@pytest.mark.parametrize("name", ["test_key", "key"])
def test_d5_a_post_to_the_test_endpoint_never_reaches_a_clerk(api, service, name, request, mailoutbox):
    secret = request.getfixturevalue(name)
    private = {"email": "maija@example.org", "first_name": "Maija", "last_name": "Esimerkki", "phone": "0401234567"}
    answer = api.post("test/v2/requests", api_key=secret, **GOOD, **private)
    assert answer.status == 200 and not Matter.objects.exists() and not mailoutbox
    row = TestRequest.objects.get()
    assert answer.row["service_request_id"] == row.reference
    assert not [word for word in private.values() if word in str(row.fields)]


def test_d5_a_test_report_can_be_read_in_full_by_its_key_alone(api, service, test_key):
    reference = api.post("test/v2/requests", api_key=test_key, **GOOD).row["service_request_id"]
    path = f"test/v2/requests/{reference}"
    assert api.get(path, api_key=test_key).row["description"] == GOOD["description"]
    assert api.get(path).row["description"] == "" == api.get("test/v2/requests").row["description"]
    assert api.get("test/v2/requests", service_code="kuopat", status="open", bbox="27,61,28,62").rows
    assert api.get("test/v2/requests", status="closed").rows == []
    assert api.get(f"test/v2/tokens/{reference}").status == 200 and api.get(f"v2/requests/{reference}").status == 404


def test_d5_the_test_endpoint_refuses_what_the_real_one_would_and_takes_the_same_post_once(api, service, test_key):
    assert api.post("test/v2/requests", api_key=test_key, service_code="kuopat").status == 400
    assert api.post("test/v2/requests", **GOOD).status == 403
    ids = {api.post("test/v2/requests", api_key=test_key, **GOOD).row["service_request_id"] for _ in range(2)}
    assert len(ids) == 1


def test_d5_test_reports_are_thrown_away_after_a_week(api, service, test_key):
    api.post("test/v2/requests", api_key=test_key, **GOOD)
    empty_trial_box()
    assert TestRequest.objects.count() == 1
    TestRequest.objects.update(made_at=clock.now() - dt.timedelta(days=8))
    empty_trial_box()
    assert not TestRequest.objects.exists()
