"""How somebody begins and stops to hear of newly published matters, and how those are told."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.people.actions import notify
from kuulu.commons.people.models import Person
from kuulu.commons.places.models import Area
from kuulu.foundation import clock
from kuulu.foundation.languages import current, say
from kuulu.foundation.text import clean
from kuulu.foundation.work import work

from ..models import Matter, Subscription
from ..queries.pages import page_of
from ..queries.subscriptions import fitting

STOP_SALT = "matters.unsubscribe"


@transaction.atomic
def subscribe(
    *,
    person: Person | None = None,
    email: str = "",
    area: Area | None = None,
    kind: str = "",
    topic: str = "",
    words: str = "",
    cadence: str,
    language: str = "",
) -> Subscription:
    """Hear of new matters of an area, a kind, about something, with some words, or of all. An address must first be confirmed.

    Asking again changes how often an account hears, but not an address: anybody may type an address.
    """
    subscription, made = Subscription.objects.get_or_create(
        person=person,
        email="" if person else email.strip().lower(),
        area=area,
        kind=kind,
        topic=topic,
        words=clean(words, lines=False).lower()[:80],
        defaults={
            "cadence": cadence,
            "language": language or current(),
            "confirmed_at": clock.now() if person else None,
        },
    )
    if not made and person is not None and subscription.cadence != cadence:
        subscription.cadence = cadence
        subscription.save(update_fields=["cadence"])
    return subscription


@transaction.atomic
def confirm_subscription(subscription: Subscription) -> None:
    """The address was proved."""
    Subscription.objects.filter(pk=subscription.pk, confirmed_at__isnull=True).update(confirmed_at=clock.now())


@transaction.atomic
def unsubscribe(subscription: Subscription) -> None:
    """Hear no more of it; asking twice is the same as once."""
    Subscription.objects.filter(pk=subscription.pk).delete()


def unsubscribe_address(subscription_id: int) -> str:
    """The whole address of a page with one button that ends a subscription."""
    token = signing.dumps(subscription_id, salt=STOP_SALT)
    return settings.KUULU["BASE_URL"].rstrip("/") + reverse("matters:unsubscribe", args=[token])


@work()
def tell_subscribers(matter_id: int) -> None:
    """Write one notice of a newly published matter for each reader who asked; run again, it writes none twice."""
    matter = Matter.objects.public().select_related("area").filter(pk=matter_id).first()
    if matter is None:
        return
    told: set[str] = set()
    for subscription in fitting(matter):
        reader = (subscription.person.email if subscription.person else subscription.email) or ""
        if reader not in told:
            told.add(reader)
            _tell(matter, subscription, reader)


def _tell(matter: Matter, subscription: Subscription, reader: str) -> None:
    language = subscription.person.language if subscription.person else subscription.language
    with translation.override(language):
        stop = _("To hear no more of this: %(address)s") % {"address": unsubscribe_address(subscription.pk)}
        notify(
            kind="new_matter",
            key=f"new:{matter.pk}:{reader or subscription.person_id}",
            subject=_("New: %(title)s") % {"title": matter.title},
            text="\n\n".join(filter(None, [_where(matter), matter.summary, stop])),
            link=page_of(matter),
            person=subscription.person,
            email="" if subscription.person else subscription.email,
            language=language,
            cadence=subscription.cadence,
            matter_reference=matter.reference,
        )


def _where(matter: Matter) -> str:
    return " · ".join(filter(None, [matter.reference, matter.address, say(matter.area.names) if matter.area else ""]))
