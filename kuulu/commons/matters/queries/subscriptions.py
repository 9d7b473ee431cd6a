"""Which subscriptions a newly published matter fits."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Q

from kuulu.foundation import registry

from ..models import Matter, Subscription


def fitting(matter: Matter) -> list[Subscription]:
    """Confirmed subscriptions that asked for such a matter. One query, and the words compared here."""
    asked = Subscription.objects.filter(
        Q(area__isnull=True) | Q(area_id=matter.area_id),
        Q(kind="") | Q(kind=matter.kind),
        Q(topic="") | Q(topic=matter.topic),
        Q(person__isnull=True) | Q(person__is_active=True),
        confirmed_at__isnull=False,
    )
    public_words = _public_words(matter)
    rows = asked.select_related("person").order_by("id")
    return [row for row in rows if all(word in public_words for word in row.words.split())]


def _public_words(matter: Matter) -> str:
    kind = registry.kinds().get(matter.kind)
    try:
        more = kind.words(matter) if kind and kind.words else ""
    except ObjectDoesNotExist:  # the channel's own part of the matter is not there
        more = ""
    return f"{matter.title} {matter.summary} {matter.address} {more}".lower()
