"""How a matter forgets people: typed words, pictures, followings and names go; the steps stay."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation

from kuulu.foundation import clock, freshness, registry
from kuulu.foundation.languages import say
from kuulu.foundation.personal import Subject, drop

from ..models import Concern, Following, Matter, MatterQuerySet, StepNote, Subscription
from ..vocabulary import Follower, Visibility
from .attach import remove_paper
from .life import record

UNPROVED_FOR = dt.timedelta(days=8)  #: how long an address waits to be proved, its link opening for seven days


def remove_words(notes: QuerySet[StepNote]) -> int:
    """Take away what was typed with steps; the steps stay, and say that words were taken away."""
    return notes.filter(removed_at__isnull=True).update(text="", by=None, removed_at=clock.now())


def forget_words(matter: Matter) -> int:
    """Take away all that a resident typed with the steps of a matter; how many notes."""
    return remove_words(StepNote.objects.filter(step__matter=matter, step__by_staff=False))


@transaction.atomic
def make_nameless(matter: Matter) -> None:
    """Take away all that tells of the people of a private matter; number, place, dates and steps stay."""
    forget_words(matter)
    remove_words(StepNote.objects.filter(step__matter=matter, step__verb__in=("asked", "note", "paper_asked_down")))
    for paper in matter.papers.all():
        remove_paper(paper)
    matter.followings.all().delete()
    kind = registry.kinds().get(matter.kind)
    with translation.override(matter.language):
        matter.title = say(kind.name) if kind else matter.kind
    matter.summary, matter.opened_by, matter.followers_count = "", None, 0
    matter.save(update_fields=["title", "summary", "opened_by", "followers_count"])
    record(matter, "made_nameless")


def nameless_due() -> MatterQuerySet:
    """Private matters that ended longer ago than their kind is kept and are not yet nameless.

    A kind that is kept 0 months is seen to by its own channel.
    """
    due = Q(pk__in=[])
    for code, kind in registry.kinds().items():
        if kind.retain_months:
            due |= Q(kind=code, ended_at__lt=clock.now() - kind.retain_months * clock.MONTH)
    private = Matter.objects.filter(due).exclude(visibility=Visibility.PUBLIC)
    return private.exclude(steps__verb="made_nameless")


@transaction.atomic
def drop_old_traces(*, dry_run: bool = False) -> dict[str, int]:
    """Drop addresses never proved, and the digests of visitors on matters that ended two years ago; the count stays."""
    unproved = {"confirmed_at__isnull": True, "made_at__lt": clock.now() - UNPROVED_FOR}
    rows: dict[str, QuerySet] = {
        "matters.unproved_followings": Following.objects.filter(**unproved).exclude(why=Follower.OPENER),
        "matters.unproved_subscriptions": Subscription.objects.filter(**unproved),
        "matters.concern_digests": Concern.objects.filter(matter__ended_at__lt=clock.now() - 24 * clock.MONTH),
    }
    return {rule: drop(found, dry_run=dry_run) for rule, found in rows.items()}


@transaction.atomic
def forget_person(subject: Subject) -> dict[str, int]:
    """Erase one person from all matters: what they follow and asked for, and what they typed with steps."""
    mine = subject.owns(account="person", email="email")
    followed = list(Following.objects.filter(mine, confirmed_at__isnull=False).values_list("matter_id", flat=True))
    counts = {
        "followings": Following.objects.filter(mine).delete()[0],
        "subscriptions": Subscription.objects.filter(mine).delete()[0],
    }
    for matter in Matter.objects.filter(pk__in=followed):
        matter.followers_count = matter.followings.filter(confirmed_at__isnull=False).count()
        matter.save(update_fields=["followers_count"])
    if person_id := subject.person_id:
        typed = StepNote.objects.filter(by_id=person_id, step__by_staff=False)
        opened = StepNote.objects.filter(step__matter__opened_by_id=person_id, step__by_staff=False)
        counts["words"] = remove_words(StepNote.objects.filter(Q(pk__in=typed) | Q(pk__in=opened)))
        StepNote.objects.filter(by_id=person_id).update(by=None)
        counts["matters"] = Matter.objects.filter(opened_by_id=person_id).update(opened_by=None)
        Matter.objects.filter(handler_id=person_id).update(handler=None)
    freshness.bump()
    return counts
