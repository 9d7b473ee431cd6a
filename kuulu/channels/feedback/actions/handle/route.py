"""How a feedback finds who answers: taken, given to a person, moved to a unit, or forwarded outside the city."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.policy import may_work_on
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock
from kuulu.foundation.text import clean

from ...models import Authority, Category, Feedback, Forwarding
from . import telling
from .hand_over import say_handed_over, send_forwarding
from .rules import NotNow, ask, reason, together


@transaction.atomic
def take(feedback: Feedback, *, by: Person, at: dt.datetime | None = None) -> Feedback:
    """The official takes it: from now on it is in hand."""
    return assign(feedback, to=by, by=by, at=at)


@transaction.atomic
def assign(feedback: Feedback, *, to: Person | None, by: Person, at: dt.datetime | None = None) -> Feedback:
    """Give it to a person who may work on it, or back to the unit. Raises NotNow, PermissionDenied."""
    ask("take", feedback, by)
    if to is not None and not may_work_on(to, feedback.matter):
        raise NotNow(_("{name} does not work with this unit's matters.").format(name=to))
    if feedback.matter.handler_id != (to.id if to else None):
        matters.assign(feedback.matter, handler=to, by=by, at=at)
    return feedback


@transaction.atomic
def move_to_unit(
    feedback: Feedback, *, unit: Unit, by: Person, note: str = "", at: dt.datetime | None = None
) -> Feedback:
    """Move it to another unit with a trace; the sender is told. The machine's first guess stays beside it."""
    ask("move_to_unit", feedback, by)
    if feedback.matter.unit_id == unit.id:
        raise NotNow(_("It is already with {unit}.").format(unit=unit))
    for one in together(feedback):
        if one.matter.stage != Stage.WITHDRAWN:
            matters.hand_over(one.matter, unit=unit, by=by, note=clean(note), automatic=one is not feedback, at=at)
    telling.audit(by, "moved", feedback)
    return feedback


@transaction.atomic
def recategorise(feedback: Feedback, *, category: Category, by: Person) -> Feedback:
    """Give it the category it should have had; the unit stays until somebody moves it."""
    ask("recategorise", feedback, by)
    if feedback.category_id == category.id:
        return feedback
    values = {"from": feedback.category.names, "category": category.names}
    feedback.category = category
    feedback.save(update_fields=["category"])
    feedback.matter.topic = category.code
    feedback.matter.save(update_fields=["topic"])
    matters.record(feedback.matter, "recategorised", by=by, by_staff=True, values=values)
    return feedback


@transaction.atomic
def forward(
    feedback: Feedback,
    *,
    authority: Authority,
    by: Person,
    reason: str,
    with_contact: bool = False,
    at: dt.datetime | None = None,
) -> Forwarding:
    """Hand it over to the authority it belongs to and tell the sender (Administrative Procedure Act, 21 §).

    The sender's name and address go along only `with_contact`: the sender agreed. The city's part ends here.
    """
    ask("forward", feedback, by)
    made = Forwarding.objects.create(
        feedback=feedback,
        authority=authority,
        reason=_why(reason),
        with_contact=with_contact,
        by=by,
        made_at=at or clock.now(),
    )
    send_forwarding(made)
    say_handed_over(made, by=by, at=at)
    telling.audit(by, "forwarded", feedback)
    return made


def _why(text: str) -> str:
    return reason(text)[:400]
