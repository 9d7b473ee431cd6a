"""Who may propose, weigh, decide and carry out, and while which fate of a proposal each can be done at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kuulu.commons.matters.policy import covers, may_check, may_read_at_desk, may_work_on
from kuulu.commons.matters.vocabulary import Visibility
from kuulu.commons.people.policy import Someone, has_duty, is_person
from kuulu.commons.people.vocabulary import Duty

from .models import Proposal, Round
from .vocabulary import UNWEIGHED, Fate

RUNNERS: Final = (Duty.PREPARER, Duty.SUPERVISOR, Duty.ADMINISTRATOR)
ALL: Final = frozenset(Fate)
HERE: Final = ALL - {Fate.WITHDRAWN, Fate.JOINED}


def is_proposer(who: Someone, proposal: Proposal) -> bool:
    """Whether the account proposed it. A secret link shows the same for those who have no account."""
    return is_person(who) and proposal.matter.opened_by_id == who.id


def may_run(who: Someone, one: Round) -> bool:
    """Open a round, set the ballot, write down what was decided: whoever prepares matters of its unit."""
    return has_duty(who, *RUNNERS, unit=one.unit)


def may_weigh(who: Someone, proposal: Proposal) -> bool:
    """Say whether it can be carried out and what it costs: the unit that answers; never its own proposer."""
    return may_work_on(who, proposal.matter) and not is_proposer(who, proposal)


def may_carry_out(who: Someone, proposal: Proposal) -> bool:
    return may_work_on(who, proposal.matter)


def may_see_proposer(who: Someone, proposal: Proposal) -> bool:
    """Name and address: those who work on it, and clerks who write for residents."""
    workers = (Duty.HANDLER, Duty.SUPERVISOR, Duty.PREPARER, Duty.ADMINISTRATOR, Duty.CLERK)
    return covers(who, proposal.matter, *workers)


def may_look(who: Someone, proposal: Proposal) -> bool:
    """Decide whether it becomes public."""
    return may_check(who, proposal.matter)


def may_read(who: Someone, proposal: Proposal) -> bool:
    return may_read_at_desk(who, proposal.matter)


#: verb -> (who may, while which fates): the whole table of the desk
VERBS: Final[Mapping[str, tuple[Callable[[Someone, Proposal], bool], frozenset[Fate]]]] = {
    "read": (may_read, ALL),
    "publish": (may_look, HERE),
    "hide": (may_look, HERE),
    "pass": (may_weigh, frozenset({Fate.PROPOSED})),
    "weigh": (may_weigh, frozenset({Fate.PROPOSED, Fate.WEIGHED, Fate.POSSIBLE, Fate.NOT_POSSIBLE})),
    "join": (may_weigh, frozenset(UNWEIGHED) | {Fate.POSSIBLE}),
    "move": (may_carry_out, HERE),
    "tell_progress": (may_carry_out, frozenset({Fate.CHOSEN})),
    "build": (may_carry_out, frozenset({Fate.CHOSEN})),
}


def may(who: Someone, verb: str, proposal: Proposal) -> bool:
    """Whether this person may do this now: by duty and by the fate of the proposal."""
    by_duty, fates = VERBS[verb]
    if verb == "publish" and proposal.matter.visibility not in (Visibility.WAITING, Visibility.HIDDEN):
        return False
    if verb == "hide" and proposal.matter.visibility != Visibility.PUBLIC:
        return False
    return proposal.fate in fates and by_duty(who, proposal)


def allowed(who: Someone, proposal: Proposal) -> frozenset[str]:
    """All that this person may do with it now; the desk shows only these."""
    return frozenset(verb for verb in VERBS if may(who, verb, proposal))
