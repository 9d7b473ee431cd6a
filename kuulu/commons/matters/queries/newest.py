"""The newest public matters, for feeds."""

from __future__ import annotations

from django.db.models import Q

from kuulu.foundation import registry

from ..models import Matter
from ..vocabulary import Stage


def newest_public(
    *, limit: int, kind: str = "", topic: str = "", area: str = "", unit: str = "", stage: str = "", words: str = ""
) -> list[Matter]:
    """Public matters, those published last first. What no matter has (an unknown area or kind) finds none.

    One query. Words are looked for among the newest thousand only, so that a rare word costs no more than a common.
    """
    if (kind and kind not in registry.kinds()) or (stage and stage not in Stage.values):
        return []
    found = Matter.objects.public().with_unit_and_area().order_by("-published_at", "-id")
    for name, value in (("kind", kind), ("topic", topic), ("area__code", area), ("unit__code", unit), ("stage", stage)):
        if value:
            found = found.filter(**{name: value})
    if not words:
        return list(found[:limit])
    has_all = Q()
    for word in words.split()[:5]:
        has_all &= Q(title__icontains=word) | Q(summary__icontains=word) | Q(address__icontains=word)
    lately = Matter.objects.filter(pk__in=found.values("pk")[:1000])
    return list(lately.filter(has_all).with_unit_and_area().order_by("-published_at", "-id")[:limit])
