"""The desk opens to staff with a second factor, for a working day, and to nobody else."""

import time

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.checks import run_checks
from django.urls import reverse
from django.utils import translation

from kuulu.commons.people.models import Person, Role

pytestmark = pytest.mark.django_db
DOORS = ["/en/desk/", "/fi/desk/palaute/", "/cms/", "/cms/pages/", "/cms/login/", "/cms/password_reset/", "/desk/x/"]


@pytest.fixture(autouse=True)
def _as_in_production(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": True}
    with translation.override("en"):
        yield


@pytest.fixture
def handler(db):
    person = Person.objects.create_user("handler@example.org", name="Heikki Hoitaja")
    Role.objects.create(person=person, duty="handler")
    return person


@pytest.fixture
def chief(db):
    person = Person.objects.create_user("chief@example.org")
    Role.objects.create(person=person, duty="administrator")
    return person


def code_of(secret):
    return f"{hotp_value(secret, next(yield_hotp_counters_from_time())):06}"


def set_up_app(client):
    """Set up an authenticator app through its page, as a person does; its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    return secret


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_is_asked_to_sign_in(client, door):
    said = client.get(door)
    assert said.status_code == 302 and said["Location"].startswith("/") and "/tili/login/" in said["Location"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_resident_is_refused(client, resident, door, method):
    client.force_login(resident)
    assert getattr(client, method)(door).status_code == 403


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
@pytest.mark.advisory("CVE-2019-16766")
def test_staff_without_a_second_factor_are_sent_to_set_it_up(client, handler, door, method):
    client.force_login(handler)
    said = getattr(client, method)(door)
    assert said.status_code in (302, 303) and "/oma/toinen-tunniste/" in said["Location"]


def test_a_part_of_a_page_turns_the_whole_page(client, handler):
    client.force_login(handler)
    said = client.post("/en/desk/", HTTP_HX_REQUEST="true", HTTP_HX_CURRENT_URL="http://testserver/en/desk/x/")
    assert said.status_code == 401 and "/oma/toinen-tunniste/?next=%2Fen%2Fdesk%2Fx%2F" in said["HX-Redirect"]


def test_staff_who_have_one_but_did_not_prove_it_are_asked(client, handler):
    TOTP.activate(handler, generate_totp_secret())
    client.force_login(handler)
    assert "/2fa/reauthenticate/" in client.get("/en/desk/")["Location"]


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_opens_the_desk(client, chief):
    client.force_login(chief)
    set_up_app(client)
    assert client.get("/cms/").status_code == 200


def test_proving_it_at_sign_in_opens_the_desk(client, chief, mailoutbox):
    from .test_accounts import sign_in

    secret = generate_totp_secret()
    TOTP.activate(chief, secret)
    said = sign_in(client, chief.email, mailoutbox)
    assert said["Location"] == reverse("mfa_authenticate") and "_auth_user_id" not in client.session
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get("/cms/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_taken_away_closes_the_desk(client, chief):
    client.force_login(chief)
    set_up_app(client)
    assert client.get("/cms/").status_code == 200
    Authenticator.objects.all().delete()
    assert "/oma/toinen-tunniste/" in client.get("/cms/")["Location"]


def test_recovery_codes_alone_are_no_second_factor(client, chief):
    Authenticator.objects.create(user=chief, type="recovery_codes", data={"seed": "x", "used_mask": 0})
    client.force_login(chief)
    assert "/oma/toinen-tunniste/" in client.get("/cms/")["Location"]


@pytest.mark.advisory("CVE-2024-8796")
def test_the_secret_has_160_bits_and_lies_sealed(client, chief):
    import base64

    client.force_login(chief)
    secret = set_up_app(client)
    assert len(base64.b32decode(secret)) >= 20
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_the_demo_may_do_without(client, chief, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    client.force_login(chief)
    assert client.get("/cms/").status_code == 200


def test_production_may_not(settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    assert "people.E001" in {found.id for found in run_checks(include_deployment_checks=True)}


def test_staff_are_signed_out_after_an_idle_hour(client, handler):
    with time_machine.travel(time.time(), tick=False) as moment:
        client.force_login(handler)
        client.get("/en/oma/toinen-tunniste/")
        moment.shift(59 * 60)
        client.get("/en/oma/toinen-tunniste/")
        assert "_auth_user_id" in client.session
        moment.shift(61 * 60)
        client.get("/en/oma/toinen-tunniste/")
        assert "_auth_user_id" not in client.session


def test_staff_are_signed_out_after_twelve_hours_of_work(client, handler):
    with time_machine.travel(time.time(), tick=False) as moment:
        client.force_login(handler)
        for _ in range(25):
            client.get("/en/oma/toinen-tunniste/")
            moment.shift(30 * 60)
        client.get("/en/oma/toinen-tunniste/")
        assert "_auth_user_id" not in client.session


def test_a_resident_stays_signed_in(client, resident):
    with time_machine.travel(time.time(), tick=False) as moment:
        client.force_login(resident)
        client.get("/en/oma/toinen-tunniste/")
        moment.shift(13 * 3600)
        client.get("/en/oma/toinen-tunniste/")
        assert "_auth_user_id" in client.session


def test_administrators_and_communications_get_into_the_content_and_handlers_do_not(client, handler, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    client.force_login(handler)
    assert client.get("/cms/").status_code in (302, 403)
    Role.objects.create(person=handler, duty="communications")
    client.force_login(Person.objects.get(pk=handler.pk))
    assert client.get("/cms/").status_code == 200
