"""Which units the past suggests for a feedback; a person confirms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kuulu.commons.people.models import Unit

from .. import learning
from ..models import Feedback, RoutingModel


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A unit and how likely the past makes it, in per cent."""

    unit: Unit
    percent: int


def latest_learnt() -> tuple[int, learning.Learnt] | None:
    """The newest training with its id; None before the first."""
    newest = RoutingModel.objects.order_by("-id").values_list("id", flat=True).first()
    return (newest, _read(newest)) if newest else None


@lru_cache(maxsize=2)
def _read(model_id: int) -> learning.Learnt:
    return learning.unpacked(bytes(RoutingModel.objects.values_list("weights", flat=True).get(pk=model_id)))


def guess_for(feedback: Feedback) -> list[tuple[str, float]]:
    """The three most likely units' codes with their probability, by the newest training."""
    latest = latest_learnt()
    if latest is None:
        return []
    area = feedback.matter.area.code if feedback.matter.area else ""
    return learning.guess(latest[1], feedback.text, feedback.category.code, area)


def suggestions(feedback: Feedback) -> list[Suggestion]:
    """The units to offer first when somebody chooses where a feedback belongs."""
    best = [(code, p) for code, p in feedback.guess.get("units", [])] or guess_for(feedback)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[code for code, _ in best], is_active=True)}
    return [
        Suggestion(unit=units[code], percent=round(100 * p))
        for code, p in best
        if code in units and code != (feedback.matter.unit.code if feedback.matter.unit else "")
    ]
