"""Closing accounts: ending what is open of them at once, and forgetting the person behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.db import transaction

from kuulu.foundation import clock

from ..keys import digest
from ..models import Copy, Erasure, Identification, MailAddress, Notice, Person, Role, SecretLink, Unit
from ..policy import may_administer
from ..vocabulary import Duty
from .audit import audit
from .copies import drop_file


class NotAllowed(ValueError):
    """The change would leave the house in a state it must not be in; the words are for a person."""


def end_sessions(person: Person) -> int:
    """Sign somebody out everywhere, now; how many sessions ended.

    Sessions that are not in allauth's list (begun before it looked) end as well, since Django asks at each visit
    whether the account is active.
    """
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
    return len(keys)


@transaction.atomic
def disable(person: Person, *, by: Person) -> None:
    """Close an account to its owner at once: sessions and links of it end, its roles end today."""
    if not may_administer(by):
        raise PermissionDenied
    if person.pk == by.pk:
        raise NotAllowed("own account")
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    SecretLink.objects.filter(purpose="feed", subject=str(person.uuid)).delete()
    for role in person.roles.exclude(ends_on__lt=clock.today()):
        _end(role)
    audit(by, "disable", kind="person", reference=str(person.uuid))


@transaction.atomic
def enable(person: Person, *, by: Person) -> None:
    """Open a disabled account again; its roles stay ended. Raises PermissionDenied, NotAllowed for an erased one."""
    if not may_administer(by):
        raise PermissionDenied
    if person.closed_at:
        raise NotAllowed("erased")
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit(by, "enable", kind="person", reference=str(person.uuid))


def _end(role: Role) -> None:
    """A role counts through its last day, so one that must not count today ends yesterday; one begun today goes."""
    yesterday = clock.today() - dt.timedelta(days=1)
    if role.starts_on > yesterday:
        role.delete()
        return
    role.ends_on = yesterday
    role.save(update_fields=["ends_on"])


@transaction.atomic
def give_role(
    person: Person, *, duty: Duty, by: Person, unit: Unit | None = None, ends_on: dt.date | None = None
) -> Role:
    """Trust somebody with a duty; given again after it ended, it begins anew. Raises PermissionDenied."""
    if not may_administer(by):
        raise PermissionDenied
    role, _ = Role.objects.update_or_create(
        person=person, duty=duty, unit=unit, area_code="", defaults={"starts_on": clock.today(), "ends_on": ends_on}
    )
    audit(by, "give_role", kind="person", reference=str(person.uuid), result=duty)
    return role


@transaction.atomic
def end_role(role: Role, *, by: Person) -> None:
    """Take a duty away now and sign its holder out everywhere. The last administrator stays."""
    if not may_administer(by):
        raise PermissionDenied
    if role.duty == Duty.ADMINISTRATOR and not _other_administrators(role.person):
        raise NotAllowed("last administrator")
    person, duty = role.person, role.duty
    _end(role)
    end_sessions(person)
    audit(by, "end_role", kind="person", reference=str(person.uuid), result=duty)


def _other_administrators(person: Person) -> bool:
    others = Role.objects.filter(duty=Duty.ADMINISTRATOR, person__is_active=True).exclude(person=person)
    return others.exclude(ends_on__lt=clock.today()).exists()


@transaction.atomic
def add_staff(*, email: str, name: str, by: Person) -> Person:
    """Open an account for somebody who will work here; they sign in with a code. One that exists is given back."""
    if not may_administer(by):
        raise PermissionDenied
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        person = Person.objects.create_user(email, name=name)
    audit(by, "add", kind="person", reference=str(person.uuid))
    return person


@transaction.atomic
def erase_account(person: Person, *, reason: str) -> None:
    """Leave a stone where an account was: its number and day, and nothing of the person."""
    erase_address(person.email or "", reason=reason)
    end_sessions(person)
    for rows in (EmailAddress, SocialAccount, Authenticator):
        rows.objects.filter(user=person).delete()
    person.roles.all().delete()
    _forget_copies(Copy.objects.filter(person=person))
    Notice.objects.filter(person=person).delete()
    Identification.objects.filter(person=person).update(person=None)
    SecretLink.objects.filter(subject=str(person.uuid)).delete()
    person.email, person.name, person.is_active, person.is_staff = None, "", False, False
    person.is_superuser, person.closed_at, person.last_login = False, clock.now(), None
    person.set_unusable_password()
    person.save()
    stone = {"person_uuid": person.uuid, "reason": reason[:40]}
    Erasure.objects.get_or_create(digest=digest("erasure", f"person:{person.uuid}"), defaults=stone)


@transaction.atomic
def erase_address(email: str, *, reason: str) -> None:
    """Forget what the room knows by an address alone."""
    email = email.strip().lower()
    if not email:
        return
    Notice.objects.filter(email=email).delete()
    SecretLink.objects.filter(email=email).delete()
    MailAddress.objects.filter(email=email).delete()
    _forget_copies(Copy.objects.filter(email=email))
    Erasure.objects.get_or_create(digest=digest("erasure", f"email:{email}"), defaults={"reason": reason[:40]})


def _forget_copies(copies: Iterable[Copy]) -> None:
    for copy in copies:
        drop_file(copy)
        copy.delete()
