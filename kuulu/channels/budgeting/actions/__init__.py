"""What changes: a round is opened and decided; a proposal is made, weighed, joined, chosen and carried out."""

from .batch import gather, open_batch, price, propose_batch, recommend
from .carry_out import build, tell_progress
from .decide import decide, number_ballot
from .open_round import open_round
from .own import answer, prove_address, withdraw
from .propose import propose, proposed_with
from .receipt import make_own_link, own_address
from .rule import Ruling, decide_batch
from .weigh import NotNow, hide, join, move_to_unit, publish, weigh

__all__ = [
    "NotNow",
    "answer",
    "Ruling",
    "build",
    "decide",
    "decide_batch",
    "gather",
    "hide",
    "join",
    "make_own_link",
    "move_to_unit",
    "number_ballot",
    "open_batch",
    "open_round",
    "own_address",
    "price",
    "propose",
    "propose_batch",
    "proposed_with",
    "prove_address",
    "publish",
    "recommend",
    "tell_progress",
    "weigh",
    "withdraw",
]
