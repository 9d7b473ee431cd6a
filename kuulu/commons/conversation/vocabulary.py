"""The words of the room: states of a comment and reasons to hide one."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    WAITING = "waiting", _("Waits for a check")
    SHOWN = "shown", _("Shown")
    HIDDEN = "hidden", _("Hidden")
    REMOVED = "removed", _("Taken away by its writer")


class HideReason(models.TextChoices):
    PERSONAL = "personal", _("It tells of a private person")
    INSULT = "insult", _("It insults or threatens")
    HATE = "hate", _("It stirs up hatred")
    SPAM = "spam", _("It is advertising or repeated")
    OFF_TOPIC = "off_topic", _("It belongs to another matter")
    ILLEGAL = "illegal", _("It breaks the law")


class AppealState(models.TextChoices):
    OPEN = "open", _("Open")
    UPHELD = "upheld", _("The comment stays hidden")
    REVERSED = "reversed", _("The comment is shown again")


class Queue(models.TextChoices):
    """What a moderator looks at."""

    WAITING = "waiting", _("Waiting for a check")
    REPORTED = "reported", _("Reported by readers")
    APPEALS = "appeals", _("Appeals")


LONGEST: Final = 4000  #: characters of a comment
PURPOSE: Final = "comment"  #: of the visitor's digest by which a writer is known again
