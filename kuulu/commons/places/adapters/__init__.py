"""How the room asks others where a place is."""

from __future__ import annotations

from typing import Protocol

from ..queries import Hit


class Geocoder(Protocol):
    """Something that turns a typed place into points. It never raises: what it cannot find, it does not return."""

    def find(self, text: str, limit: int) -> list[Hit]:
        """Places that a text may mean, best first."""
        ...
