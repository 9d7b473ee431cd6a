"""What the room holds of a person, how it hands that out, forgets it, and keeps it no longer than told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuulu.foundation.personal import Holding, Item, Subject

from .actions import retain as ageing
from .actions.accounts import erase_account, erase_address
from .actions.rights import erase_again, stones  # noqa: F401  duties of the room towards backups
from .models import Identification, MailAddress, Notice, Person, Role

HOLDS = [
    Holding(
        model="people.Person",
        fields=("email", "name", "language", "cadence", "last_login"),
        purpose=gettext_lazy("one's own account, and staff's work"),
        kept=gettext_lazy("until erased; 24 months after the last visit"),
    ),
    Holding(
        model="people.Role",
        fields=("person",),
        purpose=gettext_lazy("what staff may"),
        kept=gettext_lazy("5 years after it ended"),
    ),
    Holding(
        model="people.Identification",
        fields=("person", "digest", "age_band", "municipality", "method"),
        purpose=gettext_lazy("that each person counts once, by a digest per purpose"),
        kept=gettext_lazy("24 months"),
    ),
    Holding(
        model="people.SecretLink",
        fields=("email",),
        purpose=gettext_lazy("links by e-mail"),
        kept=gettext_lazy("30 days after they ran out"),
    ),
    Holding(
        model="people.MailAddress",
        fields=("email",),
        purpose=gettext_lazy("whether an address wants mail"),
        kept=gettext_lazy("until erased"),
    ),
    Holding(
        model="people.Notice",
        fields=("person", "email", "subject", "text", "link"),
        purpose=gettext_lazy("news by e-mail and on one's own page"),
        kept=gettext_lazy("text 7 days after delivery, the rest 24 months"),
    ),
    Holding(
        model="people.Copy",
        fields=("person", "email"),
        purpose=gettext_lazy("a copy of one's own data"),
        kept=gettext_lazy("15 minutes"),
    ),
    Holding(
        model="people.AuditEntry",
        fields=("person_uuid",),
        purpose=gettext_lazy("who looked at what"),
        kept=gettext_lazy("5 years"),
    ),
    Holding(
        model="people.Erasure",
        fields=("person_uuid",),
        purpose=gettext_lazy("forgetting again after a restore"),
        kept=gettext_lazy("5 years"),
    ),
    Holding(
        model="usersessions.UserSession",
        fields=("ip", "user_agent"),
        purpose=gettext_lazy("one's open sessions"),
        kept=gettext_lazy("30 days"),
    ),
    Holding(
        model="account.EmailAddress",
        fields=("email",),
        purpose=gettext_lazy("proved addresses"),
        kept=gettext_lazy("with the account"),
    ),
    Holding(
        model="socialaccount.SocialAccount",
        fields=("uid",),
        purpose=gettext_lazy("sign-in by a provider"),
        kept=gettext_lazy("with the account"),
    ),
    Holding(
        model="mfa.Authenticator",
        fields=("data",),
        purpose=gettext_lazy("second factors"),
        kept=gettext_lazy("with the account"),
    ),
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
    emails = [email for email in subject.emails if email]
    notices = Notice.objects.filter(email__in=emails)
    if subject.person_id:
        notices = notices | Notice.objects.filter(person_id=subject.person_id)
    fields = ("email", "subject", "text", "made_at", "sent_at", "state", "matter_reference")
    items = [_item("notice", notice, fields) for notice in notices.exclude(kind="account").order_by("made_at")]
    known = MailAddress.objects.filter(email__in=emails)
    return items + [_item("address", row, ("email", "unsubscribed_at", "bounces")) for row in known]


def _item(kind: str, row: Any, fields: tuple[str, ...]) -> Item:
    content = {field: str(value) for field in fields if (value := getattr(row, field)) not in (None, "")}
    return Item(kind=kind, reference=str(getattr(row, "uuid", "")), content=content)


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Leave a stone for the account and forget its addresses."""
    person = Person.objects.filter(pk=subject.person_id).first() if subject.person_id else None
    words = [_("Back-ups keep what you erased for 35 days. If one is restored, it is erased again.")]
    if person:
        if Identification.objects.filter(person=person).exists():
            words.append(
                _(
                    "A mark that you have taken part in something stays, so that nobody counts twice. It does not tell who you are."
                )
            )
        erase_account(person, reason=reason)
        words.append(_("The log of who has looked at data stays for five years, as the law asks. It names nobody."))
    for email in subject.emails:
        erase_address(email, reason=reason)
    return words


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many rows."""
    rules: dict[str, Callable[..., int]] = ageing.RULES
    return {f"people.{name}": rule(dry_run=dry_run) for name, rule in rules.items()}
