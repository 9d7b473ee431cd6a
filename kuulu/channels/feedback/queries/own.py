"""What the sender of a feedback may ask: the whole of it, whether it can be reopened, where else it could go."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from kuulu.commons.matters.models import Matter, Paper
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.commons.people.models import Person
from kuulu.foundation import clock, registry
from kuulu.foundation.channel import Channel

from ..models import Feedback, Message
from ..vocabulary import KIND, Direction

REOPENABLE = (Stage.ANSWERED, Stage.CARRIED_OUT, Stage.CLOSED, Stage.DECLINED)


def feedback_of(person: Person) -> list[Feedback]:
    """What an account has sent, the newest first, at most a hundred."""
    rows = Feedback.objects.filter(matter__opened_by=person).select_related("matter", "category")
    return list(rows.order_by("-matter__opened_at")[:100])


def own_messages(feedback: Feedback) -> list[Message]:
    """The talk between sender and city; notes among staff are left out."""
    return list(feedback.messages.exclude(direction=Direction.INTERNAL))


def own_pictures(feedback: Feedback) -> list[Paper]:
    """Every picture of the matter that the sender may see, checked or not."""
    return list(feedback.matter.papers.exclude(state="hidden"))


def waits_for_reply(feedback: Feedback) -> bool:
    """Whether the city's last word was a question."""
    last = feedback.messages.exclude(direction=Direction.INTERNAL).order_by("-id").first()
    return last is not None and last.direction == Direction.QUESTION


def may_reopen_until(matter: Matter) -> dt.datetime | None:
    """The moment until which the sender may open it again; None when it cannot be reopened now."""
    days = registry.kind(KIND).reopen_days
    if matter.stage not in REOPENABLE or matter.ended_at is None or not days:
        return None
    until = matter.ended_at + dt.timedelta(days=days)
    return until if clock.now() <= until else None


def may_withdraw(matter: Matter) -> bool:
    """Whether the sender may still take it back."""
    return matter.stage in (*OPEN_STAGES, Stage.ANSWERED)


@dataclass(frozen=True, kw_only=True)
class CarryOver:
    """What another channel needs to begin from a feedback without retyping."""

    title: str
    text: str
    lat: float | None
    lon: float | None
    address: str


def carry_over(feedback: Feedback) -> CarryOver:
    """Title, text and place of a feedback, for the sender to take along."""
    matter = feedback.matter
    return CarryOver(title=matter.title, text=feedback.text, lat=matter.lat, lon=matter.lon, address=matter.address)


def other_ways() -> list[Channel]:
    """The other channels of the house in which the same wish could be voiced."""
    return [plate for plate in registry.plates() if KIND not in {kind.code for kind in plate.kinds}]
