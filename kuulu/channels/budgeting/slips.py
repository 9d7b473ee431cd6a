"""What a voter's browser carries between finding the right to vote and the receipt: sealed cookies, nothing on the server.

A session would lie in the database beside the account, and would tie a mark to a person. A slip lies in the browser alone,
and only the house's key reads it.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from kuulu.commons.people.keys import seal, unseal
from kuulu.foundation import clock, cookies

from .models import Vote

SLIP: Final = "ballot"
RECEIPT: Final = "ballot_receipt"
SLIP_SECONDS: Final = 30 * 60
POLL_SECONDS: Final = 60 * 24 * 3600  #: an open poll knows a browser again until it closes
RECEIPT_SECONDS: Final = 15 * 60
KIOSK_SECONDS: Final = 5 * 60
KIOSK: Final = "kiosk"
KIOSK_DAY: Final = 12 * 3600  #: a device is a kiosk until the evening


@dataclass(frozen=True, slots=True)
class Slip:
    """That this browser may put a ballot into the box for a mark."""

    vote: int
    tag: str = field(repr=False)
    electorate: str
    until: int  #: seconds since 1970
    seed: int  #: of the order in which this voter sees the proposals
    before: str = ""  #: by which door and when the mark was found before, as "desk 2026-05-04"
    kiosk: bool = False  #: given at the desk: the browser is not the voter's own


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was promised, and what the server knows of the ballot when the server sealed it."""

    vote: int
    box: str
    day: str
    signature: str
    version: int
    code: str = field(default="", repr=False)  #: tracking code; "" when the browser sealed, or none was wished
    choices: Any = field(default=None, repr=False)  #: None when the browser sealed
    kiosk: bool = False


def new_slip(vote: Vote, tag: str, electorate: str, *, seconds: int, before: str = "", kiosk: bool = False) -> Slip:
    """A slip that lasts so long."""
    until = int(clock.now().timestamp()) + seconds
    return Slip(vote.pk, tag, electorate, until, secrets.randbits(32), before, kiosk)


def give(response: HttpResponse, slip: Slip) -> None:
    """Put a slip into the voter's browser."""
    seconds = max(slip.until - int(clock.now().timestamp()), 0)
    cookies.give(response, SLIP, seal(json.dumps(asdict(slip))), seconds=seconds)


def read(request: HttpRequest, vote: Vote) -> Slip | None:
    """The slip of this vote that the browser carries, or None when it has none or its time is over."""
    told = _told(cookies.read(request, SLIP, seconds=POLL_SECONDS))
    slip = Slip(**told) if told else None
    return slip if slip and slip.vote == vote.pk and slip.until > clock.now().timestamp() else None


def give_receipt(response: HttpResponse, receipt: Receipt) -> None:
    """Put what was promised into the voter's browser for the page that shows it."""
    cookies.give(response, RECEIPT, seal(json.dumps(asdict(receipt))), seconds=RECEIPT_SECONDS)


def read_receipt(request: HttpRequest, vote: Vote) -> Receipt | None:
    """The receipt of this vote that the browser carries, for a quarter of an hour."""
    told = _told(cookies.read(request, RECEIPT, seconds=RECEIPT_SECONDS))
    receipt = Receipt(**told) if told else None
    return receipt if receipt and receipt.vote == vote.pk else None


def make_kiosk(response: HttpResponse, vote: Vote) -> None:
    """Let this device take the numbers that clerks give for a vote, until the evening."""
    cookies.give(response, KIOSK, f"{vote.pk}:{secrets.token_hex(8)}", seconds=KIOSK_DAY)


def kiosk_of(request: HttpRequest, vote: Vote) -> str:
    """The name of the device when a clerk made it a kiosk of this vote; "" for any other."""
    number, _colon, device = cookies.read(request, KIOSK, seconds=KIOSK_DAY).partition(":")
    return device if number == str(vote.pk) else ""


def forget(response: HttpResponse) -> None:
    """Leave nothing of the vote in this browser."""
    for name in (SLIP, RECEIPT):
        cookies.take_back(response, name)


def _told(sealed: str) -> dict[str, Any]:
    """What was sealed; nothing for anything else."""
    text = unseal(sealed) if sealed else ""
    try:
        told = json.loads(text) if text else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
