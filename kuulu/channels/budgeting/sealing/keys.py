"""The vote key, which two of three people hold, and the log key, with which the server signs what it says."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from .canonical import sha256

KEY_BYTES: Final = 32
HOLDERS: Final = "ABC"
PAIRS: Final = ("AB", "AC", "BC")


class WrongShares(ValueError):
    """Two sheets that do not make up the vote key; the message says why."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one holder keeps: for each pair the holder belongs to, one half of the key's split."""

    holder: str  #: A, B or C
    vote: str
    key_print: str  #: of the public key, 16 hexadecimal digits
    halves: Mapping[str, bytes]  #: pair -> 32 bytes


def new_vote_key() -> X25519PrivateKey:
    """A fresh X25519 key (RFC 7748)."""
    return X25519PrivateKey.generate()


def public_of(key: X25519PrivateKey) -> bytes:
    """The 32 bytes that may be published."""
    return key.public_key().public_bytes_raw()


def key_print(public_key: bytes) -> str:
    """A short print of a public key, so that sheets of two votes are not mixed up."""
    return sha256(public_key)[:16]


def split(key: X25519PrivateKey, vote: str) -> tuple[Sheet, Sheet, Sheet]:
    """Three sheets of which any two make up the key and one alone tells nothing of it.

    Each pair of holders has a split of its own: one keeps random bytes, the other those bytes XOR the key.
    """
    whole, short = key.private_bytes_raw(), key_print(public_of(key))
    halves: dict[str, dict[str, bytes]] = {holder: {} for holder in HOLDERS}
    for one, other in PAIRS:
        halves[one][one + other] = secrets.token_bytes(KEY_BYTES)
        halves[other][one + other] = _xor(whole, halves[one][one + other])
    first, second, third = (Sheet(holder, vote, short, halves[holder]) for holder in HOLDERS)
    return first, second, third


def join(one: Sheet, other: Sheet, public_key: bytes) -> X25519PrivateKey:
    """The vote key out of the sheets of two holders. Raises WrongShares."""
    if one.holder == other.holder:
        raise WrongShares(f"both sheets are those of holder {one.holder}; another holder is needed")
    if one.vote != other.vote:
        raise WrongShares(f"one sheet is of the vote {one.vote}, the other of {other.vote}")
    for sheet in (one, other):
        if sheet.key_print != key_print(public_key):
            raise WrongShares(
                f"the sheet of holder {sheet.holder} is of the key {sheet.key_print}, "
                f"the vote was sealed for the key {key_print(public_key)}"
            )
    pair = "".join(sorted(one.holder + other.holder))
    key = X25519PrivateKey.from_private_bytes(_xor(one.halves[pair], other.halves[pair]))
    if public_of(key) != public_key:
        raise WrongShares(f"the halves {pair} do not make up the vote key: they come from two different splits")
    return key


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def new_log_key() -> bytes:
    """A fresh Ed25519 key (RFC 8032), 32 secret bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def log_public_of(log_key: bytes) -> bytes:
    """The 32 bytes by which anybody checks what a log key signed."""
    return Ed25519PrivateKey.from_private_bytes(log_key).public_key().public_bytes_raw()


def sign(log_key: bytes, message: bytes) -> bytes:
    """An Ed25519 signature of 64 bytes."""
    return Ed25519PrivateKey.from_private_bytes(log_key).sign(message)


def is_signed(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a message was signed by the key. A key or a signature that is none answers no."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
