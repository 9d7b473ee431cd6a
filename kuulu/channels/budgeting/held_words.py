"""How what the room holds of somebody, and what was done to it, is told to that person."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "proposal": _("Proposal"),
    "round": _("Round"),
    "group_name": _("Who proposes with you?"),
    "wished_euros": _("What might it cost, in euros?"),
    "proposal.address": _("Place"),
    "point": _("Point on the map"),
    "sent": _("Sent"),
    "phone": _("Telephone"),
    "verb=opened": _("Opened a round"),
    "verb=numbered": _("Gave the numbers of a ballot"),
    "verb=decided": _("Wrote a decision down"),
    "about=proposal": _("Proposal"),
    "about=round": _("Round"),
    "subscription.kind=proposal": _("Proposal"),
}
