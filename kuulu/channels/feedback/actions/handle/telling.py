"""Messages that belong to one reader alone, beside the steps that `matters` tells to all followers."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _

from kuulu.commons.matters.vocabulary import Follower
from kuulu.commons.people import actions as people
from kuulu.commons.people.models import Person

from ...models import Feedback, Message
from ..receipt import make_own_link, own_address


def audit(by: Person | None, verb: str, feedback: Feedback) -> None:
    """A line in the audit trail: who, what, which matter; never its content."""
    people.audit(by, verb, kind="feedback", reference=feedback.matter.reference)


def can_reach(feedback: Feedback) -> bool:
    """Whether the sender hears anything from us by address or account."""
    return bool(feedback.sender_email or feedback.matter.opened_by_id)


def tell_question(message: Message) -> None:
    """Bring the city's question to its sender, in the sender's language."""
    feedback, matter = message.feedback, message.feedback.matter
    opener = matter.followings.filter(why=Follower.OPENER).select_related("person").first()
    with translation.override(matter.language):
        people.notify(
            kind="question",
            key=f"question:{message.pk}",
            subject=_("A question about your feedback {reference}").format(reference=matter.reference),
            text=message.text,
            link=own_address(make_own_link(feedback)),
            person=opener.person if opener else matter.opened_by,
            email="" if (opener and opener.person) or matter.opened_by else feedback.sender_email,
            language=matter.language,
            matter_reference=matter.reference,
        )


def tell_thanks(feedback: Feedback, person: Person) -> None:
    """Bring a resident's thanks to somebody who earned them; the sender's name only when it may be shown."""
    with translation.override(person.language):
        thanker = feedback.sender_name if feedback.shows_name and feedback.sender_name else _("A resident")
        people.notify(
            kind="thanks",
            key=f"thanks:{feedback.matter.reference}:{person.pk}",
            subject=_("Thanks for your work"),
            text=_("{who} thanks you:").format(who=thanker) + "\n\n" + feedback.text,
            person=person,
            language=person.language,
            matter_reference=feedback.matter.reference,
        )
