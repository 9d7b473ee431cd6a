"""What a visitor finds: matters by words and filters, the own ones, and what may be published of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from django.db.models import Exists, OuterRef, QuerySet, Sum

from kuulu.commons.matters.models import Matter, Outcome
from kuulu.commons.people.models import Person
from kuulu.foundation.clock import HELSINKI
from kuulu.foundation.languages import current
from kuulu.foundation.text import clean

from .models import Form, Posting, Term
from .vocabulary import CAP, SORTS
from .words import stem, tokens


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a visitor asks for; every field already bounded and known."""

    words: str = ""
    kind: str = ""
    topic: str = ""
    stage: str = ""
    area: str = ""
    sort: str = "newest"
    since: Any = None
    until: Any = None
    terms: tuple[tuple[str, ...], ...] = field(default=())


def alternatives(words: str, language: str) -> list[tuple[str, ...]]:
    """For each word of a question the terms it may stand for: its known lemma, its stem, words that begin with it."""
    asked = tokens(clean(words, lines=False), limit=8)
    known: dict[str, str] = dict(Form.objects.filter(text__in=asked).values_list("text", "term"))
    found = []
    for word in asked:
        root = stem(word, language)
        direct = {known[word], root} if word in known else {root, word}
        found.append((*sorted(direct), *_beginning_with(root, direct)))
    return found


def _beginning_with(root: str, besides: set[str]) -> list[str]:
    if len(root) < 4:
        return []
    longer = Term.objects.filter(text__gt=root, text__lt=root + "\uffff", matters__gt=0).order_by("-matters")
    return [text for text in longer.values_list("text", flat=True)[:30] if text not in besides]


def matching(words: str, language: str = "") -> tuple[list[int], dict[int, int]]:
    """(ids of public matters that have every word, best first, at most CAP; id -> score).

    Begins with the rarest word's newest matters and asks of each whether it has the others: cost is bounded by CAP.
    """
    groups = alternatives(words, language or current())
    if not groups:
        return [], {}
    sizes = dict(Term.objects.filter(text__in={t for g in groups for t in g}).values_list("text", "matters"))
    groups.sort(key=lambda group: sum(sizes.get(term, 0) for term in group))
    rows = Posting.objects.filter(term__in=groups[0])
    newest = rows.order_by("-matter_id").values("matter_id")[: CAP * 2]
    hits: QuerySet[Any] = Posting.objects.filter(matter_id__in=newest, term__in={t for g in groups for t in g})
    for group in groups[1:]:
        hits = hits.filter(Exists(Posting.objects.filter(matter=OuterRef("matter"), term__in=group)))
    scored = hits.values("matter_id").annotate(score=Sum("weight")).order_by("-score", "-matter_id")[:CAP]
    scores = dict(scored.values_list("matter_id", "score"))
    return list(scores), scores


def _morning(day: dt.date | dt.datetime) -> dt.datetime:
    """When a day begins in Finland; a moment stays as it is."""
    if isinstance(day, dt.datetime):
        return day
    return dt.datetime.combine(day, dt.time.min, tzinfo=HELSINKI)


class Ranked(Sequence[Matter]):
    """Matters in an order worked out beforehand, of which only those that are looked at are read whole."""

    def __init__(self, order: list[int], matters: QuerySet[Matter]) -> None:
        there = set(matters.filter(pk__in=order).order_by().values_list("pk", flat=True))
        self._order = [pk for pk in order if pk in there]
        self._matters = matters

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> Matter: ...
    @overload
    def __getitem__(self, at: slice) -> list[Matter]: ...
    def __getitem__(self, at: int | slice) -> Matter | list[Matter]:
        if isinstance(at, int):
            return self[at : at + 1 or None][0]
        chosen = self._order[at]
        rows = {matter.pk: matter for matter in self._matters.filter(pk__in=chosen)}
        return [rows[pk] for pk in chosen if pk in rows]


def found(wanted: Wanted, among: QuerySet[Matter] | None = None) -> Ranked | QuerySet[Matter]:
    """Public matters as asked for, in the asked order; by relevance when there are words and no other order."""
    matters = chosen(wanted, among)
    if wanted.words:
        ids, _ = matching(wanted.words)
        if wanted.sort not in SORTS:
            return Ranked(ids, matters)
        matters = matters.filter(pk__in=ids)
    orders = {"changed": ("-changed_at", "-id"), "concerns": ("-concerns_count", "-opened_at", "-id")}
    return matters.order_by(*orders.get(wanted.sort, ("-opened_at", "-id")))


def chosen(wanted: Wanted, among: QuerySet[Matter] | None = None) -> QuerySet[Matter]:
    """Public matters that the filters let through, in no order; the words are not looked at."""
    matters = (Matter.objects.all() if among is None else among).public().with_unit_and_area()  # type: ignore[attr-defined]
    for name, value in (
        ("kind", wanted.kind),
        ("topic", wanted.topic),
        ("stage", wanted.stage),
        ("area__code", wanted.area),
    ):
        if value:
            matters = matters.filter(**{name: value})
    if wanted.since:
        matters = matters.filter(opened_at__gte=_morning(wanted.since))
    if wanted.until:
        matters = matters.filter(opened_at__lt=_morning(wanted.until))
    return matters


def count_up_to_cap(matters: Ranked | QuerySet[Matter]) -> int:
    """How many there are, counted no further than CAP + 1."""
    return len(matters) if isinstance(matters, Ranked) else matters.order_by()[: CAP + 1].count()


def of_person(person: Person) -> dict[str, Any]:
    """What a person opened and follows, newest change first, and what came of it."""
    mine = person.matters.select_related("unit", "area").order_by("-changed_at", "-id")
    followed = Matter.objects.public().filter(followings__person=person).exclude(opened_by=person)
    return {
        "voices": mine,
        "effects": list(Outcome.objects.filter(matter__opened_by=person).select_related("matter").order_by("-at")[:20]),
        "followed": followed.select_related("unit", "area").order_by("-changed_at", "-id"),
    }
