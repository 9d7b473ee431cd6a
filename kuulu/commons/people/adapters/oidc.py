"""An OpenID Connect client for identification and sign-in: authorization code with PKCE, state, nonce and a checked signature."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import httpx
import jwt
from django.core.cache import cache

from ..identity import Provider

ALGORITHMS = ("RS256", "PS256", "ES256")  #: signatures by a key pair only: none and shared secrets are refused
DRIFT = 30  #: seconds that two clocks may differ
PATIENCE = httpx.Timeout(4.0, connect=2.0)  #: for a connection and for each piece of an answer
WHOLE_PATIENCE = 8.0  #: seconds for one whole answer, however slowly it drips
LARGEST = 200_000  #: bytes of an answer


class NotProved(Exception):
    """The provider's answer does not hold; the words are for the log and never carry a claim."""


class Away(Exception):
    """The provider cannot be reached just now."""


@dataclass(frozen=True)
class Errand:
    """What must come back unchanged from the provider; kept in the visitor's session, used once."""

    provider: str
    purpose: str
    then: str
    state: str
    nonce: str
    verifier: str
    made_at: int
    language: str = ""  #: of the page it began from
    process: str = "identify"  #: or what to do with an account: "login", "connect"

    @property
    def is_proof(self) -> bool:
        """Whether it is to prove who somebody is, rather than to sign in."""
        return self.process == "identify"

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def new_errand(provider: Provider, **known: Any) -> Errand:
    """A fresh errand with 256 random bits each for state, nonce and verifier; the other fields as told."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Errand(provider=provider.id, state=state, nonce=nonce, verifier=verifier, **known)


def way_out(provider: Provider, errand: Errand, *, back: str, language: str) -> str:
    """The address at the provider where the visitor proves who they are. Raises Away."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(errand.verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back,
        "scope": provider.scope if errand.is_proof else _with_address(provider.scope),
        "state": errand.state,
        "nonce": errand.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "ui_locales": language,
    }
    return f"{_known(provider)['authorization_endpoint']}?{urlencode(query)}"


def _with_address(scope: str) -> str:
    """To sign in, the address is asked for as well, so that a new account's form need not ask it anew."""
    return " ".join(dict.fromkeys([*scope.split(), "email"]))


def claims_for(provider: Provider, errand: Errand, *, code: str, back: str) -> dict[str, Any]:
    """The claims that the provider vouches for in exchange for a code. Raises NotProved, Away."""
    answer = _post(
        _known(provider)["token_endpoint"],
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": provider.client_id,
            "client_secret": provider.secret,
            "code_verifier": errand.verifier,
        },
    )
    if not isinstance(answer.get("id_token"), str):
        raise NotProved("no id token")
    claims = _checked(provider, answer["id_token"], nonce=errand.nonce)
    if provider.userinfo and isinstance(answer.get("access_token"), str):
        told = _get(_known(provider)["userinfo_endpoint"], bearer=answer["access_token"])
        if told.get("sub") != claims["sub"]:
            raise NotProved("userinfo of another subject")
        claims = {**told, **claims}
    return claims


def _checked(provider: Provider, token: str, *, nonce: str) -> dict[str, Any]:
    """The claims of an ID token whose signature, issuer, audience, times and nonce hold (OIDC Core 3.1.3.7)."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_of(provider, token),
            algorithms=list(ALGORITHMS),
            audience=provider.client_id,
            issuer=_known(provider)["issuer"],
            leeway=DRIFT,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except jwt.PyJWTError as fault:
        raise NotProved(type(fault).__name__) from None
    if not secrets.compare_digest(str(claims["nonce"]), nonce):
        raise NotProved("nonce")
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if claims.get("azp", provider.client_id) != provider.client_id or (several and "azp" not in claims):
        raise NotProved("azp")
    return claims


def _key_of(provider: Provider, token: str) -> jwt.PyJWK:
    header = jwt.get_unverified_header(token)
    if header.get("alg") not in ALGORITHMS:
        raise jwt.InvalidAlgorithmError
    for fresh in (False, True):  # a key that is not known yet may be new: providers change them
        for key in _keys(provider, fresh=fresh):
            if key.get("kid") == header.get("kid") and key.get("use", "sig") == "sig":
                return jwt.PyJWK(key, algorithm=header["alg"])
    raise jwt.InvalidKeyError


def _keys(provider: Provider, *, fresh: bool) -> list[dict[str, Any]]:
    slot = f"oidc:keys:{provider.id}:{provider.server_url}"
    keys = None if fresh and cache.add(f"{slot}:asked", 1, 60) else cache.get(slot)
    if keys is None:
        keys = _get(_known(provider)["jwks_uri"]).get("keys", [])
        cache.set(slot, keys, 600)
    return [key for key in keys if isinstance(key, dict)]


def _known(provider: Provider) -> Mapping[str, Any]:
    """What the provider tells of itself; kept an hour. Raises Away, NotProved when it speaks for another issuer."""
    slot = f"oidc:known:{provider.id}:{provider.server_url}"
    known = cache.get(slot)
    if known is None:
        known = _get(f"{provider.server_url.rstrip('/')}/.well-known/openid-configuration")
        if str(known.get("issuer", "")).rstrip("/") != provider.server_url.rstrip("/"):
            raise NotProved("issuer")
        cache.set(slot, known, 3600)
    return known


def _get(address: str, *, bearer: str = "") -> dict[str, Any]:
    return _ask("GET", address, headers={"Authorization": f"Bearer {bearer}"} if bearer else {})


def _post(address: str, form: dict[str, str]) -> dict[str, Any]:
    return _ask("POST", address, data=form)


def _ask(method: str, address: str, **more: Any) -> dict[str, Any]:
    """The object that the provider answers with, in bounded time and length. Raises Away, NotProved."""
    until, body = time.monotonic() + WHOLE_PATIENCE, b""
    try:
        with httpx.stream(method, address, timeout=PATIENCE, follow_redirects=False, **more) as answer:
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > LARGEST:
                    raise NotProved("too long")
                if time.monotonic() > until:
                    raise Away("slow")
    except httpx.HTTPError as fault:
        raise Away(type(fault).__name__) from None
    return _told(answer.status_code, body)


def _told(status: int, body: bytes) -> dict[str, Any]:
    if status >= 500:
        raise Away(str(status))
    if status != 200:
        raise NotProved(f"status {status}")
    try:
        told = json.loads(body)
    except ValueError:
        raise NotProved("not JSON") from None
    if not isinstance(told, dict):
        raise NotProved("not an object")
    return told
