"""The house's client against the demo's identity provider: a true answer counts, and no forged one does."""

import time
from urllib.parse import urlsplit

import httpx
import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache

from kuulu.commons.people.models import Identification, Person
from kuulu.demo import idp

STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def token(claims, *, key=None, algorithm="RS256"):
    return jwt.encode(claims, key or idp._key(), algorithm, headers={"kid": idp.keys()["keys"][0]["kid"]})


FORGED = {
    "another nonce": lambda claims: token({**claims, "nonce": "another"}),
    "no nonce": lambda claims: token({name: value for name, value in claims.items() if name != "nonce"}),
    "another signature": lambda claims: token(claims, key=STRANGER),
    "algorithm none": lambda claims: jwt.encode(claims, None, "none", headers={"kid": idp.keys()["keys"][0]["kid"]}),
    "the secret as key": lambda claims: token(claims, key="shh" * 20, algorithm="HS256"),
    "another audience": lambda claims: token({**claims, "aud": "another"}),
    "another issuer": lambda claims: token({**claims, "iss": "https://evil.example"}),
    "run out": lambda claims: token({**claims, "iat": int(time.time()) - 900, "exp": int(time.time()) - 600}),
}


@pytest.fixture
def provider(demo, live_server):
    """The demo's provider on a real port, offered for identification and for sign-in."""
    cache.clear()
    way = {**demo.KUULU["OIDC"][0], "server_url": f"{live_server.url}/demo/idp", "sign_in": True}
    demo.KUULU = {**demo.KUULU, "BASE_URL": live_server.url, "OIDC": [way]}
    return live_server.url


def come_back(client, start, fields):
    """Press the house's button, choose the invented adult at the provider, and follow the answer home."""
    away = client.post(start, fields)["Location"]
    with httpx.Client() as browser:
        browser.get(away)
        choice = {"sub": "aikuinen", "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        parts = urlsplit(browser.post(away, data=choice).headers["Location"])
    return client.get(f"{parts.path}?{parts.query}")


def identified(client):
    answer = come_back(client, "/fi/tunnistaudu/vote/", {"provider": "demo"})
    return answer.status_code, Identification.objects.exists()


def signed_in(client):
    person, _ = Person.objects.get_or_create(email="maija@example.org")
    EmailAddress.objects.get_or_create(user=person, email=person.email, verified=True, primary=True)
    SocialAccount.objects.get_or_create(user=person, provider="demo", uid="aikuinen")
    answer = come_back(client, "/fi/kirjaudu/demo/", {})
    return answer.status_code, "_auth_user_id" in client.session


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way_in", [identified, signed_in])
def test_no_forged_answer_of_the_provider_counts_and_a_true_one_does(provider, client, monkeypatch, way_in):
    true = idp._tokens
    for name, forge in FORGED.items():

        def forged(sub, nonce, client_id, forge=forge):
            told = true(sub, nonce, client_id)
            claims = jwt.decode(told["id_token"], options={"verify_signature": False})
            return {**told, "id_token": forge(claims)}

        monkeypatch.setattr(idp, "_tokens", forged)
        assert (name, *way_in(client)) == (name, 403, False)
    monkeypatch.setattr(idp, "_tokens", true)
    assert way_in(client) == (302, True)
