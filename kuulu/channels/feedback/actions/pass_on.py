"""A feedback that is not the city's is handed over at its sender's wish, with a trace the sender can read."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from kuulu.foundation import clock

from ..models import Feedback, Forwarding
from .handle.hand_over import say_handed_over, send_forwarding


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
    say_handed_over(made, by=None, at=at)
    return made
