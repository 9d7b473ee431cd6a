"""Signing in with an identity provider: known by its subject only, joined by no address, and nothing else kept."""

import time

import httpx
import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from kuulu.commons.people.models import Person

from .oidc_provider import CLIENT, SECRET, IdentityProvider
from .test_accounts import code_in, sign_in
from .test_identification import FALSE

pytestmark = pytest.mark.django_db
CLERK = {"sub": "entra-1", "email": "reader@example.org", "email_verified": True, "name": "Zzplanted Nimi", "national_id_num": "010190-900P"}  # fmt: skip


@pytest.fixture(scope="module")
def running():
    provider = IdentityProvider()
    yield provider
    provider.stop()


@pytest.fixture
def idp(running, settings):
    running.person, running.change, running.sign = dict(CLERK), {}, None
    way = {"id": "city", "client_id": CLIENT, "secret": SECRET, "server_url": running.issuer, "sign_in": True}
    settings.KUULU = {**settings.KUULU, "OIDC": [way]}
    with translation.override("en"):
        yield running


def come_back(client, process="login"):
    away = client.post(f"{reverse('people:provider_sign_in', args=['city'])}?process={process}")["Location"]
    assert "code_challenge=" in away and "state=" in away
    home = httpx.get(away).headers["Location"]
    return client.get(home.removeprefix("http://testserver"))


def test_an_address_that_a_provider_tells_opens_nobodys_account(client, idp, resident):
    assert come_back(client)["Location"] == reverse("socialaccount_signup")
    assert "_auth_user_id" not in client.session and not SocialAccount.objects.exists()
    assert "Zzplanted" not in str(dict(client.session)) and "900P" not in str(dict(client.session))


def test_a_new_account_by_a_provider_asks_the_age_and_a_taken_address_makes_none(client, idp, resident):
    come_back(client)
    form = {"email": resident.email, "name": "M"}
    assert "You have no account here yet" in client.get(reverse("socialaccount_signup")).content.decode()
    assert client.post(reverse("socialaccount_signup"), form).status_code == 200
    client.post(reverse("socialaccount_signup"), {**form, "old_enough": "on"})
    assert Person.objects.get() == resident and "_auth_user_id" not in client.session


def test_a_new_account_by_a_provider_proves_its_address_by_a_code(client, idp, mailoutbox):
    come_back(client)
    form = {"email": "new@example.org", "name": "M", "old_enough": "on"}
    page = client.post(reverse("socialaccount_signup"), form)
    assert "_auth_user_id" not in client.session
    client.post(page["Location"], {"code": code_in(mailoutbox[-1])})
    assert client.session["_auth_user_id"] == str(Person.objects.get(email="new@example.org").pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_a_connected_subject_signs_in_and_nothing_it_tells_is_kept(client, idp, resident, mailoutbox):
    sign_in(client, resident.email, mailoutbox)  # the address is proved by a code, once, before a provider is connected
    come_back(client, process="connect")
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (resident, "entra-1", {})
    client.logout()
    idp.person["email"] = "changed@example.org"
    come_back(client)
    assert client.session["_auth_user_id"] == str(resident.pk)
    account.refresh_from_db()
    assert account.extra_data == {} and Person.objects.get().email == "reader@example.org"
    assert "Zzplanted" not in str(dict(client.session)) and "900P" not in str(dict(client.session))


def test_another_subject_with_the_same_address_is_somebody_else(client, idp, resident):
    client.force_login(resident)
    come_back(client, process="connect")
    client.logout()
    idp.person["sub"] = "entra-2"
    come_back(client)
    assert "_auth_user_id" not in client.session


def test_the_sign_in_page_offers_the_provider_and_lets_its_form_end_there(client, idp):
    page = client.get(reverse("account_login"))
    assert b"Sign in with city" in page.content and idp.issuer in page["Content-Security-Policy"]


def connect(person):
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    SocialAccount.objects.create(user=person, provider="city", uid="entra-1")


@pytest.mark.advisory("allauth-65.14.1")
@pytest.mark.parametrize("name", [name for name in FALSE if name != "a false identity code"])
def test_a_false_answer_signs_nobody_in(client, idp, resident, name):
    connect(resident)
    FALSE[name](idp)
    assert come_back(client).status_code == 403
    assert "_auth_user_id" not in client.session and "socialaccount_sociallogin" not in client.session


def test_a_true_answer_of_the_same_provider_does(client, idp, resident):
    connect(resident)
    come_back(client)
    assert client.session["_auth_user_id"] == str(resident.pk)


def test_an_answer_to_another_errand_or_an_old_one_signs_nobody_in(client, idp, resident):
    connect(resident)
    away = client.post(reverse("people:provider_sign_in", args=["city"]))["Location"]
    home = httpx.get(away).headers["Location"].removeprefix("http://testserver")
    assert client.get(home.split("&state=")[0] + "&state=invented").status_code == 400
    assert Client().get(home).status_code == 400
    with time_machine.travel(time.time() + 16 * 60):
        assert client.get(home).status_code == 400
    assert "_auth_user_id" not in client.session


def test_a_provider_that_only_identifies_signs_nobody_in(client, idp, settings):
    settings.KUULU = {**settings.KUULU, "OIDC": [{**settings.KUULU["OIDC"][0], "sign_in": False}]}
    assert client.post(reverse("people:provider_sign_in", args=["city"])).status_code == 404
    assert b"Sign in with city" not in client.get(reverse("account_login")).content


@pytest.mark.advisory("RelayState")
@pytest.mark.parametrize(
    "then, ends", [("/en/oma/ilmoitukset/?a=1", "/en/oma/ilmoitukset/?a=1"), ("https://evil.example/x", "/")]
)
def test_signing_in_leads_back_to_an_address_of_this_house_only(client, idp, resident, then, ends):
    connect(resident)
    away = client.post(reverse("people:provider_sign_in", args=["city"]), {"next": then})["Location"]
    said = client.get(httpx.get(away).headers["Location"].removeprefix("http://testserver"))
    assert said["Location"] == ends


def test_the_sign_in_of_the_library_that_checks_less_is_not_there():
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", args=["city"])


def test_the_page_of_connected_providers_leads_to_a_button_and_back(client, idp, resident, mailoutbox):
    sign_in(client, resident.email, mailoutbox)
    page = client.get(reverse("socialaccount_connections")).content.decode()
    address = f"{reverse('people:provider_sign_in', args=['city'])}?process=connect"
    assert address in page and client.get(address).status_code == 200
