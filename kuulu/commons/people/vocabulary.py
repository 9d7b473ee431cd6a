"""The words of the room: roles, levels of identity, notices and how often they come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    """What a person is trusted with, in a unit or an area and until a date."""

    RESIDENT = "resident", _("Resident")
    BODY_MEMBER = "body_member", _("Member of a body")
    HANDLER = "handler", _("Handler")
    SUPERVISOR = "supervisor", _("Supervisor")
    PREPARER = "preparer", _("Preparer")
    DECIDER = "decider", _("Decider")
    MODERATOR = "moderator", _("Moderator")
    COMMUNICATIONS = "communications", _("Communications")
    CLERK = "clerk", _("Clerk who enters on behalf")
    TRANSLATOR = "translator", _("Translator")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor, read only")


#: duties of people who work at the desk; each needs a second factor
STAFF_DUTIES = frozenset(Duty) - {Duty.RESIDENT, Duty.BODY_MEMBER}


class Level(models.IntegerChoices):
    """How surely the city knows who acts; a higher level includes the lower ones."""

    NONE = 0, _("Nothing asked")
    EMAIL = 10, _("E-mail address proved")
    SCHOOL = 20, _("School code")
    STAFF = 30, _("Verified by staff")
    STRONG = 40, _("Strong identification")


class Document(models.TextChoices):
    """What a member of staff looked at to know somebody."""

    PASSPORT = "passport", _("Passport")
    IDENTITY_CARD = "id_card", _("Identity card")
    DRIVING_LICENCE = "licence", _("Driving licence")
    KELA_CARD = "kela", _("Kela card")
    NONE = "none", _("Known without a document")


class Cadence(models.TextChoices):
    """How often notices come."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NEVER = "never", _("Only on my page")


class NoticeState(models.TextChoices):
    """The life of one notice by e-mail."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Could not be sent")
    BOUNCED = "bounced", _("Came back")
    DROPPED = "dropped", _("Not sent, the address wants none")


class UnitKind(models.TextChoices):
    """What sort of part of the city's organisation."""

    SERVICE_AREA = "service_area", _("Service area")
    UNIT = "unit", _("Unit")
    BODY = "body", _("Body that decides")


#: mails that may come back for good before an address is sent no more
BOUNCES_UNTIL_SILENT = 3

#: least age in years -> the band that is kept instead of the day of birth
AGE_BANDS = ((0, "0-12"), (13, "13-15"), (16, "16-17"), (18, "18-29"), (30, "30-44"), (45, "45-64"), (65, "65+"))

#: how long a proof of identity counts for the visitor who gave it without an account, in minutes
PROOF_MINUTES = 30

#: how long somebody who works at the desk stays signed in, in minutes: without doing anything, and at most
STAFF_IDLE_MINUTES = 60
STAFF_LONGEST_MINUTES = 12 * 60

#: minutes in which a copy of one's own data can be fetched, and in which a link from the mail opens one's own data
COPY_MINUTES = 15
OWN_DATA_MINUTES = 60

#: what is kept how long by this room; months unless the name says days
NOTICE_TEXT_DAYS = 7
NOTICE_MONTHS = 24
LINK_DAYS = 30
AUDIT_MONTHS = 60
IDENTIFICATION_MONTHS = 24
IDLE_MONTHS = 24
IDLE_WARNING_MONTHS = 23

#: verbs by which staff see personal data, as the trail writes them
READING = ("read", "list", "export", "exported")

#: days at the start of a month in which letters about rights and looks are sent, so that a pause loses none
WATCH_DAYS = 14

#: how many looks at personal data are told in one such letter
SAMPLE_SIZE = 10
