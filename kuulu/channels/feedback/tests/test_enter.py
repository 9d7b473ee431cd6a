"""A clerk writes down what a resident told by phone, at a desk, on paper or at a meeting."""

import pytest
from django.urls import reverse

from kuulu.channels.feedback.models import Feedback
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty

from .factories import make_category, make_staff, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(client):
    person = make_staff(make_unit("asiointi"), duty=Duty.CLERK)
    client.force_login(person)
    return person


def write_down(client, category, **fields):
    said = {"text": "Soittaja kertoi kuopasta", "contact": "no", "shows_name": "no", "language": "fi", **fields}
    said |= {"laji": "fault", "aihe": category.code, "source": fields.get("source", "phone")}
    return client.post(reverse("feedback_desk:enter"), said, follow=True)


def test_it_is_written_down_with_its_source_and_who_wrote_it(client, clerk):
    page = write_down(client, make_category(), source="paper")
    feedback = Feedback.objects.get()
    assert (feedback.source, feedback.entered_by, feedback.matter.opened_by) == ("paper", clerk, None)
    assert feedback.matter.reference.encode() in page.content and b"/oma/" in page.content
    assert AuditEntry.objects.filter(verb="entered", reference=feedback.matter.reference).exists()


def test_the_form_asks_how_it_came_before_the_rest(client, clerk):
    category = make_category()
    assert client.get(reverse("feedback_desk:enter")).status_code == 200
    begun = {"laji": "fault", "aihe": category.code, "source": "meeting"}
    page = client.get(reverse("feedback_desk:enter"), begun)
    assert b'value="meeting"' in page.content and b"id_text" in page.content


def test_what_was_typed_is_kept_when_something_is_wrong(client, clerk):
    page = write_down(client, make_category(), contact="yes", text="Kuoppa koulun edessä")
    assert "Kuoppa koulun edessä" in page.content.decode() and not Feedback.objects.exists()


def test_the_receipt_is_for_the_one_who_wrote_it_down(client, clerk):
    write_down(client, make_category())
    client.force_login(make_staff(make_unit("asiointi"), duty=Duty.CLERK))
    address = reverse("feedback_desk:entered", args=[Feedback.objects.get().matter.reference])
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "duty, status", [(Duty.CLERK, 200), (Duty.HANDLER, 200), (Duty.AUDITOR, 403), (Duty.MODERATOR, 403)]
)
def test_only_those_trusted_with_it_come_in(client, duty, status):
    client.force_login(make_staff(make_unit(), duty=duty))
    assert client.get(reverse("feedback_desk:enter")).status_code == status
