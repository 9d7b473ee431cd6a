"""What the room holds of a person, how it hands that out, forgets it, and keeps it no longer than told."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy, ngettext

from kuulu.foundation.personal import Holding, Item, Subject

from .actions.forget import AT_ONCE, drop_old_traces, forget_person, make_nameless, nameless_due
from .models import Following, Matter, StepNote, Subscription

HOLDS = [
    Holding(
        model="matters.Matter",
        fields=("opened_by", "handler", "title", "summary", "address"),
        purpose=gettext_lazy("to show one's own matters, and to know who answers"),
        kept=gettext_lazy("a private matter by its kind, usually 24 months after it ended"),
    ),
    Holding(
        model="matters.StepNote",
        fields=("text", "by"),
        purpose=gettext_lazy("to tell why a matter moved"),
        kept=gettext_lazy("with the matter; what a resident typed is taken away when the matter is made nameless"),
    ),
    Holding(
        model="matters.Paper",
        fields=("file", "alt"),
        purpose=gettext_lazy("to show what is meant; place and device are never kept"),
        kept=gettext_lazy("of a private matter as long as the matter has a name"),
    ),
    Holding(
        model="matters.Following",
        fields=("person", "email"),
        purpose=gettext_lazy("to tell what happens to a matter"),
        ground=gettext_lazy("consent (GDPR 6.1 a)"),
        kept=gettext_lazy("until one stops; 8 days when the address is not proved"),
    ),
    Holding(
        model="matters.Subscription",
        fields=("person", "email", "words"),
        purpose=gettext_lazy("to tell of new matters"),
        ground=gettext_lazy("consent (GDPR 6.1 a)"),
        kept=gettext_lazy("until one stops; 8 days when the address is not proved"),
    ),
    Holding(
        model="matters.Concern",
        fields=("digest",),
        purpose=gettext_lazy("to count a visitor once, by a keyed digest"),
        kept=gettext_lazy("24 months after the matter ended; the number stays"),
    ),
]


def _mine(subject: Subject) -> Q:
    mine = Q(email__in=[email for email in subject.emails if email])
    return mine | Q(person_id=subject.person_id) if subject.person_id else mine


def gather(subject: Subject) -> list[Item]:
    """Matters opened by account, words typed with steps, what is followed and asked for."""
    items = [_followed(row) for row in Following.objects.filter(_mine(subject)).select_related("matter")]
    items += [_asked_for(row) for row in Subscription.objects.filter(_mine(subject)).select_related("area")]
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
    content = {"area": str(row.area or ""), "kind": row.kind, "words": row.words, "cadence": row.cadence}
    return Item(kind="subscription", reference=f"subscription-{row.pk}", content=content)


def forget(subject: Subject, *, reason: str) -> list[str]:
    """Followings, subscriptions and typed words go; matters lose their opener, their steps stay."""
    counts = forget_person(subject.person_id, subject.emails)
    stays = counts.get("matters", 0)
    words = ngettext(
        "The steps of %(count)s matter stay: they tell what the city did, not who you are.",
        "The steps of %(count)s matters stay: they tell what the city did, not who you are.",
        stays,
    )
    return [words % {"count": stays}] if stays else []


def retain(*, dry_run: bool = False) -> dict[str, int]:
    """Drop what has been kept long enough; rule -> how many."""
    due = nameless_due()
    counts = {"matters.nameless": due.count() if dry_run else 0, **drop_old_traces(dry_run=dry_run)}
    if not dry_run:
        for matter in due[:AT_ONCE]:
            make_nameless(matter)
            counts["matters.nameless"] += 1
    return counts
