"""Questions asked of feedback, one idea a file."""

from .figures import answered_in_time, counted_between, yearly_figures
from .listing import (
    LOOKED_THROUGH,
    Leaf,
    Wish,
    all_answers,
    by_reference,
    is_gone,
    leaf_of,
    public_answers,
    public_feedback,
)
from .own import (
    REOPENABLE,
    feedback_of,
    is_address_proved,
    may_reopen_until,
    may_withdraw,
    other_ways,
    own_messages,
    to_be_asked,
    waits_for_reply,
)
from .routing import unit_for
from .similar import Similar, similar_to
from .subjects import GroupOfSubjects, category_named, names_of_subjects, subjects

__all__ = [
    "LOOKED_THROUGH",
    "REOPENABLE",
    "is_address_proved",
    "answered_in_time",
    "counted_between",
    "yearly_figures",
    "all_answers",
    "public_answers",
    "GroupOfSubjects",
    "Leaf",
    "Similar",
    "Wish",
    "by_reference",
    "category_named",
    "feedback_of",
    "is_gone",
    "leaf_of",
    "may_reopen_until",
    "may_withdraw",
    "other_ways",
    "own_messages",
    "public_feedback",
    "similar_to",
    "names_of_subjects",
    "subjects",
    "to_be_asked",
    "unit_for",
    "waits_for_reply",
]
