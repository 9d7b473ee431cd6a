"""What the door plate tells: what is open now, what happens when, how many there were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kuulu.foundation import clock
from kuulu.foundation.channel import Happening, Opening
from kuulu.foundation.languages import say

from ..models import Phase, Proposal, Round
from ..vocabulary import Fate, PhaseKind, RoundKind
from .batches import happenings_of_batches


def openings() -> Iterator[Opening]:
    """Rounds that take ideas now."""
    rounds = Round.objects.shown().select_related("decides").prefetch_related("phases").order_by("order", "code")
    for one in rounds:
        ideas = next((phase for phase in one.phases.all() if phase.kind == PhaseKind.IDEAS), None)
        is_open = ideas.is_open if ideas else one.kind == RoundKind.ROLLING
        if is_open:
            yield Opening(
                title=say(one.invitations) or say(one.names),
                address=reverse("budgeting:propose", args=[one.code]),
                closes=ideas.closes_at if ideas else None,
                minutes=5,
                who_decides=_("Decides: %(body)s") % {"body": say(one.decides.names)},
            )


def happenings(start: dt.date, end: dt.date) -> Iterator[Happening]:
    """The phases of opened rounds that lie between two days, and the days of their batches."""
    first = dt.datetime.combine(start, dt.time(), tzinfo=clock.HELSINKI)
    after = dt.datetime.combine(end + dt.timedelta(days=1), dt.time(), tzinfo=clock.HELSINKI)
    phases = Phase.objects.filter(round__in=Round.objects.shown(), opens_at__lt=after, closes_at__gt=first)
    for phase in phases.select_related("round").order_by("opens_at"):
        yield Happening(
            title=f"{say(phase.round.names)}: {phase.get_kind_display()}",
            starts=phase.opens_at,
            ends=phase.closes_at,
            address=reverse("budgeting:round", args=[phase.round.code]),
        )
    yield from happenings_of_batches(start, end)


def proposed_between(start: dt.date, end: dt.date) -> int:
    """How many proposals came on the days from `start` to `end`."""
    return Proposal.objects.filter(matter__opened_at__date__gte=start, matter__opened_at__date__lte=end).count()


def built_between(start: dt.date, end: dt.date) -> int:
    """How many proposals were done on the days from `start` to `end`."""
    rows = Proposal.objects.filter(fate=Fate.BUILT)
    return rows.filter(matter__ended_at__date__gte=start, matter__ended_at__date__lte=end).count()
