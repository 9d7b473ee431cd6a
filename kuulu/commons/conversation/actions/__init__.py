"""The verbs of the room: say, take back, show, hide, report, appeal."""

from .appeal import appeal, settle_appeal
from .moderate import hide, show
from .report import flag, keep
from .say import NotHere, say, take_back

__all__ = ["NotHere", "appeal", "flag", "hide", "keep", "say", "settle_appeal", "show", "take_back"]
