"""What the room holds of a person, how it is handed out, forgotten, and kept no longer than told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuulu.foundation import clock
from kuulu.foundation.languages import say
from kuulu.foundation.personal import Holding, Item, Subject

from .actions.forget import drop_contact, make_nameless
from .actions.photos import drop_old_held
from .models import Blocked, Category, Feedback
from .queries import own_messages

MONTH = dt.timedelta(days=365.25 / 12)
AT_ONCE = 500  #: rows of one round; the next round takes more

HOLDS = [
    Holding(
        model="feedback.Feedback",
        fields=("sender_name", "sender_email", "sender_phone"),
        purpose=gettext_lazy("to send the receipt and the answer, and to ask when something is unclear"),
        kept=format_lazy(
            gettext_lazy("{months} months after the matter is closed"),
            months=settings.KUULU["FEEDBACK"]["CONTACT_MONTHS"],
        ),
    ),
    Holding(
        model="feedback.Feedback",
        fields=("text", "public_text", "answers", "thanked", "device_id", "account_id"),
        purpose=gettext_lazy("to handle and answer what was told"),
        kept=gettext_lazy(
            "by category, usually 24 months after the matter is closed; what is public stays without a name"
        ),
    ),
    Holding(
        model="feedback.Message",
        fields=("text", "by"),
        purpose=gettext_lazy("to ask the sender and to hear more"),
        kept=gettext_lazy("as long as the text of the feedback"),
    ),
    Holding(
        model="feedback.Answer",
        fields=("texts", "by"),
        purpose=gettext_lazy("to show what the city answered"),
        kept=gettext_lazy("as long as the matter is kept in the city's record"),
    ),
    Holding(
        model="feedback.Forwarding",
        fields=("reason", "with_contact", "by"),
        purpose=gettext_lazy(
            "to hand a matter over to the authority it belongs to (Administrative Procedure Act 434/2003, 21 §)"
        ),
        kept=gettext_lazy("as long as the matter is kept in the city's record"),
    ),
    Holding(
        model="feedback.Feedback",
        fields=("entered_by",),
        purpose=gettext_lazy("to know which clerk wrote it down for a resident"),
        kept=gettext_lazy("as long as the account; then without a name"),
    ),
    Holding(
        model="feedback.Shortlisted",
        fields=("person",),
        purpose=gettext_lazy("an official's own list of feedbacks to come back to"),
        kept=gettext_lazy("until the official takes it off, or the account is closed"),
    ),
    Holding(
        model="feedback.SummaryReading",
        fields=("person", "read_at", "effect"),
        purpose=gettext_lazy("to show that what residents said reached those who decide, and what it led to"),
        kept=gettext_lazy("as long as the account"),
    ),
    Holding(
        model="feedback.Blocked",
        fields=("digest", "hint", "by"),
        purpose=gettext_lazy(
            "to keep out who disturbs the service; the address is known by a keyed digest and a hint only"
        ),
        kept=gettext_lazy("until its day is past; cleared a month after"),
    ),
    Holding(
        model="feedback.ApiKey",
        fields=("name", "contact_email", "purpose"),
        purpose=gettext_lazy("to reach whoever runs a program that posts"),
        kept=gettext_lazy("as long as the key is in use"),
    ),
]


def _of(subject: Subject) -> QuerySet[Feedback]:
    mine = Q(sender_email__in=subject.emails) if subject.emails else Q(pk__in=[])
    if subject.person_id is not None:
        mine |= Q(matter__opened_by_id=subject.person_id)
    rows = Feedback.objects.filter(mine, made_nameless_at__isnull=True)
    return rows.select_related("matter", "category").order_by("pk")


def gather(subject: Subject) -> list[Item]:
    """Each feedback with its text, contact details, messages, answers and pictures."""
    return [_item(feedback) for feedback in _of(subject)]


def _item(feedback: Feedback) -> Item:
    matter = feedback.matter
    content: dict[str, Any] = {
        "title": matter.title,
        "text": feedback.text,
        "kind": feedback.kind,
        "category": say(feedback.category.names),
        "answers": feedback.answers,
        "address": matter.address,
        "point": [matter.lat, matter.lon] if matter.has_point else None,
        "sent": matter.opened_at.isoformat(),
        "stage": matter.stage,
        "public": matter.is_public,
        "name": feedback.sender_name,
        "email": feedback.sender_email,
        "phone": feedback.sender_phone,
        "thanked": feedback.thanked,
        "messages": [[m.direction, m.made_at.isoformat(), m.text] for m in own_messages(feedback)],
        "city_answers": [[a.made_at.isoformat(), say(a.texts)] for a in feedback.city_answers.all()],
    }
    files = tuple(str(paper.file.name) for paper in matter.papers.filter(by_staff=False))
    return Item(kind="feedback", reference=matter.reference, content=content, files=files)


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Make ended ones nameless; open ones lose the contact details and are handled without them."""
    words = []
    for feedback in _of(subject):
        reference = feedback.matter.reference
        if feedback.matter.is_open:
            drop_contact(feedback)
            type(feedback.matter).objects.filter(pk=feedback.matter_id).update(opened_by=None)
            words.append(
                _("%(reference)s is still open: the city handles the text without your name and contact details.")
                % {"reference": reference}
            )
        else:
            make_nameless(feedback)
            words.append(_("%(reference)s no longer tells who you are.") % {"reference": reference})
    return words


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many."""
    counts = {
        "feedback.contact": _each(_contact_over(), drop_contact, dry_run),
        "feedback.nameless": sum(_each(rows, make_nameless, dry_run) for rows in _nameless_due()),
    }
    over = Blocked.objects.filter(until__lt=clock.now() - MONTH)
    counts["feedback.blocked"] = over.count() if dry_run else over.delete()[0]
    return counts if dry_run else {**counts, "feedback.held_pictures": drop_old_held()}


def _each(rows: QuerySet[Feedback], do: Any, dry_run: bool) -> int:
    if dry_run:
        return rows.count()
    chosen = list(rows.select_related("matter", "category")[:AT_ONCE])
    for feedback in chosen:
        do(feedback)
    return len(chosen)


def _contact_over() -> QuerySet[Feedback]:
    limit = clock.now() - settings.KUULU["FEEDBACK"]["CONTACT_MONTHS"] * MONTH
    known = ~Q(sender_name="") | ~Q(sender_email="") | ~Q(sender_phone="")
    return Feedback.objects.filter(known, matter__ended_at__lt=limit)


def _nameless_due() -> Iterable[QuerySet[Feedback]]:
    """For each time that categories set, the ended feedback that is older."""
    for months in Category.objects.values_list("retain_months", flat=True).order_by().distinct():
        limit = clock.now() - months * MONTH
        yield Feedback.objects.filter(
            category__retain_months=months, matter__ended_at__lt=limit, made_nameless_at__isnull=True
        )
