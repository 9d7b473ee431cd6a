"""After closing, the sender is asked once whether it was put right; the answer is one press on the own page."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.matters import actions as matters
from kuulu.commons.people import actions as people
from kuulu.foundation import clock

from ..models import Feedback
from .receipt import make_own_link, own_address


@transaction.atomic
def ask_if_fixed(feedback: Feedback) -> bool:
    """Ask once, however often and from however many schedulers this is called; whether it was asked now."""
    rows = Feedback.objects.filter(pk=feedback.pk, asked_if_fixed_at__isnull=True)
    if not rows.update(asked_if_fixed_at=clock.now()):
        return False
    matter = feedback.matter
    with translation.override(matter.language):
        people.notify(
            kind="asked_if_fixed",
            key=f"asked_if_fixed:{matter.reference}",
            subject=_("Was it put right? %(reference)s") % {"reference": matter.reference},
            text=_("You told us: %(title)s") % {"title": matter.title}
            + "\n\n"
            + _("We have closed this. Was it put right? Open your page: if it was not, one press opens it again."),
            link=own_address(make_own_link(feedback)),
            person=matter.opened_by,
            email="" if matter.opened_by else feedback.sender_email,
            language=matter.language,
            matter_reference=matter.reference,
        )
    matters.record(matter, "asked_if_fixed", is_public=False)
    return True
