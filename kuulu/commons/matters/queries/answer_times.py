"""How soon answers come: how many there are, and within how many days half of them came."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from ..models import MatterQuerySet

FEWEST: Final = 5  #: of fewer answers no time is told, since somebody could be known by them
DAY: Final = dt.timedelta(days=1)
AT_ONCE: Final = 5000  #: rows read from the database in one go


@dataclass(frozen=True, kw_only=True)
class AnswerTime:
    """How many were answered; half of them within `days` days of arriving, begun days counted as whole."""

    count: int
    days: int


def answer_times(rows: MatterQuerySet, field: str) -> dict[int, AnswerTime]:
    """By the id in a field of the matter ("area_id", "unit_id"); those with fewer than FEWEST answers are left out."""
    taken: dict[int, list[dt.timedelta]] = defaultdict(list)
    answered = rows.filter(answered_at__isnull=False, **{f"{field}__isnull": False}).order_by()
    for key, opened, done in answered.values_list(field, "opened_at", "answered_at").iterator(chunk_size=AT_ONCE):
        taken[key].append(done - opened)
    return {
        key: AnswerTime(count=len(times), days=max(1, math.ceil(median_low(times) / DAY)))
        for key, times in taken.items()
        if len(times) >= FEWEST
    }
