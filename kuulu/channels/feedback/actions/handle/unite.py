"""How duplicates are joined, so that the matter is handled once and every sender gets the answer."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.models import Concern, Matter
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Follower, Stage
from kuulu.commons.people.models import Person

from ...models import Answer, Feedback
from . import telling
from .reply import _answer_one
from .rules import NotNow, ask

#: a joined one is not warned of: its sender hears of delays through the one it is joined to
NOT_WARNED = 200


@transaction.atomic
def join(feedback: Feedback, *, into: Feedback, by: Person) -> Feedback:
    """Join a feedback to the one it repeats; its sender then gets every answer of that one. Raises NotNow.

    Joins are one level deep: what was joined to this one is joined to the other with it.
    """
    list(Matter.objects.select_for_update().filter(pk__in=[feedback.pk, into.pk]).order_by("pk"))  # one order for all
    ask("join", feedback, by)
    _refuse_circles(feedback, into)
    ask("join", into, by)
    for one in [*feedback.joined.select_related("matter"), feedback]:
        _join_one(one, into, by)
    telling.audit(by, "joined", feedback)
    return feedback


def _refuse_circles(feedback: Feedback, into: Feedback) -> None:
    into.refresh_from_db(fields=["joined_to"])
    feedback.refresh_from_db(fields=["joined_to"])
    if feedback.pk == into.pk:
        raise NotNow(_("A feedback cannot be joined to itself."))
    if into.joined_to_id is not None:
        raise NotNow(_("That one is itself joined to another: join to that other one."))
    if feedback.joined_to_id is not None:
        raise NotNow(_("This one is already joined. Separate it first."))


def _join_one(feedback: Feedback, into: Feedback, by: Person) -> None:
    Feedback.objects.filter(pk=feedback.pk).update(joined_to=into)
    feedback.joined_to = into
    matter = feedback.matter
    if into.matter.unit and matter.unit_id != into.matter.unit_id:
        matters.hand_over(matter, unit=into.matter.unit, by=by, automatic=True)
    values = {"into": into.matter.reference if into.matter.is_public else ""}
    if matter.stage == Stage.RECEIVED:
        matters.move(matter, Stage.IN_HAND, verb="joined", by=by, values=values)
    else:
        matters.record(matter, "joined", by=by, by_staff=True, values=values)
    Matter.objects.filter(pk=matter.pk).update(warned_at_share=NOT_WARNED)
    other = {"other": matter.reference if matter.is_public else ""}
    matters.record(into.matter, "joined_here", by=by, by_staff=True, values=other)
    _count_in(feedback, into)
    latest = into.city_answers.order_by("-id").first()
    if latest and into.matter.stage not in OPEN_STAGES and matter.stage in OPEN_STAGES:
        _answer_as_before(feedback, latest, by)


def _answer_as_before(feedback: Feedback, latest: Answer, by: Person) -> None:
    _answer_one(feedback, latest.texts, latest.unit, by, None, close=False)


def _count_in(feedback: Feedback, into: Feedback) -> None:
    """The sender follows the one joined to, and counts as one more whom it concerns."""
    for opener in feedback.matter.followings.filter(why=Follower.OPENER, confirmed_at__isnull=False):
        matters.follow(
            into.matter,
            person=opener.person,
            email=opener.email,
            why=Follower.JOINED,
            language=opener.language,
            confirmed=True,
        )
    if Concern.objects.get_or_create(matter=into.matter, digest=_digest(feedback))[1]:
        Matter.objects.filter(pk=into.matter_id).update(concerns_count=F("concerns_count") + 1)


def _digest(feedback: Feedback) -> str:
    return hashlib.sha256(f"joined:{feedback.matter.uuid}".encode()).hexdigest()


@transaction.atomic
def separate(feedback: Feedback, *, by: Person) -> Feedback:
    """Take a joined feedback apart again: it was another matter after all, and is handled on its own."""
    ask("join", feedback, by)
    into = feedback.joined_to
    if into is None:
        raise NotNow(_("This one is not joined to any."))
    feedback.joined_to = None
    feedback.save(update_fields=["joined_to"])
    Matter.objects.filter(pk=feedback.pk).update(warned_at_share=0)
    matters.take_back_concern(into.matter, digest=_digest(feedback))
    matters.record(feedback.matter, "parted", by=by, by_staff=True)
    return feedback
