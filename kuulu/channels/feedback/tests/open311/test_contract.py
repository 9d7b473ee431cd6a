"""The OpenAPI document is true: generated requests get what it promises, and never a fault of ours."""

from __future__ import annotations

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from openapi_spec_validator import validate
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from kuulu.channels.feedback.tests.factories import make_feedback
from kuulu.channels.feedback.vocabulary import KeyKind

from .conftest import make_key

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance, status_code_conformance]
FEW = hypothesis_settings(
    max_examples=25,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def document(transactional_db, live_server, public, asking, settings):
    """The schema as served, with something to read behind it."""
    settings.KUULU = {**settings.KUULU, "BASE_URL": live_server.url}
    make_feedback(public=True, category=public.category, answers={"size": "s"})
    return schemathesis.openapi.from_url(f"{live_server.url}/open311/v2/openapi.json")


def test_the_document_is_valid_openapi(json_api, asking):
    for path in ("v2", "test/v2"):
        body = json_api.client.get(f"/open311/{path}/openapi.json").json()
        validate(body)
        assert body["servers"][0]["url"].endswith(path)


def test_what_is_generated_from_the_document_is_answered_as_it_promises(document, live_server):
    secret = make_key(posts_per_hour=100_000)[1]
    for operation in document.get_all_operations():
        _try(operation.ok(), f"{live_server.url}/open311/v2", secret)


def test_the_test_endpoint_keeps_the_same_promises(document, live_server):
    secret = make_key(KeyKind.TEST, posts_per_hour=100_000)[1]
    for operation in document.get_all_operations():
        if operation.ok().method == "post":
            _try(operation.ok(), f"{live_server.url}/open311/test/v2", secret)


def _try(operation, start, secret):
    @given(case=operation.as_strategy())
    @FEW
    def each(case):
        if isinstance(case.body, dict):
            case.body["api_key"] = secret
        response = case.call(base_url=start)
        case.validate_response(response, checks=CHECKS)

    each()
