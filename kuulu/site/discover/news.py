"""Listens to the house's one signal and has changed matters indexed in the background."""

from __future__ import annotations

from typing import Any

from kuulu.commons.matters.models import Matter
from kuulu.foundation.work import work

from .actions import index
from .models import Posting


@work()
def index_matter(matter_id: int) -> None:
    """Index one matter as it is now."""
    index(Matter.objects.get(pk=matter_id))


def matter_was_changed(sender: Any, *, matter_id: int, step_id: int | None = None, **kwargs: Any) -> None:
    """Queue indexing, for those only that are or were public."""
    if Matter.objects.public().filter(pk=matter_id).exists() or Posting.objects.filter(matter_id=matter_id).exists():
        index_matter.enqueue(matter_id)
