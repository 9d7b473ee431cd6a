"""Listens to the house's one signal and has changed matters indexed in the background."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from kuulu.commons.matters.models import Matter
from kuulu.foundation import freshness
from kuulu.foundation.work import work

from . import grid
from .actions import index
from .models import Posting, Spot


@work()
def index_matter(matter_id: int) -> None:
    """Index one matter as it is now, and count it on the map; pages made before that are stale."""
    matter = Matter.objects.get(pk=matter_id)
    with transaction.atomic():
        index(matter)
        grid.keep(matter)
        freshness.bump()


def matter_was_changed(sender: Any, *, matter_id: int, step_id: int | None = None, **kwargs: Any) -> None:
    """Queue indexing, for those only that are or were public."""
    was_public = Posting.objects.filter(matter_id=matter_id).exists() or Spot.objects.filter(pk=matter_id).exists()
    if was_public or Matter.objects.public().filter(pk=matter_id).exists():
        index_matter.enqueue(matter_id)
