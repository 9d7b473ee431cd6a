"""The words of the room: kinds of feedback, how it came in, what may be asked, states of its check."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND: Final = "feedback"  #: the matter kind this channel brings
LINK_PURPOSE: Final = "feedback"  #: of the secret link that opens one feedback to its sender
RECEIPT_COOKIE: Final = "receipt"  #: of the one that has just sent, so that the receipt can show the own link


class FeedbackKind(models.TextChoices):
    """What the sender wants to say, chosen first."""

    FAULT = "fault", _("Something is wrong or broken")
    IDEA = "idea", _("I have an idea")
    QUESTION = "question", _("I have a question")
    THANKS = "thanks", _("I want to thank")


class Source(models.TextChoices):
    """How a feedback came to the city."""

    WEB = "web", _("This service")
    API = "api", _("Another service")
    PHONE = "phone", _("Telephone")
    DESK = "desk", _("Service desk")
    PAPER = "paper", _("Paper")
    MEETING = "meeting", _("Meeting or walk")
    EMAIL = "email", _("E-mail")


class Check(models.TextChoices):
    """Staff's look before a feedback is public."""

    NOT_WISHED = "not_wished", _("The sender keeps it private")
    UNPROVED = "unproved", _("The sender has yet to prove the e-mail address")
    WAITING = "waiting", _("Waits for a check")
    APPROVED = "approved", _("Checked: may be public")
    REFUSED = "refused", _("Checked: stays private")


class DataType(models.TextChoices):
    """Open311's data types of an extra question."""

    STRING = "string", _("One line")
    NUMBER = "number", pgettext_lazy("data type", "Number")
    DATETIME = "datetime", _("Date and time")
    TEXT = "text", _("Many lines")
    ONE = "singlevaluelist", _("One of a list")
    MANY = "multivaluelist", _("Several of a list")


class NoticeLevel(models.TextChoices):
    """How strongly a category speaks to the sender before the form."""

    NONE = "none", _("Says nothing")
    NOTE = "note", _("A note")
    STOP = "stop", _("Stops the form and tells what to do instead")
    DANGER = "danger", _("Danger: emergency number first")


class Placing(models.TextChoices):
    """Whether a category wants to know where."""

    NONE = "none", _("No place asked")
    OPTIONAL = "optional", _("A place helps")
    REQUIRED = "required", _("A place is needed")


class Priority(models.IntegerChoices):
    NORMAL = 0, _("Normal")
    HIGH = 1, _("High")
    URGENT = 2, _("Urgent")


class Direction(models.TextChoices):
    """Between whom a message of a feedback goes."""

    QUESTION = "question", _("The city asks the sender")
    REPLY = "reply", _("The sender adds")
    INTERNAL = "internal", _("Note among staff")


class DeliveryWay(models.TextChoices):
    """How a feedback reached the authority it was handed over to."""

    MAIL = "mail", _("By e-mail")
    PHONE = "phone", _("By telephone")
    HAND = "hand", _("By hand or by post")


class KeyState(models.TextChoices):
    WAITING = "waiting", _("Waits for a look")
    ACTIVE = "active", _("In use")
    CLOSED = "closed", _("Closed")


class KeyKind(models.TextChoices):
    TEST = "test", _("Test")
    PRODUCTION = "production", _("Production")


#: columns of the open data of public feedback
COLUMNS = (
    "reference",
    "kind",
    "category",
    "title",
    "text",
    "stage",
    "unit",
    "area",
    "latitude",
    "longitude",
    "language",
    "opened_at",
    "answer_promised_at",
    "answered_at",
    "ended_at",
    "concerns",
    "address",
)
#: columns of the open data of its subjects
CATEGORY_COLUMNS = ("code", "group", "name_fi", "name_sv", "name_en", "unit", "promise_days")
