"""Public feedback in lists: filters a resident uses, an order, pages of bounded cost, and one by its reference."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q

from kuulu.commons.matters.models import Matter, MatterQuerySet, Paper
from kuulu.commons.matters.vocabulary import PaperState, Stage
from kuulu.foundation import clock
from kuulu.foundation.languages import say

from ..models import Feedback, Question
from ..vocabulary import KIND

PAGE = 20  #: rows on a page
LOOKED_THROUGH = 5000  #: newest rows in which words are looked for; the search of the whole house looks in all
COUNTED = 1000  #: rows counted at most; beyond it the page says "more than"


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a visitor of the list asked for."""

    category: str = ""  #: code
    kind: str = ""
    stage: str = ""
    area: str = ""  #: code
    since: dt.date | None = None
    until: dt.date | None = None
    words: str = ""
    with_photo: bool = False
    order: str = "newest"  #: or "concerns"
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """One page of a list."""

    matters: list[Matter]
    number: int
    count: int  #: at most COUNTED
    is_more: bool  #: whether there are more than COUNTED

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))

    @property
    def paginator(self) -> Leaf:
        """Itself: what the pages component asks a page for."""
        return self

    @property
    def num_pages(self) -> int:
        return self.pages


def public_feedback() -> MatterQuerySet:
    """Public matters of this channel that are not joined to another."""
    return Matter.objects.public().filter(kind=KIND, feedback__joined_to__isnull=True)


def leaf_of(wish: Wish) -> Leaf:
    """The asked page; a number beyond the last gives the last. Three queries."""
    rows = _narrowed(wish)
    count = rows.order_by()[: COUNTED + 1].count()
    is_more, count = count > COUNTED, min(count, COUNTED)
    number = min(max(1, wish.page), max(1, -(-count // PAGE)))
    order = ("-concerns_count", "-opened_at", "-id") if wish.order == "concerns" else ("-opened_at", "-id")
    shown = rows.order_by(*order).with_unit_and_area()
    shown = shown.prefetch_related(public_pictures())
    return Leaf(matters=list(shown[(number - 1) * PAGE : number * PAGE]), number=number, count=count, is_more=is_more)


def public_pictures() -> Prefetch:
    """The checked pictures of matters, as `public_papers`."""
    return Prefetch("papers", Paper.objects.filter(state=PaperState.PUBLIC), to_attr="public_papers")


def _narrowed(wish: Wish) -> MatterQuerySet:
    rows = public_feedback()
    exact: dict[str, Any] = {
        "feedback__category__code": wish.category,
        "feedback__kind": wish.kind,
        "stage": wish.stage,
        "area__code": wish.area,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wish.since:
        rows = rows.filter(opened_at__gte=_midnight(wish.since))
    if wish.until:
        rows = rows.filter(opened_at__lt=_midnight(wish.until + dt.timedelta(days=1)))
    if wish.with_photo:
        rows = rows.filter(Exists(Paper.objects.filter(matter=OuterRef("pk"), state=PaperState.PUBLIC)))
    if words := wish.words.split()[:5]:
        newest = rows.order_by("-opened_at", "-id").values("pk")[:LOOKED_THROUGH]
        rows = Matter.objects.filter(pk__in=newest)
        for word in words:
            rows = rows.filter(_says(word))
    return rows


def _says(word: str) -> Q:
    return (
        Q(title__icontains=word) | Q(summary__icontains=word) | Q(address__icontains=word) | Q(reference=word.upper())
    )


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=clock.HELSINKI)


def by_reference(reference: str) -> Feedback | None:
    """The feedback of that number with what its pages show, or None."""
    rows = Feedback.objects.select_related(
        "matter__unit", "matter__area", "matter__place", "matter__opened_by", "category__group", "joined_to__matter"
    )
    return rows.filter(matter__reference=reference[:20].upper(), matter__kind=KIND).first()


def is_gone(feedback: Feedback) -> bool:
    """Whether it was public once and its sender took it back."""
    return feedback.matter.stage == Stage.WITHDRAWN and feedback.matter.published_at is not None


def public_answers(feedback: Feedback) -> list[tuple[dict[str, str], str]]:
    """The extra questions that anybody may see answered: (names, answer in the reader's language)."""
    return _told(feedback, feedback.category.questions.filter(is_public=True, is_asked=True))


def all_answers(feedback: Feedback) -> list[tuple[dict[str, str] | str, str]]:
    """Every extra question answered, for the desk; an answer to a question no longer asked stands under its code."""
    asked = list(feedback.category.questions.filter(is_asked=True))
    codes = {question.code for question in asked}
    left = [(code, str(answer)) for code, answer in feedback.answers.items() if code not in codes]
    return [*_told(feedback, asked), *left]


def _told(feedback: Feedback, asked: Iterable[Question]) -> list[tuple[dict[str, str], str]]:
    told = [(question, feedback.answers.get(question.code)) for question in asked]
    return [(question.names, _read_out(question, answer)) for question, answer in told if answer not in (None, "", [])]


def _read_out(question: Question, answer: Any) -> str:
    names = {str(value.get("key")): say(value.get("names")) for value in question.values}
    chosen = answer if isinstance(answer, list) else [answer]
    return ", ".join(names.get(str(one)) or str(one) for one in chosen)
