"""Proposals in lists, one by its number, how many have which fate, and those that are like a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Case, Count, F, Prefetch, Q, Value, When

from kuulu.commons.matters.models import Paper
from kuulu.commons.matters.policy import seen_at_desk
from kuulu.commons.matters.queries import ThreadStep, thread
from kuulu.commons.matters.vocabulary import PaperState
from kuulu.commons.people.policy import Someone

from ..models import Proposal, ProposalQuerySet, Round
from ..vocabulary import KIND, UNWEIGHED, Fate

PAGE: Final = 24  #: proposals on a page
COUNTED: Final = 1000  #: proposals counted at most
LOOKED_THROUGH: Final = 2000  #: newest public proposals among which similar ones are looked for
WORD: Final = re.compile(r"[^\W\d_]{4,}")
ROOT: Final = 5  #: letters by which two forms of a word are taken for one


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a visitor of a list asked for."""

    fate: str = ""
    area: str = ""  #: code
    words: str = ""
    order: str = "newest"  #: or "votes", "concerns"
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page of a list; it is what the pages component asks a page for."""

    rows: list[Proposal]
    number: int
    count: int  #: at most COUNTED
    is_more: bool

    @property
    def num_pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    @property
    def paginator(self) -> Leaf:
        return self


ORDERS: Final[dict[str, tuple[Any, ...]]] = {
    "votes": (F("votes").desc(nulls_last=True), "matter_id"),
    "concerns": ("-matter__concerns_count", "-matter_id"),
    "newest": ("-matter__opened_at", "-matter_id"),
}


def proposals_of(one: Round) -> ProposalQuerySet:
    """The public proposals of a round."""
    return Proposal.objects.filter(round=one).public()


def leaf_of(one: Round, wish: Wish) -> Leaf:
    """The asked page; a number beyond the last gives the last. Three queries."""
    rows = proposals_of(one)
    if wish.fate:
        rows = rows.filter(fate=wish.fate)
    if wish.area:
        rows = rows.filter(matter__area__code=wish.area)
    for word in wish.words.split()[:5]:
        rows = rows.filter(Q(matter__title__icontains=word) | Q(text__icontains=word))
    count = rows.order_by()[: COUNTED + 1].count()
    number = min(max(1, wish.page), max(1, -(-min(count, COUNTED) // PAGE)))
    rows = rows.order_by(*ORDERS.get(wish.order, ORDERS["newest"])).select_related("matter", "matter__area")
    rows = rows.defer("matter__area__shape").prefetch_related(_pictures())
    shown = list(rows[(number - 1) * PAGE : number * PAGE])
    return Leaf(rows=shown, number=number, count=min(count, COUNTED), is_more=count > COUNTED)


def _pictures() -> Prefetch:
    public = Paper.objects.filter(state=PaperState.PUBLIC).order_by("order", "id")
    return Prefetch("matter__papers", public, to_attr="public_papers")


def fates_of(one: Round) -> dict[str, int]:
    """How many public proposals have which fate."""
    return dict(proposals_of(one).order_by().values_list("fate").annotate(Count("pk")))


def by_reference(reference: str) -> Proposal | None:
    """The proposal of that number with what its pages show, or None."""
    rows = Proposal.objects.select_related(
        "matter__unit", "matter__area", "matter__place", "matter__opened_by", "round__unit", "round__decides",
        "joined_to__matter", "earlier__matter", "earlier__round",
    )  # fmt: skip
    return rows.filter(matter__reference=reference[:20].upper(), matter__kind=KIND).first()


def proposals_at_desk(who: Someone, one: Round) -> ProposalQuerySet:
    """The proposals of a round that this person may read at the desk, the unweighed ones first."""
    seen = seen_at_desk(who).filter(kind=KIND)
    rows = Proposal.objects.filter(round=one, matter__in=seen)
    waits = Case(When(fate__in=UNWEIGHED, then=Value(0)), default=Value(1))
    order: list[Any] = [waits, "fate", "matter__due_at", "matter_id"]
    return rows.select_related("matter", "matter__unit", "matter__area").defer("matter__area__shape").order_by(*order)


def roots(text: str) -> set[str]:
    """The beginnings of the words of a text, by which its forms are taken for one."""
    return {word[:ROOT] for word in WORD.findall(text.casefold())}


def similar_to(title: str, text: str, *, besides: int = 0, most: int = 4) -> list[Proposal]:
    """Public proposals of any round that share most of the title's words, with their fate."""
    wanted = roots(title) or roots(text[:200])
    if not wanted:
        return []
    newest = Proposal.objects.public().exclude(pk=besides).order_by("-matter_id")[:LOOKED_THROUGH]
    titles = newest.values_list("pk", "matter__title")
    scored = [(len(wanted & roots(one)) / len(wanted), pk) for pk, one in titles]
    best = sorted((pair for pair in scored if pair[0] >= 0.5), reverse=True)[:most]
    rows = Proposal.objects.select_related("matter", "round").in_bulk([pk for _share, pk in best])
    return [rows[pk] for _share, pk in best if rows[pk].fate != Fate.WITHDRAWN]


def steps_of(proposal: Proposal, **reader: bool) -> list[ThreadStep]:
    """Its thread. An answer is expected only until it has one; afterwards the facts tell by when the work is done."""
    steps = thread(proposal.matter, **reader)
    return steps if proposal.fate in UNWEIGHED else [step for step in steps if step.verb != "expected"]
