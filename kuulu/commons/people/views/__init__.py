"""Pages of the room for residents."""

from .identify import came_back, identify
from .open import second_factor, unsubscribe

__all__ = ["came_back", "identify", "second_factor", "unsubscribe"]
