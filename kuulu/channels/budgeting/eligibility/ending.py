"""Forgets who was entitled: marks, printed codes, passes of the kiosk, and the key that could tell whose a mark was."""

from __future__ import annotations

from typing import Final

from ..keyfiles import NoKey
from ..models.entitlement import Code, DeskPass, Entitlement
from ..models.vote import Vote
from . import tags

TABLES: Final = "VACUUM (FULL) budgeting_entitlement, budgeting_code, budgeting_deskpass"


def forget(vote: Vote) -> dict[str, int]:
    """Delete all of a vote that names a mark; how many. How many codes were printed stays."""
    return {
        "entitlements": Entitlement.objects.filter(vote=vote).delete()[0],
        "codes": Code.objects.filter(vote=vote).delete()[0],
        "desk_passes": DeskPass.objects.filter(vote=vote).delete()[0],
    }


def destroy_key(vote: Vote) -> bool:
    """From then on nobody finds out whose a mark was; whether the key is gone."""
    tags.destroy_key(vote)
    try:
        tags.read_key(vote)
    except NoKey:
        return True
    return False
