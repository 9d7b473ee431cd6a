"""What the room holds of a person, how it is handed out, forgotten, and kept no longer than told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kuulu.foundation import clock
from kuulu.foundation.languages import say
from kuulu.foundation.personal import Holding, Item, Subject, drop, each

from .actions.forget import drop_contact, make_nameless
from .models import Blocked, Category, Feedback
from .queries import own_messages

HOLDS = [
    Holding(
        "feedback.Feedback",
        ("sender_name", "sender_email", "sender_phone"),
        _("to send the receipt and the answer, and to ask when something is unclear"),
        format_lazy(
            _("{months} months after the matter is closed"),
            months=settings.KUULU["FEEDBACK"]["CONTACT_MONTHS"],
        ),
    ),
    Holding(
        "feedback.Feedback",
        ("text", "public_text", "answers", "thanked", "media_urls", "device_id", "account_id"),
        _("to handle and answer what was told"),
        _("by category, usually 24 months after the matter is closed; what is public stays without a name"),
    ),
    Holding(
        "feedback.Message",
        ("text", "by"),
        _("to ask the sender and to hear more"),
        _("as long as the text of the feedback"),
    ),
    Holding(
        "feedback.Answer",
        ("texts", "by"),
        _("to show what the city answered"),
        _("as long as the matter is kept in the city's record"),
    ),
    Holding(
        "feedback.Forwarding",
        ("reason", "with_contact", "by", "delivered_by"),
        _("to hand a matter over to the authority it belongs to (Administrative Procedure Act 434/2003, 21 §)"),
        _("as long as the matter is kept in the city's record"),
    ),
    Holding(
        "feedback.Feedback",
        ("entered_by",),
        _("to know which clerk wrote it down for a resident"),
        _("as long as the account; then without a name"),
    ),
    Holding(
        "feedback.Shortlisted",
        ("person",),
        _("an official's own list of feedbacks to come back to"),
        _("until the official takes it off, or the account is closed"),
    ),
    Holding(
        "feedback.SummaryReading",
        ("person", "read_at", "effect"),
        _("to show that what residents said reached those who decide, and what it led to"),
        _("as long as the account"),
    ),
    Holding(
        "feedback.Blocked",
        ("digest", "hint", "by"),
        _("to keep out who disturbs the service; the address is known by a keyed digest and a hint only"),
        _("until its day is past; cleared a month after"),
    ),
    Holding(
        "feedback.ApiKey",
        ("name", "contact_email", "purpose"),
        _("to reach whoever runs a program that posts"),
        _("as long as the key is in use"),
    ),
]


def _of(subject: Subject) -> QuerySet[Feedback]:
    mine = subject.owns(account="matter__opened_by", email="sender_email")
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
        "pictures_elsewhere": feedback.media_urls,
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
                gettext("%(reference)s is still open: the city handles the text without your name and contact details.")
                % {"reference": reference}
            )
        else:
            make_nameless(feedback)
            words.append(gettext("%(reference)s no longer tells who you are.") % {"reference": reference})
    return words


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many."""
    return {
        "feedback.contact": each(_contact_over(), drop_contact, dry_run=dry_run),
        "feedback.nameless": sum(each(rows, make_nameless, dry_run=dry_run) for rows in _nameless_due()),
        "feedback.blocked": drop(Blocked.objects.filter(until__lt=clock.now() - clock.MONTH), dry_run=dry_run),
    }


def _contact_over() -> QuerySet[Feedback]:
    limit = clock.now() - settings.KUULU["FEEDBACK"]["CONTACT_MONTHS"] * clock.MONTH
    known = ~Q(sender_name="") | ~Q(sender_email="") | ~Q(sender_phone="")
    return Feedback.objects.filter(known, matter__ended_at__lt=limit).select_related("matter", "category")


def _nameless_due() -> Iterable[QuerySet[Feedback]]:
    """For each time that categories set, the ended feedback that is older."""
    for months in Category.objects.values_list("retain_months", flat=True).order_by().distinct():
        limit = clock.now() - months * clock.MONTH
        ended = Feedback.objects.filter(category__retain_months=months, matter__ended_at__lt=limit)
        yield ended.filter(made_nameless_at__isnull=True).select_related("matter", "category")
