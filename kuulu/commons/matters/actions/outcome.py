"""How it is written down what came of a matter."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock, freshness

from ..models import Matter, Outcome
from ..policy import may_work_on
from ..vocabulary import Visibility
from .life import record


@transaction.atomic
def record_outcome(
    matter: Matter,
    *,
    kind: str,
    text: dict[str, str],
    by: Person,
    link: str = "",
    case_number: str = "",
    at: dt.date | None = None,
    acts_for: Unit | None = None,
    told_at: dt.datetime | None = None,
) -> Outcome:
    """Write down what came of a matter, and tell its followers; `acts_for` as in `move`, `at` its day. Raises PermissionDenied."""
    if acts_for is None and not may_work_on(by, matter):
        raise PermissionDenied
    outcome = Outcome.objects.create(
        matter=matter,
        kind=kind,
        text=text,
        link=link,
        case_number=case_number,
        at=at or clock.today(),
    )
    record(matter, "outcome", by=by, unit=acts_for, values={"text": text, "link": link}, by_staff=True, at=told_at)
    if matter.visibility == Visibility.PUBLIC:
        freshness.bump()
    return outcome


def share_outcome(outcome: Outcome, *, matter: Matter) -> Outcome:
    """Show the same outcome on a matter joined to the one it came of; its opener hears of it through that one."""
    outcome.pk = None
    outcome.matter = matter
    outcome.save(force_insert=True)
    if matter.is_public:
        freshness.bump()
    return outcome
