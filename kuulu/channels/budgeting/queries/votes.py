"""What the auditor of a vote asks of both sides at once: marks and entitlements, never persons nor choices."""

from __future__ import annotations

from django.db.models import Count

from ..models import Entitlement, Mark, Vote


def marks_without_right(vote: Vote) -> list[str]:
    """Tags that voted, or took paper, and that no door found to be entitled: each must be explained or voided."""
    entitled = Entitlement.objects.filter(vote=vote).values("tag")
    return list(Mark.objects.filter(vote=vote).exclude(tag__in=entitled).order_by("tag").values_list("tag", flat=True))


def entitled_by_door(vote: Vote) -> dict[tuple[str, str], int]:
    """How many were entitled, by electorate and door; published with the result."""
    rows = Entitlement.objects.filter(vote=vote).order_by().values_list("electorate__code", "source")
    return {(electorate, source): count for electorate, source, count in rows.annotate(count=Count("pk"))}
