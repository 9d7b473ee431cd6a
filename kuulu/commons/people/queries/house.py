"""How the house stands: its people and their duties, its work in the background, its trail."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Case, F, Min, Prefetch, Q, QuerySet, When
from django_tasks_db.models import DBTaskResult

from kuulu.foundation import clock
from kuulu.foundation.models import DeadLetter, JobRun

from ..models import AuditEntry, Person, Role


@dataclass(frozen=True)
class WorkFigures:
    """How the background work stands."""

    waiting: int
    oldest_wait: dt.timedelta
    running: int
    dead: int

    @property
    def is_well(self) -> bool:
        """Nothing is dead and nothing waits longer than ten minutes."""
        return self.dead == 0 and self.oldest_wait < dt.timedelta(minutes=10)


def work_figures() -> WorkFigures:
    """Counts of the queue; work that is meant for later does not wait."""
    now = clock.now()
    ready = DBTaskResult.objects.ready()
    waiting = ready.count()
    since = (
        ready.aggregate(since=Min(Case(When(run_after__lte=now, then=F("run_after")), default=F("enqueued_at"))))[
            "since"
        ]
        or now
    )
    running = DBTaskResult.objects.filter(status="RUNNING").count()
    dead = DeadLetter.objects.filter(settled_at__isnull=True).count()
    return WorkFigures(waiting, max(now - since, dt.timedelta()), running, dead)


def dead_letters() -> QuerySet[DeadLetter]:
    """Work that a person has not settled yet, newest first."""
    return DeadLetter.objects.filter(settled_at__isnull=True).order_by("-failed_at")


def jobs_that_ran() -> QuerySet[JobRun]:
    """Scheduled jobs with their last run."""
    return JobRun.objects.order_by("name")


def people_of_house(*, words: str = "", duty: str = "", closed: bool = False) -> QuerySet[Person]:
    """Everybody who has or had a duty, found by name or address; with all accounts when words are given."""
    people = Person.objects.filter(closed_at__isnull=True, is_active=not closed)
    if duty:
        people = people.filter(roles__duty=duty)
    if words:
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    else:
        people = people.filter(Q(roles__isnull=False) | Q(is_staff=True) | Q(is_superuser=True))
    roles = Prefetch("roles", Role.objects.select_related("unit").order_by("duty"))
    return people.distinct().order_by("name", "email").prefetch_related(roles)


def trail(
    *, verb: str = "", kind: str = "", reference: str = "", since: dt.date | None = None, until: dt.date | None = None
) -> QuerySet[AuditEntry]:
    """Entries of the trail, newest first; `reference` may be a matter's reference or a person's uuid."""
    entries = AuditEntry.objects.order_by("-id")
    for name, value in (("verb", verb), ("kind", kind)):
        if value:
            entries = entries.filter(**{name: value})
    if reference:
        entries = entries.filter(_about(reference))
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    return entries.filter(at__lt=_midnight(until + dt.timedelta(days=1))) if until else entries


def _about(reference: str) -> Q:
    try:
        return Q(person_uuid=uuid.UUID(reference)) | Q(reference=reference)
    except ValueError:
        return Q(reference=reference)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.HELSINKI)


def with_names(entries: list[AuditEntry]) -> list[AuditEntry]:
    """The entries, each with `who`: a name where the account still exists, else its number."""
    wanted = {entry.person_uuid for entry in entries if entry.person_uuid}
    names = {person.uuid: str(person) for person in Person.objects.filter(uuid__in=wanted)}
    for entry in entries:
        entry.who = names.get(entry.person_uuid or uuid.UUID(int=0), str(entry.person_uuid))  # type: ignore[attr-defined]
    return entries
