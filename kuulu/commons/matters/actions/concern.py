"""How a visitor says "this concerns me too", once, without a word or an account."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from kuulu.foundation import freshness

from ..models import Concern, Matter


@transaction.atomic
def concern(matter: Matter, *, digest: str) -> bool:
    """Count a visitor once, however often and from however many windows they press; whether this one was new.

    `digest` is the visitor's from foundation.visitor; the database itself keeps one row per visitor.
    Raises PermissionDenied for a matter that is not public.
    """
    if not matter.is_public:
        raise PermissionDenied
    _row, made = Concern.objects.get_or_create(matter=matter, digest=digest)
    if made:
        Matter.objects.filter(pk=matter.pk).update(concerns_count=F("concerns_count") + 1)
        freshness.bump()
        matter.refresh_from_db(fields=["concerns_count"])
    return made


@transaction.atomic
def take_back_concern(matter: Matter, *, digest: str) -> bool:
    """Undo the press; whether there was one."""
    gone, _models = Concern.objects.filter(matter=matter, digest=digest).delete()
    if gone:
        Matter.objects.filter(pk=matter.pk, concerns_count__gt=0).update(concerns_count=F("concerns_count") - 1)
        freshness.bump()
        matter.refresh_from_db(fields=["concerns_count"])
    return bool(gone)
