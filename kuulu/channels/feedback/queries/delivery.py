"""How far hand-overs to other authorities have come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from kuulu.commons.people.models import Notice
from kuulu.commons.people.vocabulary import NoticeState
from kuulu.foundation import clock

from ..models import Feedback, Forwarding

PATIENCE: Final = dt.timedelta(hours=1)  #: that a mail may take before a person is asked to see to it
ON_ITS_WAY: Final = (NoticeState.WAITING, NoticeState.SENDING)


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """One forwarding with what is known of its delivery."""

    forwarding: Forwarding
    is_on_its_way: bool  #: a mail waits to be sent
    came_to_nothing: bool  #: a mail was written and did not arrive


def hand_overs(feedback: Feedback) -> list[HandOver]:
    """The forwardings of a feedback, the oldest first; two queries."""
    rows = list(feedback.forwardings.select_related("authority", "by", "delivered_by").order_by("pk"))
    keys = [f"forwarding:{row.pk}" for row in rows if not row.delivered_at and row.authority.email]
    states = dict(Notice.objects.filter(key__in=keys).values_list("key", "state")) if keys else {}
    return [_told(row, states.get(f"forwarding:{row.pk}")) for row in rows]


def _told(row: Forwarding, state: str | None) -> HandOver:
    arrived = state == NoticeState.SENT
    return HandOver(
        forwarding=row,
        is_on_its_way=state in ON_ITS_WAY or (arrived and row.delivered_at is None),
        came_to_nothing=state is not None and state not in ON_ITS_WAY and not arrived,
    )


def undelivered() -> QuerySet[Any]:
    """Ids of feedbacks that an authority should have by now and, as far as we know, has not."""
    late = Q(authority__email="") | Q(made_at__lt=clock.now() - PATIENCE)
    return Forwarding.objects.filter(late, delivered_at__isnull=True).values("feedback_id")
