"""The words of the room: stages, who sees what, verbs of steps, kinds of outcome and paper."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """The five public stages, and beside them withdrawn and declined."""

    RECEIVED = "received", _("Received")
    IN_HAND = "in_hand", _("In hand")
    ANSWERED = "answered", _("Answered")
    CARRIED_OUT = "carried_out", _("Carried out")
    CLOSED = "closed", pgettext_lazy("stage", "Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    DECLINED = "declined", _("Declined")


OPEN_STAGES: Final = (Stage.RECEIVED, Stage.IN_HAND)
ENDED_STAGES: Final = (
    Stage.ANSWERED,
    Stage.CARRIED_OUT,
    Stage.CLOSED,
    Stage.WITHDRAWN,
    Stage.DECLINED,
)


class Visibility(models.TextChoices):
    """Who sees a matter: a matter is public only when its opener wished it and staff has checked it."""

    PRIVATE = "private", _("Private: the opener and the city")
    WAITING = "waiting", _("Waits for a check before it is public")
    PUBLIC = "public", _("Public")
    HIDDEN = "hidden", _("Hidden by the city")


class OutcomeKind(models.TextChoices):
    DECISION = "decision", _("A decision")
    WORK = "work", _("Something was done or built")
    PLAN = "plan", _("It was taken into a plan")
    MONEY = "money", _("Money was set aside")
    SERVICE = "service", _("A service was changed")


class PaperState(models.TextChoices):
    WAITING = "waiting", _("Waits for a check")
    PUBLIC = "public", _("Public")
    HIDDEN = "hidden", _("Hidden")


class Follower(models.TextChoices):
    """Why somebody follows a matter."""

    OPENER = "opener", _("Opened it")
    JOINED = "joined", _("Opened one that was joined to it")
    FOLLOWER = "follower", _("Follows it")
    STAFF = "staff", _("Works on it")


#: what the links in confirmations are for; each opens only its own
FOLLOW_PURPOSE: Final = "follow"
SUBSCRIBE_PURPOSE: Final = "subscribe"
