"""What the city does with a feedback: answer, ask, move, join, forward, check for the public, say what came of it."""

from .hand_over import mark_delivered
from .publicity import approve, hide, redact, refuse_publishing, show_photo
from .reply import acknowledge_thanks, answer, ask_sender, carry_out, close
from .route import assign, forward, move_to_unit, recategorise, take
from .rules import ChangedMeanwhile, NotNow
from .unite import join, separate
from .work import add_note, record_outcome, reopen, set_priority, shortlist, unlist

__all__ = [
    "ChangedMeanwhile",
    "NotNow",
    "acknowledge_thanks",
    "add_note",
    "answer",
    "approve",
    "ask_sender",
    "assign",
    "carry_out",
    "close",
    "forward",
    "hide",
    "join",
    "mark_delivered",
    "move_to_unit",
    "recategorise",
    "record_outcome",
    "redact",
    "refuse_publishing",
    "reopen",
    "separate",
    "set_priority",
    "shortlist",
    "show_photo",
    "take",
    "unlist",
]
