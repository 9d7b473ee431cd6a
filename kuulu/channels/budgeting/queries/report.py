"""The final report of a round: what there was, who took part, what was chosen, what it cost, what is built and what is late."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Progress, Proposal, Round
from ..vocabulary import Fate
from .proposals import fates_of, proposals_of


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """One proposal that is or was carried out."""

    proposal: Proposal
    spent: int | None  #: euros, as last told
    is_built: bool
    last: Progress | None
    delays: list[Progress]  #: each news that moved the day, with its reason


@dataclass(frozen=True, kw_only=True)
class Report:
    """A round in numbers; sums are in euros."""

    proposals: int
    fates: list[tuple[str, int]]
    on_ballot: int
    chosen: list[Chosen]
    cost: int  #: of what was chosen, as weighed
    spent: int  #: as told so far
    built: int
    late: int  #: with at least one delay


def report_of(one: Round) -> Report | None:
    """The report of a decided round; None before it is decided."""
    if not hasattr(one, "verdict"):
        return None
    rows = one.proposals.filter(fate__in=(Fate.CHOSEN, Fate.BUILT)).public()
    chosen = [
        _chosen(each) for each in rows.select_related("matter").prefetch_related("progress").order_by("number", "pk")
    ]
    fates = fates_of(one)
    return Report(
        proposals=proposals_of(one).count(),
        fates=[(str(label), fates[fate]) for fate, label in Fate.choices if fates.get(fate)],
        on_ballot=one.proposals.filter(number__isnull=False).count(),
        chosen=chosen,
        cost=sum(each.proposal.euros or 0 for each in chosen),
        spent=sum(each.spent or 0 for each in chosen),
        built=sum(each.is_built for each in chosen),
        late=sum(bool(each.delays) for each in chosen),
    )


def _chosen(proposal: Proposal) -> Chosen:
    news = list(proposal.progress.all())
    told = [each.spent_euros for each in news if each.spent_euros is not None]
    return Chosen(
        proposal=proposal, spent=told[-1] if told else None, is_built=proposal.fate == Fate.BUILT,
        last=news[-1] if news else None, delays=[each for each in news if each.delay_reasons],
    )  # fmt: skip
