"""The verbs of a matter. Every change of stage goes through `move`, and leaves a step a resident can read."""

from .follow import confirm_following, follow, unfollow
from .life import NotFromHere, assign, hand_over, move, open_matter, record, record_outcome, reopen
from .publish import ask_to_publish, hide, publish, unpublish

__all__ = [
    "NotFromHere",
    "ask_to_publish",
    "assign",
    "confirm_following",
    "follow",
    "hand_over",
    "hide",
    "move",
    "open_matter",
    "publish",
    "record",
    "record_outcome",
    "reopen",
    "unfollow",
    "unpublish",
]
