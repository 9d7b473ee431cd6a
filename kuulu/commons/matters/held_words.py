"""How what the room holds of somebody, and what was done to it, is told to that person."""

from django.utils.translation import gettext_lazy as _

from .vocabulary import Follower, Stage

WORDS = {
    "matter": _("Matter"),
    "following": _("Matter you follow"),
    "subscription": _("Messages about new matters"),
    "words": _("What you wrote about a matter"),
    "matter.address": _("Place"),
    "opened": _("Sent"),
    "stage": _("Stage"),
    "public": _("Everybody can see it"),
    "summary": _("Summary"),
    "step": _("What happened"),
    "at": _("When"),
    "since": _("Begun"),
    "proved": _("E-mail address proved"),
    "following.why": _("Why you follow"),
    "subscription.kind": _("Kind"),
    "subscription.area": _("Area"),
    "subscription.words": _("Words"),
    **{f"stage={stage}": stage.label for stage in Stage},
    **{f"why={why}": why.label for why in Follower},
    "verb=verify": _("Checked a document"),
    "about=matter": _("Matter"),
    "about=paper": _("Picture"),
}
