"""The questions of the room: a matter's thread, what came of matters, who answers in time, who hears of what."""

from .thread import ThreadStep, thread

__all__ = ["ThreadStep", "thread"]
