"""The demo city's areas, streets and service points."""

from __future__ import annotations

from collections.abc import Callable

from kuulu.commons.places.actions import load_city
from kuulu.commons.places.city import read_city
from kuulu.commons.places.models import Place


def tell(done: Callable[[int], None]) -> None:
    """Load the city once; a second telling finds it there."""
    data = read_city()
    if Place.objects.count() < len(data.places):
        load_city(data)
    done(len(data.areas) + len(data.places))
