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
    "reach": _("How do we reach you?"),
    "reach_line": _("Whom do we ask for?"),
    "reach=email": _("By my own e-mail"),
    "reach=school": _("Through my school"),
    "reach=youth_worker": _("Through a youth worker"),
    "reach=guardian": _("Through my guardian"),
    "reach=none": _("Not at all: I follow it here"),
    "verb=proposed": _("Took what a council said to be decided"),
    "about=batch": _("Handling of ideas"),
    "verb=opened": _("Opened a round"),
    "verb=numbered": _("Gave the numbers of a ballot"),
    "verb=decided": _("Wrote a decision down"),
    "about=proposal": _("Proposal"),
    "about=round": _("Round"),
    "subscription.kind=proposal": _("Proposal"),
}
