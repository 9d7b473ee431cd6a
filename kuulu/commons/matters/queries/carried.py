"""What the sender of a matter takes along to another channel, and how matters that began so lead to each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.core import signing

from kuulu.foundation import registry

from ..models import Carrying, Matter
from .pages import desk_page_of, page_of

SALT: Final = "matters.carry"
GOOD_FOR: Final = dt.timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Carried:
    """What another channel begins with; its sender may change all of it."""

    title: str
    text: str
    language: str
    lat: float | None
    lon: float | None
    address: str


def carry_token(matter: Matter) -> str:
    """A word for the address of another channel, by which its form finds the matter; give it to the sender alone."""
    return signing.dumps(matter.pk, salt=SALT)


def origin_of(token: str) -> Matter | None:
    """The matter of a token, or None when it was not made here, is too old, or its matter was taken back."""
    try:
        number = signing.loads(token[:200], salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return Matter.objects.filter(pk=number).exclude(stage="withdrawn").first()


def carried(token: str) -> Carried | None:
    """What the sender brings along with this token, or None."""
    matter = origin_of(token)
    if matter is None:
        return None
    kind = registry.kinds().get(matter.kind)
    text = kind.carries(matter) if kind and kind.carries else matter.summary
    return Carried(
        title=matter.title,
        text=text,
        language=matter.language,
        lat=matter.lat,
        lon=matter.lon,
        address=matter.address,
    )


@dataclass(frozen=True, kw_only=True)
class Way:
    """A link from one matter to the one it went on as, or began from."""

    reference: str
    href: str


def ways(matter: Matter, carryings: Iterable[int], *, for_staff: bool, for_opener: bool) -> dict[int, Way]:
    """Carrying id -> where it leads, for those whose other matter this reader may open. One query."""
    rows = Carrying.objects.filter(pk__in=list(carryings)).select_related("origin", "matter")
    found = {}
    for row in rows:
        other = row.matter if row.origin_id == matter.pk else row.origin
        if href := _page(other, matter, for_staff=for_staff, for_opener=for_opener):
            found[row.pk] = Way(reference=other.reference, href=href)
    return found


def _page(other: Matter, matter: Matter, *, for_staff: bool, for_opener: bool) -> str:
    if for_staff:
        return desk_page_of(other) or page_of(other)
    is_same = matter.opened_by_id is not None and other.opened_by_id == matter.opened_by_id
    return page_of(other) if other.is_public or (for_opener and is_same) else ""
