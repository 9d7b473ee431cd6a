"""Three days before a vote ends whoever proposed or follows a candidate hears of it, once."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils.formats import date_format

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Step
from kuulu.foundation import clock

from ..models import Phase, Proposal
from ..vocabulary import Fate, PhaseKind

BEFORE: Final = dt.timedelta(days=3)
VERB: Final = "vote_ends_soon"


def remind() -> str:
    """Tell of every phase of voting that ends within three days; how many candidates were told of."""
    now = clock.now()
    ending = Phase.objects.filter(
        kind=PhaseKind.BALLOT, opens_at__lte=now, closes_at__gt=now, closes_at__lte=now + BEFORE,
        round__opened_at__lte=now,
    )  # fmt: skip
    return f"candidates {sum(_of(phase) for phase in ending)}"


def _of(phase: Phase) -> int:
    told = Step.objects.filter(verb=VERB).values("matter")
    rows = Proposal.objects.filter(round=phase.round_id, number__isnull=False, fate=Fate.POSSIBLE)
    waiting = list(rows.exclude(matter__in=told).select_related("matter").order_by("number"))
    day = date_format(phase.closes_at.astimezone(clock.HELSINKI), "j.n.Y H.i")
    for proposal in waiting:
        with transaction.atomic():
            matters.record(proposal.matter, VERB, by=None, by_staff=True, values={"day": day})
    return len(waiting)
