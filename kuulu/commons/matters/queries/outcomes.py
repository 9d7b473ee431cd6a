"""What came of it: the newest outcomes and answers that anybody may read."""

from __future__ import annotations

from django.db.models import F

from ..models import Matter, MatterQuerySet, Outcome


def recent_outcomes(limit: int = 3) -> list[Outcome]:
    """The newest outcomes of public matters, each with its matter. One query."""
    public = Outcome.objects.filter(matter__in=Matter.objects.public())
    return list(public.select_related("matter", "matter__unit", "matter__area").order_by("-at", "-id")[:limit])


def recent_answers(limit: int = 3) -> list[Matter]:
    """The public matters answered last. One query."""
    return list(answered_lately()[:limit])


def answered_lately() -> MatterQuerySet:
    """Public matters that have an answer, the latest answered first."""
    answered = Matter.objects.public().filter(answered_at__isnull=False)
    return answered.with_unit_and_area().order_by(F("answered_at").desc(), "-id")


def outcomes_of(matter: Matter) -> list[Outcome]:
    """What came of one matter, oldest first. One query."""
    return list(matter.outcomes.all())
