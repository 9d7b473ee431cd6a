"""How a ballot goes into the box: sealed in the browser, or by the server at once when there is no script."""

from __future__ import annotations

from typing import Any

from django.views.decorators.debug import sensitive_variables

from ..ballot_box.cast import Promise, cast
from ..models import Vote
from ..slips import Receipt, Slip


class NotAllowed(ValueError):
    """The rules of the vote do not allow these choices."""


def cast_sealed(vote: Vote, slip: Slip, *, box: bytes, idem: str) -> Receipt:
    """Take an envelope that the voter's browser sealed. Raises `ballot_box` Refused and NoKey."""
    return _receipt(vote, slip, cast(vote.pk, tag=slip.tag, box=box, idem=idem))


def is_allowed(vote: Vote, choices: Any) -> bool:
    """Whether the rules of an open vote allow the choices."""
    from ..sealing.ballots import fits, read_choices
    from ..sealing.rules import read_rules

    rules = read_rules(vote.rules.encode())
    return fits(rules, read_choices(rules, choices))


@sensitive_variables()
def cast_choices(vote: Vote, slip: Slip, *, choices: Any, idem: str, code: str, keeps_code: bool = True) -> Receipt:
    """Seal choices for the voter and take the envelope: they stay in memory for this long and are written nowhere.

    `code` and `idem` were drawn for these very choices, so that a form sent twice tells the voter the same. Raises
    NotAllowed, and Refused and NoKey of `ballot_box`.
    """
    from ..sealing.envelope import seal

    if not is_allowed(vote, choices):
        raise NotAllowed
    box = seal(bytes.fromhex(vote.public_key), vote.code, code, choices)
    promise = cast(vote.pk, tag=slip.tag, box=box, idem=idem)
    return _receipt(vote, slip, promise, code=code if keeps_code else "", choices=choices)


def _receipt(vote: Vote, slip: Slip, promise: Promise, **more: Any) -> Receipt:
    return Receipt(
        vote=vote.pk, box=promise.box, day=promise.day.isoformat(), signature=promise.signature,
        version=promise.version, kiosk=slip.kiosk, **more,
    )  # fmt: skip
