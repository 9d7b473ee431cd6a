"""What the feedback desk asks: its list, one feedback with all that belongs to it, and what may repeat it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from kuulu.commons.matters.models import Matter, MatterQuerySet
from kuulu.commons.matters.policy import seen_at_desk
from kuulu.commons.matters.queries.worklist import VIEWS, Wanted, capped, in_view, work_list
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people.models import Person
from kuulu.foundation.languages import say
from kuulu.foundation.text import likeness

from ..models import Feedback, ReadyText
from ..placeholders import fill
from ..vocabulary import KIND, Direction, FeedbackKind, Priority
from .delivery import undelivered

#: views that show joined ones as well; in the others the one they are joined to stands for them
WITH_JOINED = ("all", "ended")
#: views of this list beside those of the work list
OWN_VIEWS = ("shortlist", "urgent", "thanks", "replied", "deliver")
LATELY = 500  #: how many of a category's newest are looked at for a repeat, however many there are


@dataclass(frozen=True, kw_only=True)
class WantedFeedback:
    """What an official asked to see on the feedback list."""

    common: Wanted = field(default_factory=Wanted)
    view: str = "open"
    category: str = ""
    about: str = ""  #: kind of feedback
    source: str = ""


def desk_list(who: Person, wanted: WantedFeedback) -> MatterQuerySet:
    """Feedbacks, as matters with their feedback, that an official may read and asked for."""
    rows = work_list(who, wanted.common).filter(kind=KIND)
    if wanted.view not in WITH_JOINED:
        rows = rows.filter(feedback__joined_to__isnull=True)
    if wanted.view in OWN_VIEWS:
        rows = own_view(rows, wanted.view, who)
    if wanted.category:
        rows = rows.filter(feedback__category__code=wanted.category)
    if wanted.about:
        rows = rows.filter(feedback__kind=wanted.about)
    if wanted.source:
        rows = rows.filter(feedback__source=wanted.source)
    return rows.select_related("feedback", "feedback__category")


def own_view(rows: MatterQuerySet, view: str, who: Person) -> MatterQuerySet:
    """One of the views that only feedback has."""
    if view == "shortlist":
        return rows.filter(feedback__shortlisted__person=who)
    if view == "urgent":
        return rows.unanswered().filter(feedback__priority__gte=Priority.HIGH)
    if view == "thanks":
        return rows.unanswered().filter(feedback__kind=FeedbackKind.THANKS)
    if view == "deliver":
        return rows.filter(pk__in=undelivered()).exclude(stage=Stage.WITHDRAWN)
    return rows.unanswered().filter(pk__in=_replied())


def _replied() -> QuerySet[Any]:
    """Feedbacks to which the sender has added something that nobody has answered yet."""
    return Feedback.objects.filter(messages__direction=Direction.REPLY).values("pk")


def desk_counts(who: Person) -> dict[str, int]:
    """How many feedbacks each view holds, capped; a fixed number of queries."""
    mine = seen_at_desk(who).filter(kind=KIND, feedback__joined_to__isnull=True)
    usual = {
        view: capped(in_view(mine, view, who)) for view in VIEWS if view in ("mine", "open", "late", "triage", "check")
    }
    return usual | {view: capped(own_view(mine, view, who)) for view in OWN_VIEWS}


def at_desk(who: Person, reference: str) -> Feedback | None:
    """One feedback an official may read, with its matter; None when there is none or it is not theirs to read."""
    rows = Feedback.objects.select_related(
        "matter",
        "matter__unit",
        "matter__area",
        "matter__place",
        "matter__handler",
        "category",
        "category__authority",
        "joined_to__matter",
        "entered_by",
        "api_key",
    )
    return rows.filter(matter__reference=reference, matter__in=seen_at_desk(who)).first()


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A ready text with its placeholders filled in for one feedback."""

    id: int
    name: str
    texts: dict[str, str]


def ready_texts(feedback: Feedback) -> list[Ready]:
    """The ready texts that fit: for its category or any, its unit or any, its stage or any."""
    matter = feedback.matter
    rows = ReadyText.objects.filter(
        Q(category__isnull=True) | Q(category=feedback.category),
        Q(unit__isnull=True) | Q(unit=matter.unit),
        stage__in=["", matter.stage],
    )
    return [_filled(row, feedback) for row in rows]


def _filled(row: ReadyText, feedback: Feedback) -> Ready:
    unit = feedback.matter.unit
    texts = {
        code: fill(text, {"reference": feedback.matter.reference, "unit": say(unit.names, code) if unit else ""})
        for code, text in row.texts.items()
        if text
    }
    return Ready(id=row.pk, name=say(row.names), texts=texts)


@dataclass(frozen=True, kw_only=True)
class MayRepeat:
    """A feedback that may be about the same thing."""

    feedback: Feedback
    metres: int | None
    alike: int  #: per cent


def may_repeat(feedback: Feedback, who: Person, *, limit: int = 6) -> list[MayRepeat]:
    """Of the category's newest feedbacks those alike in words or near in place, the likeliest first; two queries."""
    from .similar import distance

    matter = feedback.matter
    newest = Feedback.objects.filter(category=feedback.category).order_by("-pk").values_list("pk", flat=True)[:LATELY]
    rows = seen_at_desk(who).filter(pk__in=list(newest), feedback__joined_to__isnull=True)
    rows = rows.exclude(pk=matter.pk).exclude(stage=Stage.WITHDRAWN).select_related("feedback", "unit")
    found = []
    for one in _candidates(rows, matter):
        metres = None
        if matter.has_point and one.has_point:
            metres = round(distance(matter.lat, matter.lon, one.lat, one.lon))  # type: ignore[arg-type]
        alike = likeness(feedback.text[:1000], one.feedback.text[:1000])
        near = max(0.0, 1 - metres / 500) if metres is not None else 0.0
        if alike >= 0.2 or near > 0.5:
            found.append((alike + near, MayRepeat(feedback=one.feedback, metres=metres, alike=round(100 * alike))))
    return [one for _, one in sorted(found, key=lambda pair: (-pair[0], -pair[1].feedback.pk))[:limit]]


def _candidates(rows: MatterQuerySet, matter: Matter) -> Iterable[Matter]:
    if matter.lat is not None and matter.lon is not None:
        rows = rows.filter(
            lat__range=(matter.lat - 0.005, matter.lat + 0.005), lon__range=(matter.lon - 0.01, matter.lon + 0.01)
        )
    return rows.order_by("-pk")[:100]
