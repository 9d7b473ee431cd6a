"""Turns a person or a code into the tag of a mark, by a key that lies outside the database until it is destroyed."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from .. import keyfiles
from ..models.entitlement import Code
from ..models.vote import TAG, Vote
from ..vocabulary import VoteState

DRAWER: Final = "tags"


def make_key(vote: Vote) -> bytes:
    """The key of a vote that has not closed, made unless it is there: when codes are printed, or at the opening."""
    may_begin = vote.state in (VoteState.DRAFT, VoteState.REHEARSED, VoteState.OPEN)
    if not may_begin or vote.entitlements.exists() or Code.objects.filter(vote=vote).exists():
        return read_key(vote)  # another key would let everybody vote once more
    return keyfiles.make_key(DRAWER, vote.code)


def read_key(vote: Vote) -> bytes:
    """The key of a vote. Raises NoKey."""
    return keyfiles.read_key(DRAWER, vote.code)


def destroy_key(vote: Vote) -> bool:
    """From then on nobody can find out whose a mark is. Whether there was a key."""
    return keyfiles.destroy_key(DRAWER, vote.code)


def tag_of(key: bytes, vote: str, person_key: str) -> str:
    """The tag of a person's mark in a vote: 32 hexadecimal digits."""
    return _keyed(key, f"kuulu-vote-1|{vote}|{person_key}")[:TAG]


def digest_of(key: bytes, vote: str, code: str) -> str:
    """What is kept of a printed code: 64 hexadecimal digits."""
    return _keyed(key, f"kuulu-code-1|{vote}|{code}")


def _keyed(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
