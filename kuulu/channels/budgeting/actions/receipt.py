"""The receipt that a proposer gets: number, the text as received, the promise and the secret link."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kuulu.commons.people import actions as people
from kuulu.foundation import clock
from kuulu.foundation.languages import say

from ..models import Proposal
from ..vocabulary import LINK_DAYS, LINK_PURPOSE


def make_own_link(proposal: Proposal, *, email: str = "") -> str:
    """A new secret token that opens the proposer's page; one made for an address proves it when it is used."""
    subject = proposal.matter.reference
    return people.make_secret_link(purpose=LINK_PURPOSE, subject=subject, days=LINK_DAYS, email=email)


def own_address(token: str) -> str:
    """The full address of the proposer's page, in the active language."""
    return settings.KUULU["BASE_URL"] + reverse("budgeting:own_by_link", args=[token])


def send_receipt(proposal: Proposal) -> None:
    """Tell the proposer the number, the round, the text as received, the promise and the secret link."""
    if not proposal.proposer_email:
        return
    matter = proposal.matter
    with translation.override(matter.language):
        people.notify(
            kind="proposal_receipt",
            key=f"proposal:{matter.reference}",
            subject=_("We have received your proposal %(reference)s") % {"reference": matter.reference},
            text=_text(proposal),
            link=own_address(make_own_link(proposal, email=proposal.proposer_email)),
            email=proposal.proposer_email,
            language=matter.language,
            matter_reference=matter.reference,
            asked=True,
        )


def _text(proposal: Proposal) -> str:
    matter = proposal.matter
    lines = [
        _("Thank you. We have received your proposal."),
        _("Number: %(reference)s") % {"reference": matter.reference},
        _("Round: %(round)s") % {"round": say(proposal.round.names)},
    ]
    if matter.due_at is not None:
        day = date_format(matter.due_at.astimezone(clock.HELSINKI), "j.n.Y")
        lines.append(_("You hear by %(day)s at the latest whether it can be carried out.") % {"day": day})
    lines += ["", _("You wrote:"), matter.title, proposal.text, ""]
    lines.append(_("On your own page you can follow it and take it back. Keep the link to yourself."))
    return "\n".join(lines)
