"""What waits for a moderator."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch

from kuulu.commons.people.policy import Someone

from ..models import Comment, CommentQuerySet, Flag
from ..policy import seen_by_moderator
from ..vocabulary import Queue


def queue(who: Someone, which: Queue) -> CommentQuerySet:
    """Comments of one queue that the moderator may look at, longest waiting first."""
    mine = seen_by_moderator(who)
    found = {Queue.WAITING: mine.waiting, Queue.REPORTED: mine.flagged, Queue.APPEALS: mine.appealed}[which]()
    open_flags = Flag.objects.filter(settled_at__isnull=True).order_by("id")
    return (
        found.select_related(
            "matter", "matter__unit", "matter__area", "writer", "paper", "appeal", "hidden_by", "parent"
        )
        .prefetch_related(Prefetch("flags", open_flags, to_attr="open_flags"))
        .order_by("made_at", "id")
    )


def queue_counts(who: Someone) -> dict[str, int]:
    """How many wait in each queue. Three queries."""
    mine = seen_by_moderator(who)
    return {
        Queue.WAITING: mine.waiting().count(),
        Queue.REPORTED: mine.flagged().count(),
        Queue.APPEALS: mine.appealed().count(),
    }


def one(who: Someone, uuid: UUID | str) -> Comment | None:
    """One comment the moderator may look at."""
    return seen_by_moderator(who).select_related("matter", "matter__area", "paper").filter(uuid=uuid).first()
