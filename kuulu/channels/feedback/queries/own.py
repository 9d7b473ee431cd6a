"""What the sender of a feedback may ask: the whole of it, whether it can be reopened, where else it could go."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db.models import Q, QuerySet

from kuulu.commons.matters.models import Matter
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.commons.people.models import Person, SecretLink
from kuulu.foundation import clock, registry
from kuulu.foundation.channel import Channel

from ..models import Feedback, Message
from ..vocabulary import KIND, LINK_PURPOSE, Direction, FeedbackKind

REOPENABLE = (Stage.ANSWERED, Stage.CARRIED_OUT, Stage.CLOSED, Stage.DECLINED)


def feedback_of(person: Person) -> QuerySet[Feedback]:
    """What an account has sent, the newest first."""
    rows = Feedback.objects.filter(matter__opened_by=person).select_related("matter", "category")
    return rows.order_by("-matter__opened_at", "-pk")


def own_messages(feedback: Feedback) -> list[Message]:
    """The talk between sender and city; notes among staff are left out."""
    return list(feedback.messages.exclude(direction=Direction.INTERNAL))


def waits_for_reply(feedback: Feedback) -> bool:
    """Whether the city's last word was a question."""
    last = feedback.messages.exclude(direction=Direction.INTERNAL).order_by("-id").first()
    return last is not None and last.direction == Direction.QUESTION


def may_reopen_until(matter: Matter) -> dt.datetime | None:
    """The moment until which the sender may open it again; None when it cannot be reopened now."""
    days = registry.kind(KIND).reopen_days  # setting REOPEN_DAYS
    if matter.stage not in REOPENABLE or matter.ended_at is None or not days:
        return None
    until = matter.ended_at + dt.timedelta(days=days)
    return until if clock.now() <= until else None


def is_address_proved(feedback: Feedback) -> bool:
    """Whether a link that went only to the sender's address has been opened."""
    links = SecretLink.objects.filter(purpose=LINK_PURPOSE, subject=feedback.matter.reference, used_at__isnull=False)
    return links.filter(email=feedback.sender_email).exists()


def may_withdraw(matter: Matter) -> bool:
    """Whether the sender may still take it back."""
    return matter.stage in (*OPEN_STAGES, Stage.ANSWERED)


def other_ways() -> list[Channel]:
    """The other channels of the house in which the same wish could be voiced."""
    return [plate for plate in registry.plates() if KIND not in {kind.code for kind in plate.kinds}]


def to_be_asked(limit: int = 200) -> list[Feedback]:
    """Those closed or carried out some days ago whose sender can be reached and has not been asked if it was put right.

    Those closed long before are left in peace, so that a pause of the scheduler brings no flood.
    """
    days = settings.KUULU["FEEDBACK"]["ASK_IF_FIXED_DAYS"]
    if not days:
        return []
    last = clock.now() - dt.timedelta(days=days)
    reachable = ~Q(sender_email="") | Q(matter__opened_by__isnull=False)
    rows = Feedback.objects.filter(
        reachable,
        matter__stage__in=(Stage.CARRIED_OUT, Stage.CLOSED),
        matter__ended_at__range=(last - dt.timedelta(days=14), last),
        asked_if_fixed_at__isnull=True,
        is_fixed__isnull=True,
        forwardings__isnull=True,
    )
    rows = rows.exclude(kind__in=(FeedbackKind.THANKS, FeedbackKind.QUESTION))
    return list(rows.select_related("matter__opened_by", "category").order_by("matter__ended_at")[:limit])
