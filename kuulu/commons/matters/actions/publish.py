"""How a matter becomes public, and stops being so. The opener wishes, staff checks; both are needed."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.people.models import Person
from kuulu.foundation import clock, freshness

from ..models import Matter, Step
from ..policy import may_check
from ..vocabulary import PaperState, Visibility
from .life import record
from .subscribe import tell_subscribers
from .tell import NEWS_FOR


def ask_to_publish(matter: Matter) -> None:
    """The opener wishes the matter public: it now waits for a check."""
    matter.visibility = Visibility.WAITING
    matter.save(update_fields=["visibility"])


@transaction.atomic
def publish(matter: Matter, *, by: Person, at: dt.datetime | None = None, with_papers: bool = True) -> Step:
    """Make a checked matter public, with the pictures that waited for the same check. Raises PermissionDenied."""
    if not may_check(by, matter):
        raise PermissionDenied
    is_first = matter.published_at is None
    matter.visibility = Visibility.PUBLIC
    matter.published_at = matter.published_at or at or clock.now()
    matter.save(update_fields=["visibility", "published_at"])
    if with_papers:
        matter.papers.filter(state=PaperState.WAITING).update(state=PaperState.PUBLIC)
    freshness.bump()
    if is_first and (at is None or at > clock.now() - NEWS_FOR):
        tell_subscribers.enqueue(matter.pk)
    return record(matter, "published", by=by, by_staff=True, at=at)


@transaction.atomic
def hide(matter: Matter, *, by: Person, note: str) -> Step:
    """Take a public matter out of sight with a reason that its opener is told. Raises PermissionDenied."""
    if not may_check(by, matter):
        raise PermissionDenied
    matter.visibility = Visibility.HIDDEN
    matter.save(update_fields=["visibility"])
    freshness.bump()
    return record(matter, "hidden", by=by, note=note, by_staff=True)


@transaction.atomic
def unpublish(matter: Matter, *, by: Person | None) -> Step:
    """Make a matter private again at its opener's wish; the caller has shown that it is the opener."""
    matter.visibility = Visibility.PRIVATE
    matter.save(update_fields=["visibility"])
    freshness.bump()
    return record(matter, "made_private", by=by)
