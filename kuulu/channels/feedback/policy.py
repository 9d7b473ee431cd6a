"""Who may read and change a feedback, and in which stage each thing can be done at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings

from kuulu.commons.matters.policy import (
    READERS,
    WORKERS,
    covers,
    may_move_between_units,
    may_read_at_desk,
)
from kuulu.commons.matters.policy import may_check as may_check_matter
from kuulu.commons.matters.vocabulary import Stage
from kuulu.commons.people.policy import Someone, has_duty, is_person
from kuulu.commons.people.vocabulary import Duty

from .models import Feedback
from .vocabulary import Check

ENTERERS = (Duty.CLERK, Duty.HANDLER, Duty.SUPERVISOR, Duty.ADMINISTRATOR)


def may_enter_on_behalf(who: Someone) -> bool:
    """Whether somebody may write down what a resident told by phone, at a desk, on paper or at a meeting."""
    return has_duty(who, *ENTERERS)


def is_sender(who: Someone, feedback: Feedback) -> bool:
    """Whether the account sent it. A secret link shows the same for those who have no account."""
    return is_person(who) and feedback.matter.opened_by_id == who.id


# --- The desk ----------------------------------------------------------------------------------

#: who may write a note: everybody who reads at the desk but the auditor, who only reads
WRITERS: Final = tuple(duty for duty in READERS if duty != Duty.AUDITOR)

HERE: Final = frozenset(set(Stage) - {Stage.WITHDRAWN})
OPEN: Final = frozenset({Stage.RECEIVED, Stage.IN_HAND})


def may_read_all(who: Someone, feedback: Feedback) -> bool:
    """The whole feedback as the desk shows it, without the sender's name and address."""
    return may_read_at_desk(who, feedback.matter)


def may_see_sender(who: Someone, feedback: Feedback) -> bool:
    """Who sent it and how to reach them: those who handle it, and clerks who write for residents."""
    return covers(who, feedback.matter, *WORKERS, Duty.CLERK)


def may_handle(who: Someone, feedback: Feedback) -> bool:
    """Answer, ask, close, carry out, join, forward, take, give an outcome."""
    return covers(who, feedback.matter, *WORKERS)


def may_write_note(who: Someone, feedback: Feedback) -> bool:
    return covers(who, feedback.matter, *WRITERS)


def may_move(who: Someone, feedback: Feedback) -> bool:
    """Hand it to another unit, or give it another category."""
    return may_move_between_units(who, feedback.matter)


def may_check(who: Someone, feedback: Feedback) -> bool:
    """Decide whether it becomes public, leave parts out, hide it."""
    return may_check_matter(who, feedback.matter)


#: verb -> (who may, in which stages): the whole table of the desk, as `test_policy.py` reads it out
VERBS: Final[Mapping[str, tuple[Callable[[Someone, Feedback], bool], frozenset[Stage]]]] = {
    "read": (may_read_all, frozenset(Stage)),
    "see_sender": (may_see_sender, frozenset(Stage)),
    "add_note": (may_write_note, frozenset(Stage)),
    "answer": (may_handle, HERE - {Stage.DECLINED}),
    "ask_sender": (may_handle, OPEN),
    "take": (may_handle, HERE),
    "move_to_unit": (may_move, HERE),
    "recategorise": (may_move, HERE),
    "join": (may_handle, HERE - {Stage.DECLINED}),
    "forward": (may_handle, OPEN | {Stage.ANSWERED}),
    "deliver": (may_handle, HERE),
    "close": (may_handle, OPEN | {Stage.ANSWERED, Stage.CARRIED_OUT}),
    "carry_out": (may_handle, OPEN | {Stage.ANSWERED, Stage.CLOSED}),
    "reopen": (may_handle, frozenset({Stage.ANSWERED, Stage.CARRIED_OUT, Stage.CLOSED, Stage.DECLINED})),
    "outcome": (may_handle, HERE),
    "priority": (may_handle, HERE),
    "thank": (may_handle, OPEN),
    "approve": (may_check, HERE),
    "refuse_publishing": (may_check, HERE),
    "hide": (may_check, HERE),
    "redact": (may_check, HERE),
}


def may(who: Someone, verb: str, feedback: Feedback) -> bool:
    """Whether this person may do this now: by duty and by the stage of the matter."""
    by_duty, stages = VERBS[verb]
    return feedback.matter.stage in stages and by_duty(who, feedback)


def may_publish_with_answer(who: Someone, feedback: Feedback) -> bool:
    """Whether whoever answers may let it be public in the same breath: the city's choice, for what waits for a check."""
    is_chosen = settings.KUULU["FEEDBACK"]["CHECK"] == "with_answer"
    return is_chosen and feedback.check_state == Check.WAITING and may(who, "approve", feedback)


def allowed(who: Someone, feedback: Feedback) -> frozenset[str]:
    """All that this person may do with it now; the desk shows only these."""
    return frozenset(verb for verb in VERBS if may(who, verb, feedback))
