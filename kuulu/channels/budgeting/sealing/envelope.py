"""Seals a ballot so that only the vote key opens it, and every envelope is as long as every other.

HPKE in base mode (RFC 9180): DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. Inside stand two bytes of length, the
ballot in canonical JSON, and zeros up to 1024 bytes.
"""

from __future__ import annotations

from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from .canonical import canonical, read_canonical

INSIDE: Final = 1024  #: bytes of the padded ballot
BOX: Final = 32 + INSIDE + 16  #: bytes of an envelope: the encapsulated key, the ballot, the tag
LENGTH: Final = 2  #: bytes that tell how long the ballot is
SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)


class TooLong(ValueError):
    """The choices do not fit into an envelope."""


class Unopenable(ValueError):
    """What is in no envelope's form. `why` is size, key, padding or content."""

    def __init__(self, why: str, text: str) -> None:
        super().__init__(text)
        self.why = why


def seal(public_key: bytes, vote: str, code: str, choices: Any) -> bytes:
    """The envelope of 1072 bytes with a ballot in it.

    `public_key` is 32 bytes; `choices` are a list of ids (choose, rank) or a map from ids to points. Raises TooLong, and
    ValueError for a key that is none.
    """
    inside = canonical({"code": code, "choices": choices})
    if len(inside) > INSIDE - LENGTH:
        raise TooLong(f"{len(inside)} bytes do not fit into {INSIDE - LENGTH}")
    padded = (len(inside).to_bytes(LENGTH, "big") + inside).ljust(INSIDE, b"\0")
    return SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(public_key), info=_told(vote))


def unseal(key: X25519PrivateKey, vote: str, box: bytes) -> tuple[str, Any]:
    """The tracking code and the choices in an envelope, whatever the choices are. Raises Unopenable."""
    if len(box) != BOX:
        raise Unopenable("size", f"an envelope has {BOX} bytes, not {len(box)}")
    try:
        padded = SUITE.decrypt(box, key, info=_told(vote))
    except (InvalidTag, ValueError):
        raise Unopenable("key", "sealed for another key or another vote, or changed since") from None
    return _ballot_in(padded)


def _told(vote: str) -> bytes:
    return f"kuulu-vote-1|{vote}".encode()


def _ballot_in(padded: bytes) -> tuple[str, Any]:
    """What the padded bytes say. Raises Unopenable."""
    length = int.from_bytes(padded[:LENGTH], "big")
    inside, rest = padded[LENGTH : LENGTH + length], padded[LENGTH + length :]
    if len(padded) != INSIDE or length > INSIDE - LENGTH or rest.strip(b"\0"):
        raise Unopenable("padding", "the padding is wrong")
    try:
        ballot = read_canonical(inside)
    except ValueError as fault:
        raise Unopenable("content", f"no ballot: {fault}") from None
    if not isinstance(ballot, dict) or set(ballot) != {"code", "choices"} or not isinstance(ballot["code"], str):
        raise Unopenable("content", "no ballot: a code and choices are expected")
    return ballot["code"], ballot["choices"]
