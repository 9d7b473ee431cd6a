"""What changes: a round is opened and decided; a proposal is made, weighed, joined, chosen and carried out."""

from .carry_out import build, tell_progress
from .decide import decide, number_ballot
from .open_round import open_round
from .own import prove_address, withdraw
from .propose import propose, proposed_with
from .receipt import make_own_link, own_address
from .weigh import NotNow, hide, join, move_to_unit, publish, weigh

__all__ = [
    "NotNow",
    "build",
    "decide",
    "hide",
    "join",
    "make_own_link",
    "move_to_unit",
    "number_ballot",
    "open_round",
    "own_address",
    "propose",
    "proposed_with",
    "prove_address",
    "publish",
    "tell_progress",
    "weigh",
    "withdraw",
]
