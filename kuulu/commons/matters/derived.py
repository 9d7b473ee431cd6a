"""Counts kept with a matter, so that lists need not count: whom it concerns and who follows it."""

from __future__ import annotations

from django.db.models import Count, F, Q

from kuulu.foundation import clock
from kuulu.foundation.derived import Derived

from .models import Matter, MatterQuerySet

DIGESTS_KEPT = 23 * clock.MONTH  #: a month less than they are; after that the number alone stays


def _mend(matters: MatterQuerySet, field: str, counted: Count) -> int:
    """Put right the kept number where the rows say another; how many did."""
    wrong = matters.annotate(counted=counted).exclude(**{field: F("counted")})
    mended = 0
    for pk, kept, true in list(wrong.values_list("pk", field, "counted")):
        mended += Matter.objects.filter(pk=pk, **{field: kept}).update(**{field: true})  # unless counted on meanwhile
    return mended


def mend_followers(everything: bool) -> int:
    """Followers whose address is proved."""
    proved = Count("followings", filter=Q(followings__confirmed_at__isnull=False))
    return _mend(Matter.objects.all(), "followers_count", proved)


def mend_concerns(everything: bool) -> int:
    """Visitors who said that it concerns them too; of matters that ended long ago only the number is kept."""
    known = Matter.objects.exclude(ended_at__lt=clock.now() - DIGESTS_KEPT)
    return _mend(known, "concerns_count", Count("concerns"))


DERIVED = [
    Derived(name="matters.followers", mend=mend_followers),
    Derived(name="matters.concerns", mend=mend_concerns),
]
