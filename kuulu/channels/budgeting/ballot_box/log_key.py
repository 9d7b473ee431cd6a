"""The key with which the box signs promises and heads; it lies in a file outside the database."""

from __future__ import annotations

from typing import Final

from .. import keyfiles

DRAWER: Final = "log"


def make(vote: str) -> bytes:
    """The key of a vote, made unless it is there."""
    return keyfiles.make_key(DRAWER, vote)


def read(vote: str) -> bytes:
    """The key of a vote. Raises NoKey."""
    return keyfiles.read_key(DRAWER, vote)


def destroy(vote: str) -> bool:
    """Whether there was one. What it signed is checked by the public key in the rules."""
    return keyfiles.destroy_key(DRAWER, vote)
