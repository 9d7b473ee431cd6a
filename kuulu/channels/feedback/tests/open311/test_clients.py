"""Programs of others' making, unchanged, against the server: the packages `georeport` and `three`."""

from __future__ import annotations

import io
import itertools

import pytest
import requests
from PIL import Image

from kuulu.channels.feedback.models import Feedback
from kuulu.channels.feedback.tests.factories import make_category, make_feedback

from .conftest import make_key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(live_server, settings):
    settings.KUULU = {**settings.KUULU, "BASE_URL": live_server.url}
    service = make_category()
    for n in range(2):
        make_feedback(public=True, category=service, text=f"Kuoppa {n} åäö", lat=61.6886, lon=27.2723)
    return live_server.url


@pytest.fixture
def three(monkeypatch):
    """The package was written for Python 2; the one name it lacks in 3 is given to it from outside."""
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    import three

    return three


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_everything(server, form):
    from georeport import GeoReport

    client = GeoReport(f"{server}/open311/v2", jurisdiction="mikkeli.fi", output_format=form)
    services = client.get_service_list()
    assert (services["service_code"] if form == "xml" else services[0]["service_code"]) == "kuopat"  # I2
    assert client.get_service_definition("kuopat")["service_code"] == "kuopat"
    rows = client.get_service_requests(status="open", service_code="kuopat")
    assert {row["description"] for row in rows} == {"Kuoppa 0 åäö", "Kuoppa 1 åäö"}
    one = client.get_service_requests(service_request_id=",".join(row["service_request_id"] for row in rows))[0]
    assert client.get_service_request(one["service_request_id"])["service_request_id"] == one["service_request_id"]


def test_georeport_learns_of_a_fault_by_its_status(server):
    from georeport import GeoReport

    client = GeoReport(f"{server}/open311/v2")
    with pytest.raises(requests.HTTPError) as fault:
        client.get_service_request("MLI-2026-00000")
    assert fault.value.response.status_code == 404 and fault.value.response.json()[0]["code"] == 404


def test_three_discovers_reads_and_reports_with_a_picture(server, three, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    client = three.Three(f"{server}/open311/v2/", api_key=make_key()[1], jurisdiction="mikkeli.fi")
    assert client.discovery()["endpoints"][0]["url"] == f"{server}/open311/v2"
    assert client.services()[0]["service_code"] == client.services("kuopat")["service_code"] == "kuopat"
    assert len(client.requests("kuopat", count=1)) == 1 and len(client.requests()) == 2
    picture = io.BytesIO()
    Image.new("RGB", (32, 32)).save(picture, "PNG")
    picture.seek(0)
    (made,) = client.post("kuopat", address="Tori 1", name="Maija Esimerkki", description="Kuoppa", media=picture)
    reference = made["service_request_id"]
    feedback = Feedback.objects.get(matter__reference=reference)
    assert feedback.matter.papers.count() == 1 and feedback.sender_name == "Maija Esimerkki"
    assert client.request(reference)[0]["status"] == "open"
    assert client.token(reference)[0]["service_request_id"] == reference


def test_three_reads_a_fault_from_the_body(server, three):
    (fault,) = three.Three(f"{server}/open311/v2/").post("kuopat", address="Tori", description="x")
    assert fault["code"] == 403 and fault["description"]


def test_three_reports_to_the_test_endpoint(server, three):
    from kuulu.channels.feedback.vocabulary import KeyKind

    client = three.Three(f"{server}/open311/test/v2/", api_key=make_key(KeyKind.TEST)[1])
    (made,) = client.post("kuopat", address="Tori", description="x")
    assert client.request(made["service_request_id"])[0]["service_code"] == "kuopat"
    assert Feedback.objects.count() == 2
