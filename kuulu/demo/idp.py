"""An identity provider for the demo (OpenID Connect Core, authorization code with PKCE) with invented test people.

Its key is made when the process starts. It stands in for Suomi.fi and banks, and knows nobody real: every identity
code has an individual number of 900 to 999, which is never given to a person.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core import signing
from django.core.cache import cache as shared

SALT = "kuulu.demo.idp"
MINUTE = 60
CHECK_SIGNS = "0123456789ABCDEFHJKLMNPRSTUVWXY"  #: of a Finnish identity code, by the remainder of 31
LEVEL = "http://ftn.ficora.fi/2017/loa2"


@dataclass(frozen=True, kw_only=True)
class Somebody:
    """One invented person who can prove in the demo who they are."""

    sub: str
    what: str  #: what the tester needs to know, in Finnish
    birth: str = ""  #: ddmmyyyy
    number: str = ""  #: individual number, 900 to 999
    municipality: str = ""
    secret_address: bool = False

    @property
    def code(self) -> str:
        """The invented personal identity code; "" for who has none."""
        if not self.birth:
            return ""
        day, year = self.birth[:4], int(self.birth[4:])
        sign = "A" if year >= 2000 else "-"
        half = f"{day}{year % 100:02}"
        return f"{half}{sign}{self.number}{CHECK_SIGNS[int(half + self.number) % 31]}"

    def claims(self) -> dict[str, Any]:
        """What the provider vouches for."""
        told: dict[str, Any] = {"sub": self.sub, "acr": LEVEL, "name": self.what}
        if self.code:
            told |= {"national_id_num": self.code, "birthdate": f"{self.birth[4:]}-{self.birth[2:4]}-{self.birth[:2]}"}
        if self.municipality:
            told["municipality_of_residence_number"] = self.municipality
        return told | ({"turvakielto": True} if self.secret_address else {})


PEOPLE = (
    Somebody(sub="aikuinen", what="Aikuinen Mikkelistä", birth="14021985", number="901", municipality="491"),
    Somebody(sub="nuori", what="Nuori Mikkelistä, 15 vuotta", birth="03052011", number="914", municipality="491"),
    Somebody(sub="vanhus", what="Eläkeläinen Ristiinasta", birth="21091944", number="923", municipality="491"),
    Somebody(sub="kesaasukas", what="Kesäasukas, kotikunta Helsinki", birth="30061970", number="937", municipality="091"),
    Somebody(sub="turva", what="Turvakiellon saanut", birth="11111990", number="945", municipality="491", secret_address=True),
    Somebody(sub="ulkomaalainen", what="Ulkomailta, ei suomalaista henkilötunnusta"),
)  # fmt: skip


def somebody(sub: str) -> Somebody | None:
    """The invented person of that subject, or None."""
    return next((one for one in PEOPLE if one.sub == sub), None)


def issuer() -> str:
    return f"{settings.KUULU['BASE_URL']}/demo/idp"


def discovery() -> dict[str, Any]:
    """The provider's metadata (OpenID Connect Discovery 1.0)."""
    ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
    return {
        "issuer": issuer(),
        **{f"{name}_endpoint": f"{issuer()}/{end}" for name, end in ends.items()},
        "jwks_uri": f"{issuer()}/keys",
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
        "scopes_supported": ["openid", "profile"],
        "acr_values_supported": [LEVEL],
    }


@cache
def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def keys() -> dict[str, Any]:
    """The public key that tokens are checked by (RFC 7517)."""
    told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_key().public_key()))
    kid = hashlib.sha256(told["n"].encode()).hexdigest()[:16]
    return {"keys": [{**told, "kid": kid, "use": "sig", "alg": "RS256"}]}


def faults_of(asked: Mapping[str, str]) -> str:
    """Why an authorization request is refused; "" for a good one."""
    client = settings.KUULU["OIDC"][0]
    if asked.get("client_id") != client["client_id"]:
        return "client_id"
    if not asked.get("redirect_uri", "").startswith(f"{settings.KUULU['BASE_URL']}/"):
        return "redirect_uri"
    if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
        return "response_type or scope"
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return "code_challenge"
    return ""


def make_code(asked: Mapping[str, str], sub: str) -> str:
    """A code for one exchange within a minute, bound to the client's address and challenge."""
    kept = {name: asked.get(name, "") for name in ("redirect_uri", "code_challenge", "nonce")}
    return signing.dumps({**kept, "sub": sub, "once": secrets.token_hex(8)}, salt=SALT)


def exchange(form: Mapping[str, str], client_id: str, client_secret: str) -> dict[str, Any] | None:
    """Tokens for a good code, once; None for any fault (RFC 6749 5.2 `invalid_grant`)."""
    client = settings.KUULU["OIDC"][0]
    try:
        kept = signing.loads(form.get("code", ""), salt=SALT, max_age=MINUTE)
    except signing.BadSignature:
        return None
    shown = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    challenge = base64.urlsafe_b64encode(shown).rstrip(b"=").decode()
    right_client = client_id == client["client_id"] and secrets.compare_digest(client_secret, client["secret"])
    if not right_client or form.get("redirect_uri") != kept["redirect_uri"] or challenge != kept["code_challenge"]:
        return None
    if not shared.add(f"demo-idp:{kept['once']}", 1, 2 * MINUTE):
        return None
    return _tokens(kept["sub"], kept["nonce"], client_id)


def _tokens(sub: str, nonce: str, client_id: str) -> dict[str, Any]:
    who, now = somebody(sub), int(time.time())
    claims = {**(who.claims() if who else {}), "iss": issuer(), "aud": client_id, "iat": now, "exp": now + 300}
    token = jwt.encode({**claims, "nonce": nonce}, _key(), "RS256", headers={"kid": keys()["keys"][0]["kid"]})
    access = signing.dumps({"sub": sub}, salt=f"{SALT}.access")
    return {"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": token}


def userinfo(bearer: str) -> dict[str, Any] | None:
    """The claims of who the access token was made for, or None."""
    try:
        sub = signing.loads(bearer, salt=f"{SALT}.access", max_age=5 * MINUTE)["sub"]
    except signing.BadSignature:
        return None
    who = somebody(sub)
    return who.claims() if who else None
