"""The questions of the room: a matter's thread, what came of matters, who answers in time, who hears of what."""

from .answer_times import AnswerTime, answer_times
from .carried import Carried, carried, carry_token
from .duty import Punctuality, punctuality, share_used
from .hearers import Reader, hearers_of, of_unit, on_duty
from .newest import newest_public
from .outcomes import answered_lately, outcomes_of, recent_answers, recent_outcomes
from .pages import desk_page_of, page_of
from .photos import Photo, paper_address, photos
from .subscriptions import fitting
from .thread import ThreadStep, thread

__all__ = [
    "AnswerTime",
    "Carried",
    "Photo",
    "Punctuality",
    "Reader",
    "ThreadStep",
    "answer_times",
    "answered_lately",
    "carried",
    "carry_token",
    "desk_page_of",
    "fitting",
    "hearers_of",
    "newest_public",
    "of_unit",
    "on_duty",
    "outcomes_of",
    "page_of",
    "paper_address",
    "photos",
    "punctuality",
    "recent_answers",
    "recent_outcomes",
    "share_used",
    "thread",
]
