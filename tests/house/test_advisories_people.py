"""Holes that other systems published around accounts, links and other people's matters, kept shut here."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuulu.channels.feedback.models import Feedback
from kuulu.commons.people.models import AuditEntry, Person, Role

pytestmark = pytest.mark.django_db
TELL = "/en/palaute/uusi/?laji=fault&aihe=lamp"
TOLD = {"laji": "fault", "aihe": "lamp", "text": "The lamp is dark", "contact": "no", "shows_name": "no", "looked": "1"}


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def code_in(mail):
    return re.search(r"Your code is:\s+(\S+)", mail.body)[1]


def mailed_to(mailoutbox, address):
    return [mail for mail in mailoutbox if mail.to == [address]]


def in_with_code(client, email, mailoutbox):
    client.post(reverse("account_login"), {"login": email})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})


@pytest.mark.advisory("CVE-2026-32700")
def test_a_code_proves_the_address_that_it_was_sent_to_and_no_other(client, mailoutbox):
    person = Person.objects.create_user("reader@example.org", language="en")
    in_with_code(client, person.email, mailoutbox)
    first = client.post(reverse("account_email"), {"action_add": "", "email": "own@example.org"})["Location"]
    client.post(reverse("account_email"), {"action_add": "", "email": "victim@example.org"})
    client.post(first, {"code": code_in(mailed_to(mailoutbox, "own@example.org")[-1])})
    person.refresh_from_db()
    assert person.email == "reader@example.org" or person.email == "own@example.org"
    assert not Person.objects.filter(email="victim@example.org").exists()


@pytest.mark.advisory("CVE-2019-19844")
@pytest.mark.parametrize(
    "look_alike", ["mıke@example.org", "ｍike@example.org", "mike@exampIe.org", "mike@example.ORG\u200b"]
)
def test_a_look_alike_address_gets_nobodys_code(client, mailoutbox, look_alike):
    person = Person.objects.create_user("mike@example.org", language="en")
    client.post(reverse("account_login"), {"login": look_alike})
    codes = [mail for mail in mailoutbox if "Your code is" in mail.body]
    assert all(mail.to == [person.email] for mail in codes)


@pytest.mark.advisory("FixMyStreet-1.5.5")
def test_a_code_opens_the_browser_that_asked_for_it_and_no_other(client, mailoutbox):
    Person.objects.create_user("reader@example.org", language="en")
    client.post(reverse("account_login"), {"login": "reader@example.org"})
    thief = Client()
    thief.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" not in thief.session


@pytest.mark.advisory("CVE-2023-44463")
def test_links_in_mail_lead_to_this_house_whatever_host_the_request_names(small_city, mailoutbox):
    forged = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_FORWARDED": "host=evil.example;proto=http"}
    fields = {**TOLD, "contact": "yes", "sender_email": "maija@example.org"}
    assert Client(**forged).post(TELL, fields).status_code == 302
    mail = mailed_to(mailoutbox, "maija@example.org")[-1]
    assert "http://testserver/" in mail.body and "evil" not in str(mail.message())
    assert Client(HTTP_HOST="evil.example").post(TELL, fields).status_code == 400


STATES = ("text", "wishes_public", "check_state", "shows_name", "is_fixed", "reopened_count", "sender_email")


@pytest.mark.advisory("CVE-2026-40869")
@pytest.mark.advisory("CVE-2026-9712")
@pytest.mark.parametrize("who", ["anonymous", "resident", "body_member", "handler_elsewhere"])
def test_a_stranger_does_nothing_to_anothers_matter(small_city, who):
    client, matter = Client(), small_city.objects["private"].matter
    if who != "anonymous":
        client.force_login(small_city.people[who])
    before = Feedback.objects.filter(matter=matter).values(*STATES, "matter__stage", "matter__visibility").get()
    steps = matter.steps.count()
    more = {"numero": matter.reference, "text": "x", "sure": "1", "public": "yes", "links": "1", "reason": "x"}
    own = ("lisaa", "peru", "julkisuus", "kunnossa", "ei-kunnossa", "sulje")
    said = [client.post(f"/en/palaute/oma/{verb}/", more).status_code for verb in own]
    assert set(said) == {404}
    for verb in ("answer", "sulje", "vastaa", "ota", "siirra", "piilota", "hyvaksy"):
        client.post(f"/en/desk/palaute/{matter.reference}/{verb}/", more)
    for start in ("/en/desk/joukko/", "/en/desk/palaute/joukko/"):
        client.post(start, {"verb": "close", "reason": "x", "chosen": [matter.reference]})
    assert Feedback.objects.filter(matter=matter).values(*STATES, "matter__stage", "matter__visibility").get() == before
    assert matter.steps.count() == steps


@pytest.mark.advisory("CVE-2026-45415")
def test_a_duty_is_ended_only_at_the_person_who_has_it(small_city):
    client = Client()
    client.force_login(small_city.people["administrator"])
    role = Role.objects.get(person=small_city.people["handler"])
    other = small_city.people["resident"].uuid
    assert client.post(reverse("house:end_role", args=[other, role.pk])).status_code == 404
    assert Role.objects.filter(pk=role.pk).exists()


@pytest.mark.advisory("CVE-2023-51447")
def test_a_file_name_is_shown_as_text_wherever_it_comes_back(small_city):
    name = "<svg onload=window.__x=1>'\".jpg"
    page = Client().post(TELL, {**TOLD, "photos": SimpleUploadedFile(name, b"no picture")}).content.decode()
    assert "<svg onload" not in page and "svg onload=window.__x=1&gt;" in page


@pytest.mark.advisory("P8")
@pytest.mark.parametrize("start", ["/en/desk/palaute/", "/en/desk/"])
def test_whoever_searches_the_desk_leaves_an_entry_without_the_words(small_city, start):
    client = Client()
    client.force_login(small_city.people["handler"])
    client.get(start)
    assert not AuditEntry.objects.filter(verb="list").exists()
    client.get(start, {"words": "Planted Name"})
    entry = AuditEntry.objects.get(verb="list")
    assert (entry.kind, entry.reference, entry.person_uuid) == ("matter", "", small_city.people["handler"].uuid)
    assert entry.result.isdigit()


def test_one_browser_that_sends_very_much_is_asked_a_plain_question_and_others_are_not(small_city, settings):
    settings.KUULU = {**settings.KUULU, "RATE": {**settings.KUULU["RATE"], "submit_per_session_hour": 2}}
    busy = Client()
    said = [busy.post(TELL, {**TOLD, "text": f"Lamp {number}"}).status_code for number in range(4)]
    assert said == [302, 302, 302, 200]
    assert Client().post(TELL, TOLD).status_code == 302
