"""What the room keeps no longer than told: each rule counts, and drops unless it is a dry run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext

from kuulu.foundation import appendonly, clock, personal
from kuulu.foundation.personal import drop

from ..models import AuditEntry, Identification, Notice, Person, SchoolCode, SecretLink
from ..queries.own import subject_of
from ..vocabulary import (
    AUDIT_MONTHS,
    IDENTIFICATION_MONTHS,
    IDLE_MONTHS,
    IDLE_WARNING_MONTHS,
    LINK_DAYS,
    NOTICE_MONTHS,
    NOTICE_TEXT_DAYS,
    NoticeState,
)
from .audit import audit
from .copies import drop_old_copies
from .notices import notify


def _ago(months: float = 0, days: float = 0) -> dt.datetime:
    return clock.now() - months * clock.MONTH - dt.timedelta(days=days)


def notice_texts(*, dry_run: bool = False) -> int:
    """Words of a notice go a week after it went or was given up; the subject stays on one's own page."""
    over = Notice.objects.exclude(state__in=(NoticeState.WAITING, NoticeState.SENDING)).exclude(text="", link="")
    old = Q(sent_at__lt=_ago(days=NOTICE_TEXT_DAYS)) | Q(sent_at__isnull=True, made_at__lt=_ago(days=NOTICE_TEXT_DAYS))
    rows = over.filter(old)
    if dry_run:
        return rows.count()
    count = rows.filter(person__isnull=True).update(text="", link="")
    return count + rows.filter(person__isnull=False).exclude(text="").update(text="")


def notices(*, dry_run: bool = False) -> int:
    return drop(Notice.objects.filter(made_at__lt=_ago(NOTICE_MONTHS)), dry_run=dry_run)


def links(*, dry_run: bool = False) -> int:
    return drop(SecretLink.objects.filter(expires_at__lt=_ago(days=LINK_DAYS)), dry_run=dry_run)


def school_codes(*, dry_run: bool = False) -> int:
    return drop(SchoolCode.objects.filter(expires_at__lt=_ago(days=LINK_DAYS)), dry_run=dry_run)


def proofs(*, dry_run: bool = False) -> int:
    return drop(Identification.objects.filter(made_at__lt=_ago(IDENTIFICATION_MONTHS)), dry_run=dry_run)


def sessions(*, dry_run: bool = False) -> int:
    """Sessions that ran out, and the list of who was where a month ago."""
    stale = UserSession.objects.filter(last_seen_at__lt=_ago(days=30))
    return drop(Session.objects.filter(expire_date__lt=clock.now()), dry_run=dry_run) + drop(stale, dry_run=dry_run)


def copies(*, dry_run: bool = False) -> int:
    return drop_old_copies(dry_run=dry_run)


def unproved(*, dry_run: bool = False) -> int:
    """Accounts whose address was never proved."""
    never = Person.objects.filter(last_login__isnull=True, roles__isnull=True, closed_at__isnull=True, is_active=True)
    return drop(never.filter(joined_at__lt=_ago(days=30), emailaddress__verified=False), dry_run=dry_run)


def _idle(months: int) -> QuerySet[Person]:
    seen = Q(last_login__lt=_ago(months)) | Q(last_login__isnull=True, joined_at__lt=_ago(months))
    people = Person.objects.filter(seen, closed_at__isnull=True, roles__isnull=True)
    return people.exclude(Q(is_staff=True) | Q(is_superuser=True))


def idle_warned(*, dry_run: bool = False) -> int:
    """Who has not been here for 23 months is told that the account closes."""
    people = list(_idle(IDLE_WARNING_MONTHS))
    told = 0
    for person in people:
        with translation.override(person.language):
            subject, text = (
                gettext("Your account will be closed"),
                gettext(
                    "You have not signed in for almost two years. Your account is closed in a month, and what tells of you is erased. Sign in if you want to keep it."
                ),
            )
        key = f"idle:{person.uuid}:{(person.last_login or person.joined_at):%Y-%m-%d}"
        if dry_run:
            told += not Notice.objects.filter(key=key).exists()
        else:
            told += notify(kind="idle", key=key, subject=subject, text=text, person=person, asked=True) is not None
    return told


def idle_closed(*, dry_run: bool = False) -> int:
    """After 24 months the account is erased, if its owner was told three weeks before."""
    warned = Notice.objects.filter(kind="idle", made_at__lt=_ago(days=21)).values("person")
    people = list(_idle(IDLE_MONTHS).filter(pk__in=warned))
    for person in [] if dry_run else people:
        personal.forget(subject_of(person), reason="idle")
    return len(people)


@transaction.atomic
def trail(*, dry_run: bool = False) -> int:
    """Entries of more than five years; the trail says where it was cut, so that it can still be checked."""
    old = AuditEntry.objects.filter(at__lt=_ago(AUDIT_MONTHS))
    last = old.order_by("-id").first()
    if last is None or dry_run:
        return old.count()
    audit(None, "drop", kind="audit", reference=last.digest[:60])
    appendonly.unseal(connection, "people_auditentry")
    count = AuditEntry.objects.filter(id__lte=last.id)._raw_delete("default")
    appendonly.seal(connection, "people_auditentry")
    return count


RULES: dict[str, Callable[..., int]] = {
    rule.__name__: rule
    for rule in (
        notice_texts,
        notices,
        links,
        school_codes,
        proofs,
        sessions,
        copies,
        unproved,
        idle_warned,
        idle_closed,
        trail,
    )
}
