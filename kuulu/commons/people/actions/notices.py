"""Telling people: writing a notice down once, sending it once, and letters that gather a day's or a week's."""

from __future__ import annotations

import datetime as dt
import logging
import uuid
from itertools import groupby

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext, ngettext

from kuulu.foundation import clock
from kuulu.foundation.text import clean, excerpt
from kuulu.foundation.work import work

from ..adapters import mail
from ..models import MailAddress, Notice, Person
from ..queries.mail import is_suppressed
from ..vocabulary import BOUNCES_UNTIL_SILENT, Cadence, NoticeState

log = logging.getLogger("kuulu.people")


@transaction.atomic
def notify(
    *,
    kind: str,
    key: str,
    subject: str,
    text: str,
    link: str = "",
    person: Person | None = None,
    email: str = "",
    language: str = "fi",
    cadence: str | None = None,
    matter_reference: str = "",
    asked: bool = False,
) -> Notice | None:
    """Write one notice in the caller's transaction and send it after; None when `key` was written before.

    `link` is a path or a whole address; secrets go there or in `text`, which lie sealed, never in `subject`.
    `asked` marks mail the reader asked for just now (a code, a receipt): it goes at once, even to who unsubscribed.
    """
    address = (email or (person.email if person else "") or "").strip().lower()
    pace = Cadence.AT_ONCE if asked else cadence or (person.cadence if person else Cadence.AT_ONCE)
    silent = not address or pace == Cadence.NEVER or is_suppressed(address, asked=asked)
    notice, made = Notice.objects.get_or_create(
        key=key[:200],
        defaults={
            "person": person,
            "email": address,
            "kind": kind,
            "subject": clean(subject, lines=False)[:200],
            "text": clean(text),
            "link": link,
            "language": (person.language if person else "") or language,
            "cadence": pace,
            "state": NoticeState.DROPPED if silent else NoticeState.WAITING,
            "matter_reference": matter_reference,
        },
    )
    if made and not silent and pace == Cadence.AT_ONCE:
        deliver.enqueue(notice.id)
    return notice if made else None


@work(queue="mail")
def deliver(notice_id: int) -> None:
    """Send one waiting notice. Raises mail.NotSent when the mail server surely did not take it: then try again."""
    send(notice_id)


def send(notice_id: int) -> None:
    """Claim a notice, hand it to the mail server, and write down how that went; at most once, ever.

    The claim is written before the server hears a word. Whoever dies in between leaves a notice that is being
    sent for ever, which `note_uncertain` shows to a person; no machine sends it again.
    """
    claimed = Notice.objects.filter(pk=notice_id, state=NoticeState.WAITING).update(
        state=NoticeState.SENDING, tried_at=clock.now()
    )
    if not claimed:
        return
    notice = Notice.objects.select_related("person").get(pk=notice_id)
    try:
        mail.send(notice)
    except mail.NotSent:
        _settle(notice, NoticeState.WAITING)
        raise
    except mail.Refused as fault:
        if fault.of_address:
            note_bounce(notice.email)
        _settle(notice, NoticeState.BOUNCED if fault.of_address else NoticeState.FAILED, str(fault))
    except Exception as fault:
        log.warning("notice %s: uncertain, %s", notice.uuid, type(fault).__name__)
        _settle(notice, NoticeState.FAILED, UNCERTAIN)
    else:
        _settle(notice, NoticeState.SENT)
        if notice.kind in ("account", "own_data"):  # codes are not kept
            Notice.objects.filter(pk=notice.pk).update(text="", link="")


#: kept as data and shown translated
UNCERTAIN = "uncertain"


def _settle(notice: Notice, state: NoticeState, note: str = "") -> None:
    now = clock.now() if state == NoticeState.SENT else None
    Notice.objects.filter(pk=notice.pk).update(state=state, sent_at=now, note=note[:200])
    if state != NoticeState.WAITING:
        notice.parts.update(state=state, sent_at=now, note=note[:200])


def note_uncertain(*, minutes: int = 15) -> int:
    """Mark what has been being sent for too long as failed, for a person to look at; how many."""
    stale = clock.now() - dt.timedelta(minutes=minutes)
    lost = Notice.objects.filter(state=NoticeState.SENDING, tried_at__lt=stale)
    Notice.objects.filter(letter__in=list(lost)).update(state=NoticeState.FAILED, note=UNCERTAIN)
    return lost.update(state=NoticeState.FAILED, note=UNCERTAIN)


