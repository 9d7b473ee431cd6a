"""Identity providers as the settings name them, and what their words come to: a level, a digest, an age band."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from stdnum.exceptions import ValidationError
from stdnum.fi import hetu

from kuulu.foundation import clock
from kuulu.foundation.languages import say

from .keys import digest
from .vocabulary import AGE_BANDS, Level


@dataclass(frozen=True, kw_only=True)
class Provider:
    """One OpenID Connect provider, from KUULU["OIDC"] (environment: KUULU_OIDC, a JSON list)."""

    id: str
    client_id: str
    server_url: str  #: the issuer, where /.well-known/openid-configuration lies
    secret: str = ""
    names: Mapping[str, str] | str = ""
    scope: str = "openid"
    method: str = ""  #: what Identification.method tells; the provider's id when empty
    identifies: bool = True  #: whether residents prove with it who they are
    sign_in: bool = False  #: whether accounts are opened with it
    levels: Mapping[str, str] = field(default_factory=dict)  #: a claim's value -> "strong", "school"
    origins: Sequence[str] = ()  #: further origins it sends visitors through, for the content policy
    userinfo: bool = False  #: whether claims are asked from the userinfo address too

    @property
    def name(self) -> str:
        return say(self.names) or self.id


def providers() -> list[Provider]:
    """Every provider of the settings. Raises TypeError for one with a field missing or unknown."""
    return [Provider(**words) for words in settings.KUULU.get("OIDC", ())]


def provider(provider_id: str) -> Provider | None:
    """The identifying provider of that id."""
    return next((found for found in providers() if found.id == provider_id and found.identifies), None)


def sign_in_provider(provider_id: str) -> Provider | None:
    """The provider of that id by which accounts are opened."""
    return next((found for found in providers() if found.id == provider_id and found.sign_in), None)


def origins() -> list[str]:
    """Every origin that a form of sign-in or identification may end at."""
    return [
        origin
        for found in providers()
        for origin in ("{0.scheme}://{0.netloc}".format(urlsplit(found.server_url)), *found.origins)
    ]


def level_of_claims(found: Provider, claims: Mapping[str, Any]) -> Level:
    """The level that the claims vouch for; `acr`, `loa` and `amr` may each be one word or a list of them."""
    told = {word for name in ("acr", "loa", "amr") for word in _words(claims.get(name))}
    levels = {Level[name.upper()] for value, name in found.levels.items() if value in told}
    if told & set(settings.KUULU["OIDC_STRONG_LEVELS"]):
        levels.add(Level.STRONG)
    return max(levels, default=Level.NONE)


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def code_of_claims(claims: Mapping[str, Any]) -> str:
    """The Finnish personal identity code among the claims, in its one written form, or nothing."""
    for name in settings.KUULU["OIDC_CODE_CLAIMS"]:
        value = claims.get(name)
        if isinstance(value, str) and value:
            return normal_code(value)
    return ""


def normal_code(value: str) -> str:
    """Upper case, checked by date and check sign. Raises ValueError for what is no code."""
    try:
        return hetu.validate(value, allow_temporary=settings.KUULU.get("OIDC_TEST_CODES", False))
    except ValidationError:
        raise ValueError("not a personal identity code") from None  # nothing of the code travels on


def person_key(claims: Mapping[str, Any]) -> str:
    """What stands for the person at every proof: the identity code, else issuer and subject. Never to be stored."""
    code = code_of_claims(claims)
    return key_of_code(code) if code else f"sub:{claims['iss']}|{claims['sub']}"


def key_of_code(code: str) -> str:
    """The same for an identity code that was read from a document; see `normal_code`."""
    return f"hetu:{code}"


def digest_of_claims(purpose: str, claims: Mapping[str, Any]) -> str:
    """The keyed digest that stands for a person in one purpose."""
    return digest(f"identity:{purpose}", person_key(claims))


def born_on(claims: Mapping[str, Any]) -> dt.date | None:
    """The day of birth, by the claim or the identity code; used at once and kept nowhere."""
    told = claims.get("birthdate")
    if isinstance(told, str):
        try:
            return dt.date.fromisoformat(told)
        except ValueError:
            return None
    code = code_of_claims(claims)
    return born_by_code(code) if code else None


def born_by_code(code: str) -> dt.date:
    """The day of birth that a valid identity code tells."""
    century = 1800 if code[6] == "+" else 1900 if code[6] in "-YXWVU" else 2000
    return dt.date(century + int(code[4:6]), int(code[2:4]), int(code[:2]))


def age_band(claims: Mapping[str, Any]) -> str:
    """The age in years today as one of AGE_BANDS, or nothing when it is not told."""
    born, today = born_on(claims), clock.today()
    if born is None or born > today:
        return ""
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next(name for least, name in reversed(AGE_BANDS) if age >= least)


def municipality_of(claims: Mapping[str, Any]) -> str:
    """The number of the home municipality ("491"), never of somebody whose whereabouts are not to be disclosed."""
    hidden = claims.get("turvakielto", claims.get("non_disclosure", False))
    number = claims.get("municipality_of_residence_number") or claims.get("urn:oid:1.2.246.517.2002.2.18") or ""
    if hidden not in (False, "false", "0", 0, None, ""):
        return ""
    return number if isinstance(number, str) and number.isdigit() and len(number) <= 3 else ""
