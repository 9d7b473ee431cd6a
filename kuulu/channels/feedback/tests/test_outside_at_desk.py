"""What an outside authority tells of its own work stands at the desk, beside what the city did."""

import pytest
from django.test import Client

from .factories import make_category, make_feedback, make_staff, make_unit
from .open311.conftest import make_key
from .test_desk import at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}


@pytest.fixture
def feedback():
    return make_feedback(public=True, category=make_category())


@pytest.fixture
def tell(feedback):
    """Tells as the authority's program does, by its key."""
    secret = make_key(unit=feedback.matter.unit, name="Tienhoitajan jono")[1]

    def told(**fields):
        sent = {"api_key": secret, "service_request_id": feedback.matter.reference, "update_id": "17", **fields}
        return Client().post("/open311/v2/servicerequestupdates.json", sent)

    return told


def test_the_desk_shows_who_told_what_and_by_which_number_of_theirs(client, feedback, tell):
    sent = {
        "status": "FIXED",
        "description": "Paikattu <b>massalla</b>.",
        "external_status_code": "JR-4",
        "customer_reference": "TH-2026-77",
        "media_url": "https://pictures.example.org/77.jpg",
    }
    assert tell(**sent).status_code == 200
    client.force_login(make_staff(feedback.matter.unit))
    page = client.get(at(feedback)).content.decode()
    told = page[page.index("What another system told") :].split("</section>")[0]
    for word in ("Tienhoitajan jono", "FIXED", "JR-4", "TH-2026-77", "Paikattu &lt;b&gt;massalla&lt;/b&gt;."):
        assert word in told
    assert 'href="https://pictures.example.org/77.jpg" rel="noopener noreferrer nofollow"' in told
    assert "carried this out" in page


def test_what_the_authority_tells_on_the_way_is_answered_by_the_unit_as_before(client, feedback, tell):
    tell(status="IN_PROGRESS", description="Menemme paikalle maanantaina.")
    client.force_login(make_staff(feedback.matter.unit))
    assert "Menemme paikalle maanantaina." in client.get(at(feedback)).content.decode()
    assert client.post(at(feedback, "vastaa"), {"vastaa-fi": "Tienhoitaja tulee maanantaina."}).status_code == 302


def test_staff_of_another_unit_reads_none_of_it(client, feedback, tell):
    tell(status="IN_PROGRESS", description="Menemme paikalle maanantaina.")
    client.force_login(make_staff(make_unit("puistot")))
    assert client.get(at(feedback)).status_code == 404


def test_a_link_that_would_run_is_refused(feedback, tell):
    assert tell(status="IN_PROGRESS", description="x", media_url="javascript:alert(1)").status_code == 400
    assert not feedback.matter.outside_updates.exists()
