"""A feedback that is not the city's is handed over at its sender's wish, with a trace the sender can read."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.vocabulary import Stage
from kuulu.foundation import clock

from ..models import Feedback, Forwarding
from .handle.telling import send_forwarding


def pass_on(feedback: Feedback, *, with_contact: bool, at: dt.datetime | None = None) -> Forwarding | None:
    """Hand it over to the authority of its category (Administrative Procedure Act 434/2003, 21 §).

    With an address it goes at once and the city's part ends; without one it waits for a person to deliver it.
    """
    authority = feedback.category.authority
    if authority is None:
        return None
    made = Forwarding.objects.create(
        feedback=feedback,
        authority=authority,
        reason=_("The sender asked for it: the matter is not the city's."),
        with_contact=with_contact,
        made_at=at or clock.now(),
    )
    if not authority.email:
        return made
    send_forwarding(made)
    values = {"authority": authority.names, "phone": authority.phone, "link": authority.link}
    matters.move(feedback.matter, Stage.CLOSED, verb="forwarded", by=None, by_staff=False, values=values, at=at)
    return made
