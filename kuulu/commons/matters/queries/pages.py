"""Where a matter's own page is, whichever channel brought it."""

from __future__ import annotations

from django.urls import NoReverseMatch

from kuulu.foundation import registry

from ..models import Matter


def page_of(matter: Matter) -> str:
    """The path of its public page in the active language; "" when its channel is away or has no such page."""
    kind = registry.kinds().get(matter.kind)
    try:
        return kind.address(matter) if kind and kind.address else ""
    except NoReverseMatch:
        return ""


def desk_page_of(matter: Matter) -> str:
    """The path of its page at the desk; "" when its channel is away or has none."""
    kind = registry.kinds().get(matter.kind)
    try:
        return kind.desk_address(matter) if kind and kind.desk_address else ""
    except NoReverseMatch:
        return ""
