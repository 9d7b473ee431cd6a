"""Who may read and change a feedback. Staff's rights are those of its matter; see kuulu.commons.matters.policy."""

from __future__ import annotations

from kuulu.commons.matters.policy import may_read, may_read_at_desk
from kuulu.commons.people.policy import Someone, has_duty, is_person
from kuulu.commons.people.vocabulary import Duty

from .models import Feedback

ENTERERS = (Duty.CLERK, Duty.HANDLER, Duty.SUPERVISOR, Duty.ADMINISTRATOR)


def may_enter_on_behalf(who: Someone) -> bool:
    """Whether somebody may write down what a resident told by phone, at a desk, on paper or at a meeting."""
    return has_duty(who, *ENTERERS)


def is_sender(who: Someone, feedback: Feedback) -> bool:
    """Whether the account sent it. A secret link shows the same for those who have no account."""
    return is_person(who) and feedback.matter.opened_by_id == who.id


def may_read_feedback(who: Someone, feedback: Feedback) -> bool:
    """Anybody a public one, its sender the own, staff those of their units."""
    return may_read(who, feedback.matter)


def may_read_private_parts(who: Someone, feedback: Feedback) -> bool:
    """Whether one may see the sender's contact details, messages and unchecked pictures."""
    return is_sender(who, feedback) or may_read_at_desk(who, feedback.matter)
