"""The receipt that a sender gets: number, time, the text as received, the promise and the secret link."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.foundation import clock

from ..models import Feedback
from ..vocabulary import LINK_PURPOSE


def make_own_link(feedback: Feedback, *, email: str = "") -> str:
    """A new secret token that opens the sender's page; one made for an address proves it when it is used."""
    days = settings.KUULU["FEEDBACK"]["LINK_DAYS"]
    return people.make_secret_link(purpose=LINK_PURPOSE, subject=feedback.matter.reference, days=days, email=email)


def own_address(token: str) -> str:
    """The full address of the sender's page, in the active language."""
    return settings.KUULU["BASE_URL"] + reverse("feedback:own_by_link", args=[token])


@transaction.atomic
def stop_links(feedback: Feedback) -> bool:
    """Make every link to the sender's page dead, and mail a new one to the sender's address; whether there is one."""
    people.revoke_links(purpose=LINK_PURPOSE, subject=feedback.matter.reference)
    if not feedback.sender_email:
        return False
    matter = feedback.matter
    with translation.override(matter.language):
        people.notify(
            kind="feedback_link",
            key=f"feedback_link:{matter.reference}:{uuid4()}",
            subject=_("A new link to your feedback %(reference)s") % {"reference": matter.reference},
            text=_("The earlier links work no more. Keep this one to yourself."),
            link=own_address(make_own_link(feedback, email=feedback.sender_email)),
            email=feedback.sender_email,
            language=matter.language,
            matter_reference=matter.reference,
            asked=True,
        )
    return True


def send_receipt(feedback: Feedback) -> None:
    """Tell the sender the number, the time, the text as received, the promise and the secret link."""
    if not feedback.sender_email:
        return
    matter = feedback.matter
    with translation.override(matter.language):
        people.notify(
            kind="feedback_receipt",
            key=f"receipt:{matter.reference}",
            subject=_("We have received your feedback %(reference)s") % {"reference": matter.reference},
            text=_receipt_text(feedback),
            link=own_address(make_own_link(feedback, email=feedback.sender_email)),
            email=feedback.sender_email,
            language=matter.language,
            matter_reference=matter.reference,
            asked=True,
        )


def _receipt_text(feedback: Feedback) -> str:
    matter = feedback.matter
    received = matter.opened_at.astimezone(clock.HELSINKI)
    lines = [
        _("Thank you. We have received your feedback."),
        _("Number: %(reference)s") % {"reference": matter.reference},
        _("Received: %(time)s") % {"time": date_format(received, "j.n.Y H:i")},
    ]
    if matter.due_at is not None and feedback.kind != "thanks":
        day = date_format(matter.due_at.astimezone(clock.HELSINKI), "j.n.Y")
        lines.append(_("You get the first answer by %(day)s at the latest.") % {"day": day})
    if feedback.check_state == "unproved":
        lines.append(_("You wished that others may read it. Open the link to prove your address; then we check it."))
    lines += ["", _("You wrote:"), feedback.text, ""]
    lines.append(_("On your own page you can follow, add, answer and withdraw. Keep the link to yourself."))
    return "\n".join(lines)
