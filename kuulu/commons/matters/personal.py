"""What the room holds of a person, how it hands that out, forgets it, and keeps it no longer than told."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kuulu.foundation.personal import Holding, Item, Subject, each

from .actions.forget import drop_old_traces, forget_person, make_nameless, nameless_due
from .held import drop_old_held
from .models import Following, Matter, StepNote, Subscription

HOLDS = [
    Holding(
        "matters.Matter",
        ("opened_by", "handler", "title", "summary", "address"),
        _("to show one's own matters, and to know who answers"),
        _("a private matter by its kind, usually 24 months after it ended"),
    ),
    Holding(
        "matters.StepNote",
        ("text", "by"),
        _("to tell why a matter moved"),
        _("with the matter; what a resident typed is taken away when the matter is made nameless"),
    ),
    Holding(
        "matters.Paper",
        ("file", "alt"),
        _("to show what is meant; place and device are never kept"),
        _("of a private matter as long as the matter has a name"),
    ),
    Holding(
        "matters.Following",
        ("person", "email"),
        _("to tell what happens to a matter"),
        _("until one stops; 8 days when the address is not proved"),
        _("consent (GDPR 6.1 a)"),
    ),
    Holding(
        "matters.Subscription",
        ("person", "email", "words"),
        _("to tell of new matters"),
        _("until one stops; 8 days when the address is not proved"),
        _("consent (GDPR 6.1 a)"),
    ),
    Holding(
        "matters.Concern",
        ("digest",),
        _("to count a visitor once, by a keyed digest"),
        _("24 months after the matter ended; the number stays"),
    ),
]


def gather(subject: Subject) -> list[Item]:
    """Matters opened by account, words typed with steps, what is followed and asked for."""
    mine = subject.owns(account="person", email="email")
    items = [_followed(row) for row in Following.objects.filter(mine).select_related("matter")]
    items += [_asked_for(row) for row in Subscription.objects.filter(mine).select_related("area")]
    if subject.person_id:
        opened = Matter.objects.filter(opened_by_id=subject.person_id).prefetch_related("papers")
        items += [_opened(matter) for matter in opened]
        notes = StepNote.objects.filter(by_id=subject.person_id, removed_at__isnull=True)
        items += [_typed(note) for note in notes.select_related("step__matter")]
    return items


def _opened(matter: Matter) -> Item:
    content: dict[str, Any] = {
        "title": matter.title,
        "summary": matter.summary,
        "address": matter.address,
        "opened": matter.opened_at.isoformat(),
        "stage": matter.stage,
        "public": matter.is_public,
    }
    files = tuple(str(paper.file.name) for paper in matter.papers.all() if not paper.by_staff)
    return Item(kind="matter", reference=matter.reference, content=content, files=files)


def _typed(note: StepNote) -> Item:
    content = {"at": note.step.at.isoformat(), "step": note.step.verb, "text": note.text}
    return Item(kind="words", reference=note.step.matter.reference, content=content)


def _followed(row: Following) -> Item:
    content = {"why": row.why, "since": row.made_at.isoformat(), "proved": row.confirmed_at is not None}
    return Item(kind="following", reference=row.matter.reference, content=content)


def _asked_for(row: Subscription) -> Item:
    content = {
        "area": str(row.area or ""),
        "kind": row.kind,
        "topic": row.topic,
        "words": row.words,
        "cadence": row.cadence,
    }
    return Item(kind="subscription", reference=f"subscription-{row.pk}", content=content)


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Followings, subscriptions and typed words go; matters lose their opener, their steps stay."""
    counts = forget_person(subject)
    stays = counts.get("matters", 0)
    words = ngettext(
        "The steps of %(count)s matter stay: they tell what the city did, not who you are.",
        "The steps of %(count)s matters stay: they tell what the city did, not who you are.",
        stays,
    )
    return [words % {"count": stays}] if stays else []


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many."""
    nameless = each(nameless_due(), make_nameless, dry_run=dry_run)
    counts = {"matters.nameless": nameless, **drop_old_traces(dry_run=dry_run)}
    return counts if dry_run else {**counts, "matters.held_pictures": drop_old_held()}
