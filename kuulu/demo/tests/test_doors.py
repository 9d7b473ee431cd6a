"""The demo's doors: entering as somebody, the mailbox, the identity provider, and what keeps it out of production."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import send_mail
from stdnum.fi import hetu

from kuulu.demo import idp
from kuulu.demo.apps import DemoConfig
from kuulu.demo.roles import CAST
from kuulu.demo.seeds import organisation, people

VERIFIER = "x" * 50
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "response_type": "code", "client_id": "kuulu", "redirect_uri": "http://testserver/fi/back", "scope": "openid",
    "state": "s1", "nonce": "n1", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
}  # fmt: skip


@pytest.fixture
def everybody(demo):
    organisation.tell(lambda count: None)
    people.tell(lambda count: None)


@pytest.mark.parametrize("who", CAST, ids=lambda who: who.code)
def test_one_can_enter_as_each(everybody, client, who):
    assert who.name in client.get("/demo/").content.decode()
    answer = client.post(f"/demo/enter/{who.code}")
    assert answer.status_code == 302 and answer["Location"] == who.start
    assert client.session["_auth_user_id"]


def test_entering_needs_a_button_not_a_link(everybody, client):
    assert client.get("/demo/enter/asukas").status_code == 405
    assert client.post("/demo/enter/nobody").status_code == 404


def test_a_letter_is_shown_with_its_link_and_without_its_markup(demo, client):
    send_mail(
        "Otsikko <b>",
        "Katso <script>alert(1)</script> http://127.0.0.1:8000/fi/x?y=1",
        "a@example.fi",
        ["b@example.fi"],
    )
    page = client.get("/demo/mail").content.decode()
    assert "b@example.fi" in page and "Otsikko &lt;b&gt;" in page
    name = page.split("/demo/mail/")[1].split('"')[0]
    letter = client.get(f"/demo/mail/{name}").content.decode()
    assert 'href="http://127.0.0.1:8000/fi/x?y=1"' in letter and "<script>alert" not in letter
    assert client.get("/demo/mail/nothing").status_code == 404


def code_for(client, sub="aikuinen", **changes):
    answer = client.post("/demo/idp/authorize", {"sub": sub}, query_params={**ASKED, **changes})
    return parse_qs(urlsplit(answer["Location"]).query)


def exchange(client, code, **changes):
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": ASKED["redirect_uri"],
        "client_id": "kuulu",
        "client_secret": "shh",
        "code_verifier": VERIFIER,
    }
    return client.post("/demo/idp/token", {**form, **changes})


def test_the_provider_vouches_for_an_invented_person(demo, client):
    back = code_for(client)
    assert back["state"] == ["s1"]
    tokens = exchange(client, back["code"][0]).json()
    key = jwt.PyJWK(client.get("/demo/idp/keys").json()["keys"][0])
    claims = jwt.decode(
        tokens["id_token"], key, algorithms=["RS256"], audience="kuulu", issuer="http://testserver/demo/idp"
    )
    assert claims["nonce"] == "n1" and claims["acr"] == idp.LEVEL
    told = client.get("/demo/idp/userinfo", headers={"Authorization": f"Bearer {tokens['access_token']}"}).json()
    assert told["sub"] == claims["sub"] == "aikuinen"


def test_a_code_is_exchanged_once_and_by_its_own_client_only(demo, client):
    code = code_for(client)["code"][0]
    assert exchange(client, code, client_secret="wrong").status_code == 400
    assert exchange(client, code, code_verifier="y" * 50).status_code == 400
    assert exchange(client, code, redirect_uri="http://testserver/other").status_code == 400
    assert exchange(client, code).status_code == 200
    assert exchange(client, code).status_code == 400


def test_who_cancels_comes_back_with_access_denied(demo, client):
    assert code_for(client, sub="")["error"] == ["access_denied"]


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "x"},
        {"redirect_uri": "https://elsewhere.example/"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
    ],
)
def test_a_faulty_request_is_not_sent_on(demo, client, change):
    answer = client.get("/demo/idp/authorize", {**ASKED, **change})
    assert answer.status_code == 400 and "Location" not in answer


def test_invented_identity_codes_are_well_formed_and_belong_to_nobody():
    for who in idp.PEOPLE:
        if who.code:
            assert hetu.is_valid(who.code, allow_temporary=True) and not hetu.is_valid(who.code)


def test_the_demo_refuses_settings_that_do_not_call_themselves_a_demo(settings):
    config = DemoConfig("kuulu.demo", __import__("kuulu.demo").demo)
    settings.KUULU_DEMO = False
    with pytest.raises(ImproperlyConfigured):
        config.ready()
    settings.KUULU_DEMO, settings.ALLOWED_HOSTS = True, ["kuulu.example.fi"]
    with pytest.raises(ImproperlyConfigured):
        config.ready()


def test_the_house_stands_without_the_demo():
    assert not apps.is_installed("kuulu.demo")