def send_forgotten(*, minutes: int = 10, limit: int = 200) -> int:
    """Send what nobody has tried to send in time, as when a worker died with the task in hand; how many."""
    old = clock.now() - dt.timedelta(minutes=minutes)
    waiting = Notice.objects.filter(
        state=NoticeState.WAITING, cadence=Cadence.AT_ONCE, tried_at__isnull=True, made_at__lt=old
    )
    ids = list(waiting.order_by("made_at").values_list("id", flat=True)[:limit])
    for done, notice_id in enumerate(ids):
        try:
            send(notice_id)
        except mail.NotSent:
            return done
    return len(ids)


def write_letters(cadence: Cadence, *, moment: dt.datetime | None = None) -> int:
    """Gather what waits for a daily or weekly letter into one per reader; how many were written.

    The letter's key names the day, so that however often and by however many this runs, each reader gets one.
    """
    until = _letter_time(cadence, moment or clock.now())
    waiting = Notice.objects.filter(
        state=NoticeState.WAITING, cadence=cadence, letter__isnull=True, made_at__lt=until
    ).order_by("email", "made_at")
    letters = [
        _write_letter(cadence, until, email, list(parts)) for email, parts in groupby(waiting, key=lambda n: n.email)
    ]
    return sum(letters)


def _letter_time(cadence: Cadence, moment: dt.datetime) -> dt.datetime:
    """The last time a letter of this pace was due: seven in the morning, for weekly ones on a Monday."""
    local = moment.astimezone(clock.HELSINKI)
    due = local.replace(hour=7, minute=0, second=0, microsecond=0)
    if due > local:
        due -= dt.timedelta(days=1)
    return due - dt.timedelta(days=due.weekday()) if cadence == Cadence.WEEKLY else due


@transaction.atomic
def _write_letter(cadence: Cadence, until: dt.datetime, email: str, parts: list[Notice]) -> bool:
    language = parts[-1].language
    with translation.override(language):
        count = len(parts)
        subject = ngettext("%(count)s piece of news for you", "%(count)s pieces of news for you", count)
        text = "\n\n".join(_part_words(part) for part in parts)
    letter = notify(
        kind="letter",
        key=f"letter:{cadence}:{until:%Y-%m-%d}:{email}",
        subject=subject % {"count": count},
        text=text,
        person=parts[-1].person,
        email=email,
        language=language,
        cadence=Cadence.AT_ONCE,
    )
    if letter is None:
        return False
    state = F("state") if letter.state != NoticeState.DROPPED else NoticeState.DROPPED
    Notice.objects.filter(pk__in=[part.pk for part in parts]).update(letter=letter, state=state)
    if Notice.objects.filter(pk=letter.pk, state=NoticeState.SENT).exists():
        letter.parts.update(state=NoticeState.SENT, sent_at=clock.now())
    return True


def _part_words(part: Notice) -> str:
    lines = [part.subject, excerpt(part.text, 300)]
    if part.link:
        lines.append(gettext("Read more: %(address)s") % {"address": mail.whole_address(part.link)})
    return "\n".join(lines)


@transaction.atomic
def note_bounce(email: str) -> MailAddress:
    """Count one mail that came back for good; after a few the address is sent no more."""
    known, _ = MailAddress.objects.select_for_update().get_or_create(email=email.strip().lower())
    known.bounces += 1
    if known.bounces >= BOUNCES_UNTIL_SILENT and known.bounced_at is None:
        known.bounced_at = clock.now()
    known.save()
    return known


@transaction.atomic
def unsubscribe(email: str) -> None:
    """This address wants no more mail, save what it asks for itself; what waits for it is dropped."""
    email = email.strip().lower()
    MailAddress.objects.update_or_create(email=email, defaults={"unsubscribed_at": clock.now()})
    Notice.objects.filter(email=email, state=NoticeState.WAITING).update(state=NoticeState.DROPPED)


@transaction.atomic
def subscribe_again(email: str) -> None:
    """The owner of the address wants mail again, and says it arrives."""
    MailAddress.objects.filter(email=email.strip().lower()).update(unsubscribed_at=None, bounced_at=None, bounces=0)


def bounce_of(message_id: str, email: str) -> bool:
    """A delivery report said that one of our mails came back: mark it, count it once. False when it is not ours."""
    try:
        number = uuid.UUID(message_id)
    except ValueError:
        return False
    notice = Notice.objects.filter(uuid=number, email=email.strip().lower()).first()
    if notice is None:
        return False
    if Notice.objects.filter(pk=notice.pk).exclude(state=NoticeState.BOUNCED).update(state=NoticeState.BOUNCED):
        note_bounce(notice.email)
    return True


def read_all(person: Person) -> None:
    """Somebody has seen their notices."""
    person.notices.filter(read_at__isnull=True).update(read_at=clock.now())
