"""Accounts, the units of the city, and the duties of people in them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext_lazy as _

from kuulu.foundation import clock
from kuulu.foundation.models import Named

from ..vocabulary import Cadence, Duty, UnitKind


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


class RoleQuerySet(models.QuerySet["Role"]):
    """Finds roles by whether they count."""

    def in_force(self) -> RoleQuerySet:
        """Those that count today, of people whose account is open."""
        today = clock.today()
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=today),
            starts_on__lte=today,
            person__is_active=True,
            person__closed_at__isnull=True,
        )


class Role(models.Model):
    """A duty of a person, in a unit or everywhere, in an area or everywhere, until a date or for the time being."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles")
    duty = models.CharField(max_length=20, choices=Duty.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="roles")
    area_code = models.SlugField(max_length=60, blank=True)  # places.Area.code; the rooms do not know each other
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("person", "duty", Coalesce("unit", 0), "area_code", name="role_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="role_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_duty_display()}"
