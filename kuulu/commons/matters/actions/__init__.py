"""The verbs of a matter. Every change of stage goes through `move`, and leaves a step a resident can read."""

from .attach import ask_to_take_down, attach, blur_paper, describe_paper, hide_paper, remove_paper, show_paper
from .concern import concern, take_back_concern
from .follow import confirm_following, follow, unfollow
from .life import NotFromHere, assign, hand_over, move, open_matter, record, record_outcome, reopen
from .publish import ask_to_publish, hide, publish, unpublish

__all__ = [
    "NotFromHere",
    "ask_to_publish",
    "ask_to_take_down",
    "assign",
    "attach",
    "blur_paper",
    "concern",
    "confirm_following",
    "describe_paper",
    "follow",
    "hand_over",
    "hide",
    "hide_paper",
    "move",
    "open_matter",
    "publish",
    "record",
    "record_outcome",
    "remove_paper",
    "reopen",
    "show_paper",
    "take_back_concern",
    "unfollow",
    "unpublish",
]
