"""Makes what was told findable."""

from __future__ import annotations

from collections.abc import Callable

from kuulu.commons.matters.models import Matter
from kuulu.site.discover.actions import index_all
from kuulu.site.discover.models import Posting


def tell(done: Callable[[int], None]) -> None:
    """Build the search index when it lacks public matters."""
    if Posting.objects.values("matter").distinct().count() < Matter.objects.public().count():
        index_all()
    done(1)
