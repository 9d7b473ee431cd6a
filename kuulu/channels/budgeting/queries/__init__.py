"""What the room is asked: rounds and what is open in them, proposals, what is like one of them."""

from .proposals import (
    COUNTED,
    Leaf,
    Wish,
    by_reference,
    fates_of,
    leaf_of,
    proposals_at_desk,
    proposals_of,
    similar_to,
    steps_of,
)
from .rounds import (
    fixed,
    may_propose_now,
    open_for_ideas,
    phase_now,
    round_named,
    rounds_at_desk,
    shown_rounds,
    timeline,
)

__all__ = [
    "COUNTED",
    "Leaf",
    "Wish",
    "by_reference",
    "fates_of",
    "fixed",
    "leaf_of",
    "may_propose_now",
    "open_for_ideas",
    "phase_now",
    "proposals_at_desk",
    "proposals_of",
    "round_named",
    "rounds_at_desk",
    "shown_rounds",
    "similar_to",
    "steps_of",
    "timeline",
]
