"""A feedback goes on in another channel without being written again. Run by tests/house/test_channels.py."""

import re

import pytest

from kuulu.channels.feedback.tests.factories import make_category, make_feedback
from kuulu.commons.matters.models import Carrying, Matter
from kuulu.commons.matters.queries import carry_token, thread
from kuulu.commons.people.models import Notice, Person

pytestmark = pytest.mark.django_db
LONG = "Keinu puuttuu rannasta. " * 300


@pytest.fixture
def sender():
    return Person.objects.create_user("sender@example.org", language="en")


@pytest.fixture
def feedback(sender):
    return make_feedback(category=make_category(), text=LONG, title="Keinu rantaan", lat=61.69, lon=27.27, by=sender)


def own_page(client, feedback):
    return client.get(f"/en/palaute/oma/?numero={feedback.matter.reference}").content.decode()


def way_on(client, feedback):
    (address,) = re.findall(r'href="(/en/toiveet/\?[^"]+)"', own_page(client, feedback))
    return address


def test_the_own_page_leads_to_the_other_channel_where_all_of_it_stands_ready(client, feedback, sender):
    client.force_login(sender)
    address = way_on(client, feedback)
    assert client.get(address).content.decode() == f"Keinu rantaan|{LONG.strip()}|61.69"
    assert "Keinu" not in address and len(address) < 300


def test_both_lead_to_each_other_and_the_sender_is_told(client, feedback, sender, django_capture_on_commit_callbacks):
    client.force_login(sender)
    address = way_on(client, feedback)
    with django_capture_on_commit_callbacks(execute=True):
        reference = client.post(address, {"title": "Keinu rantaan", "text": "köysikeinu"}).content.decode()
    assert f'<a href="/en/toiveet/{reference}/">{reference}</a>' in own_page(client, feedback)
    back = [step for step in thread(Matter.objects.get(reference=reference), for_opener=True) if step.link_text]
    assert [step.link_text for step in back] == [feedback.matter.reference]
    told = Notice.objects.get(email="sender@example.org", kind="step", matter_reference=feedback.matter.reference)
    assert "It goes on as: Toive." in told.subject


def test_the_city_sees_at_the_desk_what_it_went_on_as(client, feedback, sender):
    client.force_login(sender)
    reference = client.post(way_on(client, feedback), {"title": "x", "text": "y"}).content.decode()
    client.force_login(Person.objects.create_superuser("chief@example.org"))
    page = client.get(f"/en/desk/palaute/{feedback.matter.reference}/").content.decode()
    assert f">{reference}</a>" in page


def test_others_are_not_led_to_what_is_private(client, feedback, sender):
    client.force_login(sender)
    client.post(way_on(client, feedback), {"title": "x", "text": "y"})
    assert not [step for step in thread(feedback.matter) if step.href]


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "x" * 5000])
def test_a_token_that_was_not_made_here_brings_nothing_and_links_nothing(client, token):
    assert client.get("/en/toiveet/", {"carried": token}).content == b"toiveet"
    assert client.post(f"/en/toiveet/?carried={token}", {"title": "x", "text": "y"}).status_code == 200
    assert not Carrying.objects.exists()


def test_what_its_sender_took_back_brings_nothing(client, feedback, sender):
    token = carry_token(feedback.matter)
    client.force_login(sender)
    client.post("/en/palaute/oma/peru/", {"numero": feedback.matter.reference, "sure": "1"})
    assert client.get("/en/toiveet/", {"carried": token}).content == b"toiveet"
