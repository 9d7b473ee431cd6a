"""People, units and duties; proofs of identity; secret links; notices; and the audit trail."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kuulu.foundation import clock
from kuulu.foundation.models import Named

from .sealed import SealedField
from .vocabulary import VERB_WORDS, Cadence, Duty, Level, NoticeState, UnitKind


class Unit(Named):
    """A part of the city that answers: a service area, a unit in it, or a body that decides."""

    kind = models.CharField(max_length=20, choices=UnitKind.choices, default=UnitKind.UNIT)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    committee = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="serves")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["code"]


class PersonManager(BaseUserManager["Person"]):
    """Makes accounts; addresses are kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password) if password else person.set_unusable_password()
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """An account. Nobody needs one to speak; it gathers one's own voices and lets staff work."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(max_length=10, default="fi")
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.AT_ONCE)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                condition=Q(email__isnull=True) | Q(email=Lower("email")),
                name="person_email_lower",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(self.uuid)

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


class Role(models.Model):
    """A duty of a person, in a unit or everywhere, in an area or everywhere, until a date or for the time being."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    duty = models.CharField(max_length=20, choices=Duty.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="roles")
    area_code = models.SlugField(max_length=60, blank=True)  # places.Area.code; the rooms do not know each other
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "duty", "unit", "area_code"],
                nulls_distinct=False,
                name="role_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_duty_display()}"


class Identification(models.Model):
    """That somebody proved who they are, for one purpose: a keyed digest and a level, never the code itself."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="identifications")
    purpose = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    method = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)
    age_band = models.CharField(max_length=10, blank=True)
    municipality = models.CharField(max_length=3, blank=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["purpose", "digest"], name="identified_once_per_purpose")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.get_level_display()}"


class SchoolCode(models.Model):
    """One pupil's one-time code for one purpose; who in the class has it is known to the school alone."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    group = models.CharField(max_length=60, blank=True)  # "5A, Kalevankangas"
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.group}"


class SecretLink(models.Model):
    """A link that opens one thing for one purpose until a time; only its digest is kept."""

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    subject = models.CharField(max_length=60)  # a matter's reference, an address' digest ...
    email = models.EmailField(blank=True)
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    once = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"


class MailAddress(models.Model):
    """What we know of an e-mail address: whether it wants mail and whether mail reaches it."""

    email = models.EmailField(unique=True)
    bounces = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(null=True, blank=True)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.email


class Notice(models.Model):
    """One message to one reader, written down in the transaction that made it needed, sent once after it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="notices")
    email = models.EmailField(blank=True)
    kind = models.CharField(max_length=40)
    #: what makes it one and the same notice: "step:812:reader@example.org"
    key = models.CharField(max_length=200, unique=True)
    subject = models.CharField(max_length=200)
    text = SealedField()
    link = SealedField(blank=True)
    language = models.CharField(max_length=10, default="fi")
    cadence = models.CharField(max_length=10, choices=Cadence.choices, default=Cadence.AT_ONCE)
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.WAITING)
    matter_reference = models.CharField(max_length=20, blank=True, db_index=True)
    made_at = models.DateTimeField(default=clock.now, db_index=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    #: why it was not sent, for a person at the desk
    note = models.CharField(max_length=200, blank=True)
    #: the daily or weekly letter that carried it
    letter = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="parts")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["state", "cadence", "made_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(email=""), name="notice_has_reader")
        ]

    def __str__(self) -> str:
        return self.subject


class Copy(models.Model):
    """One copy of all that the house holds of somebody: made by a task, fetched once, in the session that asked."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="fi")
    asked_at = models.DateTimeField(default=clock.now)
    ready_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    file = models.CharField(max_length=100, blank=True)  # a storage name; the file lies sealed

    def __str__(self) -> str:
        return str(self.uuid)


class Erasure(models.Model):
    """The stone of an erased account or address, by which a restored back-up is made to forget it again."""

    digest = models.CharField(max_length=64, unique=True)
    person_uuid = models.UUIDField(null=True)
    reason = models.CharField(max_length=40)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.reason}"


class AuditEntry(models.Model):
    """Who of the staff read personal data or changed anything, and which thing: never its content. Append-only."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    person_uuid = models.UUIDField(null=True)  # no foreign key: the trail outlives the account
    duty = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    reference = models.CharField(max_length=60, blank=True)
    result = models.CharField(max_length=20, default="done")
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["kind", "reference"]),
            models.Index(fields=["person_uuid", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.kind} {self.reference}"

    @property
    def duty_words(self) -> str:
        """The duties in the reader's language."""
        known = dict(Duty.choices)
        return ", ".join(str(known.get(duty, duty)) for duty in self.duty.split(",") if duty)

    @property
    def verb_words(self) -> str:
        """What was done, in the reader's language."""
        return str(VERB_WORDS.get(self.verb, self.verb))
