"""Signing in with an identity provider: known by its subject only, joined by no address, and nothing else kept."""

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from django.utils import translation

from kuulu.commons.people.models import Person

from .oidc_provider import CLIENT, SECRET, IdentityProvider
from .test_accounts import code_in, sign_in

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
    away = client.post(f"{reverse('openid_connect_login', args=['city'])}?process={process}")["Location"]
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
