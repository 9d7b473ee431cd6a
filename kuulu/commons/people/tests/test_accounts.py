"""Opening an account and signing in: by a code in the mail, never by a password, and nobody learns who has one."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kuulu.commons.people.models import Notice, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(client):
    from django.utils import translation

    with translation.override("en"):
        yield


def code_in(mail):
    return re.search(r"Your code is:\s+(\S+)", mail.body)[1]


def sign_in(client, email, mailoutbox, **more):
    client.post(reverse("account_login"), {"login": email}, **more)
    return client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])}, **more)


def test_a_resident_opens_an_account_with_an_address_and_a_code(client, mailoutbox):
    form = {"email": "Maija@Example.org", "name": "Maija", "old_enough": "on"}
    page = client.post(reverse("account_signup"), form)
    assert page.status_code == 302
    client.post(page["Location"], {"code": code_in(mailoutbox[-1])})
    person = Person.objects.get()
    assert (person.email, person.name, person.language) == ("maija@example.org", "Maija", "en")
    assert not person.has_usable_password() and client.session["_auth_user_id"] == str(person.pk)


def test_nobody_under_thirteen_opens_an_account(client, mailoutbox):
    page = client.post(reverse("account_signup"), {"email": "maija@example.org"})
    assert page.status_code == 200 and "old_enough" in page.context["form"].errors
    assert not Person.objects.exists() and not mailoutbox


def test_a_resident_signs_in_with_a_code(client, mailoutbox, resident):
    assert sign_in(client, resident.email, mailoutbox).status_code == 302
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_an_address_in_capitals_is_the_same_address(client, mailoutbox, resident):
    sign_in(client, resident.email.upper(), mailoutbox)
    assert mailoutbox[0].to == [resident.email] and "_auth_user_id" in client.session


def test_a_wrong_code_opens_nothing_and_few_are_let_try(client, mailoutbox, resident):
    client.post(reverse("account_login"), {"login": resident.email})
    for _ in range(4):
        client.post(reverse("account_confirm_login_code"), {"code": "nothing"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1])})
    assert "_auth_user_id" not in client.session


def test_the_code_stands_in_no_table_after_it_was_sent(client, mailoutbox, resident):
    client.post(reverse("account_login"), {"login": resident.email})
    assert Notice.objects.get(kind="account").text == ""
    assert code_in(mailoutbox[-1]) not in mailoutbox[-1].subject


def test_an_unknown_address_gets_the_same_answer(client, mailoutbox, resident):
    known = client.post(reverse("account_login"), {"login": resident.email})
    unknown = Client().post(reverse("account_login"), {"login": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mailoutbox) == 2


def test_codes_to_one_address_are_limited_whoever_asks(client, mailoutbox, resident):
    for _ in range(6):
        Client().post(reverse("account_login"), {"login": resident.email})
    assert len(mailoutbox) == 3


@pytest.mark.advisory("GHSA-allauth-65.14.2")
def test_a_forged_forwarded_address_does_not_lift_the_limit(db):
    said = [
        Client().post(reverse("account_login"), {"login": f"x{i}@example.org"}, HTTP_X_FORWARDED_FOR=f"10.0.0.{i}")
        for i in range(22)
    ]
    assert said[-1].status_code in (200, 429) and said[0].status_code == 302


@pytest.mark.parametrize("name", ["account_change_password", "account_set_password", "account_reset_password"])
def test_there_is_no_password_to_set_or_change(client, resident, name):
    client.force_login(resident)
    assert client.get(reverse(name)).status_code == 404


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_house(client, mailoutbox, resident, away):
    client.post(reverse("account_login"), {"login": resident.email, "next": away})
    said = client.post(reverse("account_confirm_login_code"), {"code": code_in(mailoutbox[-1]), "next": away})
    assert said["Location"].startswith("/") and "evil" not in said["Location"] and "javascript" not in said["Location"]


def test_a_closed_account_opens_with_no_code(client, mailoutbox, resident):
    Person.objects.filter(pk=resident.pk).update(is_active=False)
    client.post(reverse("account_login"), {"login": resident.email})
    assert "_auth_user_id" not in client.session


def test_an_address_is_changed_only_when_the_new_one_is_proved(client, mailoutbox, resident):
    sign_in(client, resident.email, mailoutbox)
    page = client.post(reverse("account_email"), {"action_add": "", "email": "new@example.org"})
    resident.refresh_from_db()
    assert resident.email == "reader@example.org"
    codes = [mail for mail in mailoutbox if mail.to == ["new@example.org"]]
    client.post(page["Location"], {"code": code_in(codes[-1])})
    resident.refresh_from_db()
    assert resident.email == "new@example.org"


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_logout", "account_email"])
def test_pages_of_the_account_carry_no_inline_script_or_style(client, resident, name):
    if name in ("account_logout", "account_email"):
        client.force_login(resident)
    page = client.get(reverse(name)).content.decode()
    assert "style=" not in page and "<h1>" in page
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
