"""The work list of the desk: which matters of all channels wait for whom, soonest due first, counted up to a cap."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import cached_property

from kuulu.commons.people.models import Person, Unit
from kuulu.commons.people.policy import units_of
from kuulu.foundation import clock

from ..models import Matter, MatterQuerySet
from ..policy import READERS, WORKERS, seen_at_desk
from ..vocabulary import Stage, Visibility

CAP: Final = 1000  #: nobody works through more; what is beyond is "over 1 000"
PER_PAGE: Final = 50
SOON: Final = dt.timedelta(days=2)
PUNCTUALITY_DAYS: Final = 90


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an official asked to see. Empty fields ask for nothing."""

    view: str = "open"
    kind: str = ""
    area: str = ""  #: code
    unit: str = ""  #: code
    words: str = ""
    order: str = "due"


#: view -> whether the matters it shows are only those that still wait for an answer
VIEWS: Final[Mapping[str, bool]] = {
    "open": True,
    "mine": True,
    "late": True,
    "soon": True,
    "triage": True,
    "check": False,
    "ended": False,
    "all": False,
}

ORDERS: Final[Mapping[str, tuple[Any, ...]]] = {
    "due": (F("due_at").asc(nulls_last=True), "id"),
    "newest": ("-opened_at", "-id"),
    "oldest": ("opened_at", "id"),
    "changed": ("-changed_at", "-id"),
    "concerns": ("-concerns_count", F("due_at").asc(nulls_last=True), "id"),
}


def work_list(who: Person, wanted: Wanted) -> MatterQuerySet:
    """The matters an official may read and asked for, in the order asked for."""
    found = in_view(seen_at_desk(who), wanted.view, who)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.area:
        found = found.filter(area__code=wanted.area)
    if wanted.unit:
        found = found.filter(unit__code=wanted.unit)
    if wanted.words:
        found = found.filter(_says(wanted.words))
    return found.with_unit_and_area().select_related("handler").order_by(*ORDERS.get(wanted.order, ORDERS["due"]))


def _says(words: str) -> Q:
    """Every word stands in the title, the summary, the address or the reference."""
    wanted = Q()
    for word in words.split()[:6]:
        wanted &= (
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(address__icontains=word)
            | Q(reference__icontains=word)
        )
    return wanted


def in_view(matters: MatterQuerySet, view: str, who: Person) -> MatterQuerySet:
    """One of the views of the list; an unknown one shows what is open."""
    if view == "check":
        return matters.filter(visibility=Visibility.WAITING).exclude(stage=Stage.WITHDRAWN)
    if view == "ended":
        return matters.ended()
    if view == "all":
        return matters
    matters = matters.unanswered()
    if view == "mine":
        return matters.filter(handler=who)
    if view == "late":
        return matters.late()
    if view == "soon":
        return matters.filter(due_at__gte=clock.now(), due_at__lt=clock.now() + SOON)
    if view == "triage":
        return matters.filter(unit__isnull=True)
    return matters


def capped(rows: QuerySet[Any], cap: int = CAP) -> int:
    """How many rows there are, counting no further than one past the cap."""
    return rows.order_by().values("pk")[: cap + 1].count()


def view_counts(who: Person) -> dict[str, int]:
    """How many matters each view holds, capped; a fixed number of queries however many there are."""
    seen = seen_at_desk(who)
    return {view: capped(in_view(seen, view, who)) for view in ("mine", "open", "late", "soon", "triage", "check")}


class CappedPaginator(Paginator):
    """Pages of a list that is counted only up to the cap; what lies beyond is found by narrowing the search."""

    @cached_property
    def count(self) -> int:
        return min(capped(cast("QuerySet[Any]", self.object_list)), CAP)

    @cached_property
    def is_cut(self) -> bool:
        """Whether there may be more than the pages show."""
        return self.count >= CAP


@dataclass(frozen=True, kw_only=True)
class Punctuality:
    """How a person's units have kept their promises lately."""

    answered: int
    in_time: int
    late_now: int
    days: int = PUNCTUALITY_DAYS

    @property
    def share(self) -> int | None:
        """In per cent; None when nothing was answered."""
        return round(100 * self.in_time / self.answered) if self.answered else None


def punctuality_of(who: Person) -> Punctuality:
    """The promises of the units in which the person works, over the last 90 days; two queries."""
    units = units_of(who, *READERS)
    mine = Matter.objects.all() if units is None else Matter.objects.filter(unit_id__in=units)
    since = clock.now() - dt.timedelta(days=PUNCTUALITY_DAYS)
    told = mine.filter(answered_at__gte=since).aggregate(
        answered=Count("pk"), in_time=Count("pk", filter=Q(answered_at__lte=F("due_at")))
    )
    return Punctuality(answered=told["answered"], in_time=told["in_time"], late_now=capped(seen_at_desk(who).late()))


def units_to_move_to() -> QuerySet[Unit]:
    """Every unit that can answer, for a list to choose from."""
    return Unit.objects.filter(is_active=True).exclude(kind="body").order_by("code")


def colleagues(unit: Unit | None) -> list[Person]:
    """The people who may be given a matter of this unit, by name."""
    if unit is None:
        return []
    today = clock.today()
    people = Person.objects.filter(
        Q(roles__ends_on__isnull=True) | Q(roles__ends_on__gte=today),
        roles__unit_id__in=[unit.pk, unit.parent_id],
        roles__duty__in=WORKERS,
        roles__starts_on__lte=today,
        is_active=True,
    )
    return list(people.distinct().order_by("name", "email"))
