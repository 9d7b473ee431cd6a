"""Questions asked of feedback, one idea a file."""

from .routing import unit_for

__all__ = ["unit_for"]
