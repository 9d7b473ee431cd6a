"""The verbs of a matter. Every change of stage goes through `move`, and leaves a step a resident can read."""

from .attach import ask_to_take_down, attach, blur_paper, describe_paper, hide_paper, remove_paper, show_paper
from .carry import carry_on
from .concern import concern, take_back_concern
from .confirm import follow_by_email, subscribe_by_email
from .duty import change_due, warn_of_due
from .follow import confirm_following, follow, unfollow
from .forget import forget_words
from .life import NotFromHere, assign, hand_over, move, open_matter, record, reopen
from .outcome import record_outcome, share_outcome
from .publish import ask_to_publish, hide, publish, unpublish
from .subscribe import confirm_subscription, subscribe, unsubscribe
from .tell import tell

__all__ = [
    "NotFromHere",
    "ask_to_publish",
    "ask_to_take_down",
    "assign",
    "attach",
    "blur_paper",
    "carry_on",
    "change_due",
    "concern",
    "confirm_following",
    "confirm_subscription",
    "describe_paper",
    "follow",
    "follow_by_email",
    "forget_words",
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
    "share_outcome",
    "show_paper",
    "subscribe",
    "subscribe_by_email",
    "take_back_concern",
    "tell",
    "unfollow",
    "unpublish",
    "unsubscribe",
    "warn_of_due",
]
