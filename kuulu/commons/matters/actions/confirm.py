"""Following and subscribing by an address: it is told nothing more before the link in one message is used."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from kuulu.commons.people.actions import make_secret_link, notify
from kuulu.foundation import clock
from kuulu.foundation.languages import current

from ..models import Following, Matter, Subscription
from ..vocabulary import FOLLOW_PURPOSE, SUBSCRIBE_PURPOSE
from .follow import follow
from .subscribe import subscribe

DAYS = 7  #: how long the link in a confirmation opens


@transaction.atomic
def follow_by_email(matter: Matter, *, email: str) -> Following:
    """Ask an address to confirm that it wants to follow; one that follows already is sent nothing more."""
    following = follow(matter, email=email)
    if following.confirmed_at is None:
        _send(FOLLOW_PURPOSE, "matters:confirm", following.pk, following.email, matter.title)
    return following


@transaction.atomic
def subscribe_by_email(*, email: str, **wanted: Any) -> Subscription:
    """Ask an address to confirm that it wants to hear of new matters."""
    subscription = subscribe(email=email, **wanted)
    if subscription.confirmed_at is None:
        _send(SUBSCRIBE_PURPOSE, "matters:confirm_subscription", subscription.pk, subscription.email, "")
    return subscription


def _send(purpose: str, page: str, subject: int, email: str, title: str) -> None:
    token = make_secret_link(purpose=purpose, subject=str(subject), days=DAYS, email=email, once=True)
    words = [title, _("Open the link and press the button. Then you hear what happens.")]
    words.append(_("If you did not ask for this, do nothing: you hear no more."))
    notify(
        kind="confirm",
        key=f"confirm:{purpose}:{subject}:{clock.now():%Y%m%d%H%M}",
        subject=_("Do you want to follow?"),
        text="\n\n".join(filter(None, words)),
        link=reverse(page, args=[token]),
        email=email,
        language=current(),
        asked=True,
    )
