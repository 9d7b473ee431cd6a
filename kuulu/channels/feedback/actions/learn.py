"""Learning from earlier routing each night, and keeping the machine's first guess beside each new feedback."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people.models import Unit
from kuulu.foundation import clock
from kuulu.foundation.work import work

from .. import learning
from ..models import Feedback, RoutingModel
from ..queries.suggestion import guess_for, latest_learnt
from ..vocabulary import NoticeLevel

HELD_BACK = dt.timedelta(days=30)  #: the newest part of the past, on which a training is judged
LOOKS_BACK = dt.timedelta(days=730)
MOST_EXAMPLES = 20_000
KEPT_TRAININGS = 10


def train_routing(*, until: dt.datetime | None = None) -> RoutingModel | None:
    """Learn from every feedback that found its unit; judge on the last month what was learnt before it.

    None when there is nothing to learn from. The same past gives the same digest.
    """
    moment = until or clock.now()
    past = _examples(moment - LOOKS_BACK, moment - HELD_BACK)
    held_back = _examples(moment - HELD_BACK, moment)
    if not past and not held_back:
        return None
    before = learning.tune(learning.learn(past), held_back)
    figures = {**learning.judge(before, held_back), "learnt": len(past) + len(held_back)}
    learnt = learning.learn([*past, *held_back])
    learnt.temperature, learnt.threshold = before.temperature, before.threshold
    weights = learning.packed(learnt)
    made = RoutingModel.objects.create(
        learnt_until=moment, weights=weights, figures=figures, digest=learning.digest(weights)
    )
    RoutingModel.objects.filter(pk__in=RoutingModel.objects.values("pk")[KEPT_TRAININGS:]).delete()
    return made


def _examples(start: dt.datetime, end: dt.datetime) -> list[learning.Example]:
    """Feedbacks whose unit a person has stood by: answered or ended, oldest first."""
    rows = (
        Feedback.objects.filter(
            matter__opened_at__gte=start,
            matter__opened_at__lt=end,
            matter__unit__isnull=False,
            matter__stage__in=[Stage.ANSWERED, Stage.CARRIED_OUT, Stage.CLOSED],
        )
        .exclude(forwardings__isnull=False)
        .order_by("-pk")
        .values_list("text", "category__code", "matter__area__code", "matter__unit__code")[:MOST_EXAMPLES]
    )
    return [learning.Example(text, category, area or "", unit) for text, category, area, unit in reversed(rows)]


@work()
def keep_guess(feedback_id: int) -> None:
    """Write down what the machine would choose; route alone only where the city allows it and it is sure."""
    feedback = Feedback.objects.select_related("matter", "matter__area", "category").get(pk=feedback_id)
    model = latest_learnt()
    if model is None or feedback.guess:
        return
    best = guess_for(feedback)
    with transaction.atomic():
        feedback.guess = {"units": [[unit, probability] for unit, probability in best], "model": model[0]}
        feedback.save(update_fields=["guess"])
        unit = _sure_unit(feedback, best, model[1].threshold)
        if unit is not None:
            matters.hand_over(feedback.matter, unit=unit, by=None, automatic=True)


def _sure_unit(feedback: Feedback, best: list[tuple[str, float]], threshold: float | None) -> Unit | None:
    """The unit to route to without a person; None unless every condition for it holds."""
    is_allowed = settings.KUULU.get("ROUTING", {}).get("ROUTES_ALONE", False)
    is_danger = feedback.category.notice_level == NoticeLevel.DANGER
    if not is_allowed or is_danger or feedback.matter.unit_id or threshold is None or not best:
        return None
    code, probability = best[0]
    return Unit.objects.filter(code=code, is_active=True).first() if probability >= threshold else None
