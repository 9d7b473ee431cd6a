"""What the room holds of a person, how it hands that out, forgets it, and keeps it no longer than told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kuulu.foundation.personal import Holding, Item, Subject

from .actions import retain as ageing
from .actions.accounts import erase_account, erase_address
from .actions.rights import erase_again, stones  # noqa: F401  duties of the room towards backups
from .models import Identification, MailAddress, Notice, Person, Role

HOLDS = [
    Holding(
        "people.Person",
        ("email", "name", "language", "cadence", "last_login"),
        _("one's own account, and staff's work"),
        _("until erased; 24 months after the last visit"),
    ),
    Holding("people.Role", ("person",), _("what staff may"), _("5 years after it ended")),
    Holding(
        "people.Identification",
        ("person", "digest", "age_band", "municipality", "method"),
        _("that each person counts once, by a digest per purpose"),
        _("24 months"),
    ),
    Holding("people.SecretLink", ("email",), _("links by e-mail"), _("30 days after they ran out")),
    Holding("people.MailAddress", ("email",), _("whether an address wants mail"), _("until erased")),
    Holding(
        "people.Notice",
        ("person", "email", "subject", "text", "link"),
        _("news by e-mail and on one's own page"),
        _("text 7 days after delivery, the rest 24 months"),
    ),
    Holding("people.Copy", ("person", "email"), _("a copy of one's own data"), _("15 minutes")),
    Holding("people.AuditEntry", ("person_uuid",), _("who looked at what"), _("5 years")),
    Holding("people.Erasure", ("person_uuid",), _("forgetting again after a restore"), _("5 years")),
    Holding("usersessions.UserSession", ("ip", "user_agent"), _("one's open sessions"), _("30 days")),
    Holding("account.EmailAddress", ("email",), _("proved addresses"), _("with the account")),
    Holding("socialaccount.SocialAccount", ("uid",), _("sign-in by a provider"), _("with the account")),
    Holding("mfa.Authenticator", ("data",), _("second factors"), _("with the account")),
]


def gather(subject: Subject) -> list[Item]:
    """The account, roles, proofs, notices and sessions of a person."""
    person = Person.objects.filter(pk=subject.person_id).first() if subject.person_id else None
    items = _of_account(person) if person else []
    return items + _of_addresses(subject)


def _of_account(person: Person) -> list[Item]:
    told: list[tuple[str, Any, tuple[str, ...]]] = [
        ("account", [person], ("email", "name", "language", "cadence", "joined_at", "last_login")),
        ("role", Role.objects.filter(person=person), ("duty", "unit", "area_code", "starts_on", "ends_on")),
        ("proof", Identification.objects.filter(person=person), PROOF_FIELDS),
        ("session", UserSession.objects.filter(user=person), ("ip", "user_agent", "created_at")),
    ]
    return [_item(kind, row, fields) for kind, rows, fields in told for row in rows]


PROOF_FIELDS = ("purpose", "level", "method", "age_band", "municipality", "made_at")


def _of_addresses(subject: Subject) -> list[Item]:
    notices = Notice.objects.filter(subject.owns(account="person", email="email"))
    fields = ("email", "subject", "text", "made_at", "sent_at", "state", "matter_reference")
    items = [_item("notice", notice, fields) for notice in notices.exclude(kind="account").order_by("made_at")]
    known = MailAddress.objects.filter(subject.owns(email="email"))
    return items + [_item("address", row, ("email", "unsubscribed_at", "bounces")) for row in known]


def _item(kind: str, row: Any, fields: tuple[str, ...]) -> Item:
    content = {field: str(value) for field in fields if (value := getattr(row, field)) not in (None, "")}
    return Item(kind=kind, reference=str(getattr(row, "uuid", "")), content=content)


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Leave a stone for the account and forget its addresses."""
    person = Person.objects.filter(pk=subject.person_id).first() if subject.person_id else None
    words = [gettext("Back-ups keep what you erased for 35 days. If one is restored, it is erased again.")]
    if person:
        if Identification.objects.filter(person=person).exists():
            words.append(
                gettext(
                    "A mark that you have taken part in something stays, so that nobody counts twice. It does not tell who you are."
                )
            )
        erase_account(person, reason=reason)
        words.append(
            gettext("The log of who has looked at data stays for five years, as the law asks. It names nobody.")
        )
    for email in subject.emails:
        erase_address(email, reason=reason)
    return words


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many rows."""
    rules: dict[str, Callable[..., int]] = ageing.RULES
    return {f"people.{name}": rule(dry_run=dry_run) for name, rule in rules.items()}
