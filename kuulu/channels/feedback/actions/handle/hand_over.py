"""How a feedback reaches the authority it belongs to (Administrative Procedure Act 434/2003, 21 §), and that it did."""

from __future__ import annotations

import datetime as dt
import re

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuulu.commons.matters import actions as matters
from kuulu.commons.matters.vocabulary import OPEN_STAGES, Stage
from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Notice, Person
from kuulu.commons.people.vocabulary import NoticeState
from kuulu.foundation import clock
from kuulu.foundation.languages import say

from ...models import Feedback, Forwarding
from ...queries import all_answers
from ...vocabulary import DeliveryWay
from . import telling
from .rules import NotNow, ask

MAIL = "forwarding"  #: the kind of the notice that carries one
LOOKED_BACK = dt.timedelta(days=60)  #: how long a mail may still come back


def send_forwarding(made: Forwarding) -> None:
    """Mail a feedback to the authority it belongs to; without an address it stays to be delivered by hand."""
    if not made.authority.email:
        return
    feedback, city = made.feedback, say(settings.KUULU["CITY"], "fi")
    with translation.override("fi"):
        people.notify(
            kind=MAIL,
            key=f"{MAIL}:{made.pk}",
            subject=_("Handed over from {city}: {reference}").format(city=city, reference=feedback.matter.reference),
            text=forwarded_text(made),
            email=made.authority.email,
            language="fi",
            matter_reference=feedback.matter.reference,
            asked=True,
        )


def forwarded_text(made: Forwarding) -> str:
    """What the authority reads: the number, the feedback, where, why it was handed over, the sender only if agreed."""
    feedback, matter = made.feedback, made.feedback.matter
    lines = [
        _("The city hands this over as the authority it belongs to (Administrative Procedure Act 434/2003, 21 §)."),
        _("Number at the city: {reference}").format(reference=matter.reference),
        _("Why: {reason}").format(reason=made.reason),
        _("Sent to the city: {day}").format(day=matter.opened_at.astimezone(clock.HELSINKI).strftime("%d.%m.%Y")),
    ]
    if matter.address or matter.has_point:
        where = matter.address or ""
        point = f" ({matter.lat:.5f}, {matter.lon:.5f})" if matter.has_point else ""
        lines.append(_("Where: {where}").format(where=f"{where}{point}".strip()))
    lines.append(_contact(made))
    if pictures := matter.papers.count():
        told = ngettext(
            "There is {count} picture. Ask for it by the number: {email}",
            "There are {count} pictures. Ask for them by the number: {email}",
            pictures,
        )
        lines.append(told.format(count=pictures, email=settings.KUULU["CONTACT"]["email"]))
    told_more = [f"{name if isinstance(name, str) else say(name)}: {answer}" for name, answer in all_answers(feedback)]
    whole = "\n\n".join(filter(None, [feedback.text, "\n".join(told_more)]))
    return "\n".join(lines) + "\n\n" + (whole if made.with_contact else _without_contact(whole, feedback))


def _contact(made: Forwarding) -> str:
    feedback = made.feedback
    if not made.with_contact:
        return _("The sender's contact details are not given.")
    contact = ", ".join(filter(None, [feedback.sender_name, feedback.sender_email, feedback.sender_phone]))
    return _("Sender, who agreed to this: {contact}").format(contact=contact)


def _without_contact(text: str, feedback: Feedback) -> str:
    """The text without the sender's own name, address and number, where the sender wrote them in the text too."""
    for known in filter(None, [feedback.sender_email, feedback.sender_name]):
        text = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", "…", text, flags=re.IGNORECASE)
    if digits := re.findall(r"\d", feedback.sender_phone):
        national = digits[3:] if digits[:3] == ["3", "5", "8"] else digits[1:]
        if len(national) >= 5:
            text = re.sub(r"(?:\+?358|0)?[ -]?" + "[ -]?".join(national) + r"(?!\d)", "…", text)
    return text


def say_handed_over(made: Forwarding, *, by: Person | None, at: dt.datetime | None = None) -> None:
    """Tell the sender where it went; the city's part ends here."""
    authority = made.authority
    values = {"authority": authority.names, "phone": authority.phone, "link": authority.link}
    note = made.reason if by else ""
    matter, is_staff = made.feedback.matter, by is not None
    matters.move(matter, Stage.CLOSED, verb="forwarded", by=by, by_staff=is_staff, note=note, values=values, at=at)


@transaction.atomic
def mark_delivered(feedback: Feedback, *, forwarding: Forwarding, way: str, by: Person) -> Forwarding:
    """An official has given it to the authority by telephone, by hand or by post. Raises NotNow, PermissionDenied.

    Where the sender asked for it and there was no address to mail to, the sender hears of it now.
    """
    ask("deliver", feedback, by)
    made = Forwarding.objects.select_for_update(of=("self",)).select_related("authority").get(pk=forwarding.pk)
    if made.feedback_id != feedback.pk or made.delivered_at is not None:
        raise NotNow(_("It is already delivered."))
    made.delivered_at, made.delivered_way, made.delivered_by = clock.now(), DeliveryWay(way), by
    made.save(update_fields=["delivered_at", "delivered_way", "delivered_by"])
    made.feedback = feedback
    if feedback.matter.stage in OPEN_STAGES and not feedback.matter.steps.filter(verb="forwarded").exists():
        say_handed_over(made, by=by)
    telling.audit(by, "delivered", feedback)
    return made


def note_deliveries() -> int:
    """Write down which mails the authorities' mail servers took, and which came back after all; how many."""
    recent = Forwarding.objects.filter(made_at__gte=clock.now() - LOOKED_BACK).exclude(authority__email="")
    keys = {f"{MAIL}:{made.pk}": made for made in recent}
    noted = 0
    for notice in Notice.objects.filter(kind=MAIL, key__in=keys).only("key", "state", "sent_at"):
        noted += _note(keys[notice.key], notice)
    return noted


def _note(made: Forwarding, notice: Notice) -> int:
    rows = Forwarding.objects.filter(pk=made.pk)
    if notice.state == NoticeState.SENT:
        return rows.filter(delivered_at__isnull=True).update(
            delivered_at=notice.sent_at or clock.now(), delivered_way=DeliveryWay.MAIL
        )
    if notice.state == NoticeState.BOUNCED:
        return rows.filter(delivered_way=DeliveryWay.MAIL).update(delivered_at=None, delivered_way="")
    return 0
