"""How somebody begins and stops to hear of a matter, with an account or an address alone."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from kuulu.commons.people.models import Person
from kuulu.foundation import clock
from kuulu.foundation.languages import current

from ..models import Following, Matter
from ..vocabulary import Follower


@transaction.atomic
def follow(
    matter: Matter,
    *,
    person: Person | None = None,
    email: str = "",
    why: Follower = Follower.FOLLOWER,
    language: str = "",
    confirmed: bool = False,
) -> Following:
    """Follow a matter once, however often asked. An address hears nothing before it is confirmed."""
    who = {"person": person, "email": ""} if person else {"person": None, "email": email.strip().lower()}
    following, made = Following.objects.get_or_create(
        matter=matter,
        **who,
        defaults={
            "why": why,
            "language": language or current(),
            "confirmed_at": clock.now() if confirmed or person else None,
        },
    )
    if made and following.confirmed_at:
        _count(matter, 1)
    elif confirmed and not following.confirmed_at:
        confirm_following(following)
    return following


@transaction.atomic
def confirm_following(following: Following) -> None:
    """The address was proved: from now on it hears of the matter."""
    if Following.objects.filter(pk=following.pk, confirmed_at__isnull=True).update(confirmed_at=clock.now()):
        _count(following.matter, 1)


@transaction.atomic
def unfollow(matter: Matter, *, person: Person | None = None, email: str = "") -> None:
    """Stop following; asking twice is the same as once."""
    mine = matter.followings.filter(person=person) if person else matter.followings.filter(email=email.strip().lower())
    confirmed, _models = mine.filter(confirmed_at__isnull=False).delete()
    mine.delete()
    if confirmed:  # as many as this call itself deleted, so that two at once count once
        _count(matter, -confirmed)


def _count(matter: Matter, change: int) -> None:
    Matter.objects.filter(pk=matter.pk).update(followers_count=F("followers_count") + change)
