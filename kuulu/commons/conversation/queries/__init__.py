"""The questions of the room: what is said about a matter, what waits for a check, who checks."""

from .moderators import moderators_of
from .queue import queue, queue_counts
from .talk import Said, Talk, count_shown, own_of, talk

__all__ = ["Said", "Talk", "count_shown", "moderators_of", "own_of", "queue", "queue_counts", "talk"]
