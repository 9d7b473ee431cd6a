"""The words of the room: how much is counted, how lists may be sorted."""

from typing import Final

CAP: Final = 1000  #: hits are counted and ranked up to here, so that cost does not grow with the city
PAGE: Final = 20
TITLE_WEIGHT: Final = 4
SORTS: Final = ("newest", "changed", "concerns")
