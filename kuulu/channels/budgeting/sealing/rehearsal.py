"""Before a vote opens two holders open envelopes sealed with its key: who cannot do it then cannot do it at the count."""

from __future__ import annotations

import json
from typing import Final

from .canonical import canonical
from .codes import new_code
from .envelope import seal, unseal
from .keys import Sheet, join

ENVELOPES: Final = 10


def new_rehearsal(public_key: bytes, vote: str, envelopes: int = ENVELOPES) -> tuple[bytes, list[str]]:
    """A file for the holders, and the sorted codes that they will find. Its envelopes can be no ballots of the vote."""
    codes = sorted(new_code() for _ in range(envelopes))
    boxes = sorted(seal(public_key, _told(vote), code, []).hex() for code in codes)
    return canonical({"boxes": boxes, "id": vote, "public_key": public_key.hex(), "v": 1}), codes


def rehearse(file: bytes, sheets: tuple[Sheet, Sheet]) -> list[str]:
    """The codes in the envelopes of such a file, sorted. Raises WrongShares, Unopenable and ValueError."""
    told = json.loads(file)
    if not isinstance(told, dict) or not isinstance(told.get("boxes"), list):
        raise ValueError("this is no file of a rehearsal")
    key = join(*sheets, bytes.fromhex(str(told.get("public_key"))))
    return sorted(unseal(key, _told(str(told.get("id"))), bytes.fromhex(box))[0] for box in told["boxes"])


def _told(vote: str) -> str:
    return f"{vote}|rehearsal"
