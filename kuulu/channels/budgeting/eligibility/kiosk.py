"""From the library's desk to its kiosk: a number of six digits that opens the ballot once, within five minutes.

The clerk who gave it sees no ballot, and the kiosk learns no person: the number leads to a mark and nothing else.
"""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Final

from django.db import IntegrityError, transaction

from kuulu.foundation import clock

from ..models.entitlement import DeskPass
from ..models.vote import Vote
from . import tags
from .entitle import Found

DIGITS: Final = 6
LASTS: Final = dt.timedelta(minutes=5)
TRIES: Final = 5  #: numbers drawn before giving up; two are the same once in a million


def give_number(vote: Vote, found: Found) -> str:
    """A number for a mark that a clerk found entitled. Raises NoKey."""
    DeskPass.objects.filter(until__lte=clock.now()).delete()
    electorate = vote.electorates.get(code=found.electorate)
    key = tags.read_key(vote)
    for _try in range(TRIES):
        number = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        try:
            with transaction.atomic():
                DeskPass.objects.create(
                    vote=vote, number_hmac=_digest(key, vote, number), tag=found.tag, electorate=electorate,
                    until=clock.now() + LASTS,
                )  # fmt: skip
        except IntegrityError:
            continue
        return number
    raise RuntimeError("no number is free")


def take_number(vote: Vote, typed: str) -> tuple[str, str] | None:
    """The tag and the electorate that a number leads to, and the number is used up; None for one that leads nowhere."""
    number = "".join(letter for letter in typed if letter.isdigit())
    if len(number) != DIGITS:
        return None
    with transaction.atomic():
        rows = DeskPass.objects.select_for_update(of=("self",)).select_related("electorate")
        found = rows.filter(
            vote=vote, number_hmac=_digest(tags.read_key(vote), vote, number), until__gt=clock.now()
        ).first()
        if found is None:
            return None
        found.delete()
    return found.tag, found.electorate.code


def _digest(key: bytes, vote: Vote, number: str) -> str:
    return tags.digest_of(key, vote.code, f"desk|{number}")
