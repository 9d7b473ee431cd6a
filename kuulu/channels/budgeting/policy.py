"""Who may propose, weigh, decide and carry out, and while which fate of a proposal each can be done at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kuulu.commons.matters.policy import covers, may_check, may_read_at_desk, may_work_on
from kuulu.commons.matters.vocabulary import Visibility
from kuulu.commons.people.policy import Someone, has_duty, is_person
from kuulu.commons.people.vocabulary import Duty

from .models import Batch, BatchItem, Proposal, Round
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


def may_read_vote(who: Someone, one: Round) -> bool:
    """See the numbers of a vote: whoever runs the round, and the auditor."""
    return may_run(who, one) or has_duty(who, Duty.AUDITOR)


def may_serve_voters(who: Someone) -> bool:
    """Look at a voter's document at the service desk, and give a ballot."""
    return has_duty(who, Duty.CLERK, Duty.ADMINISTRATOR)


def may_recommend(who: Someone, batch: Batch) -> bool:
    """Write down what the council proposes: its members, and who runs the round as its secretary."""
    return may_run(who, batch.round) or has_duty(who, Duty.BODY_MEMBER, unit=batch.council)


def may_rule(who: Someone, one: Round) -> bool:
    """Write down the office holder's decision about a batch: whoever decides there, and who runs the round."""
    return may_run(who, one) or has_duty(who, Duty.DECIDER, unit=one.decides)


def may_read_batches(who: Someone, one: Round) -> bool:
    """See every idea of a batch at the desk, whichever unit has it now."""
    return may_rule(who, one) or has_duty(who, Duty.HANDLER, Duty.AUDITOR, unit=one.unit)


def may_price(who: Someone, item: BatchItem) -> bool:
    """Say what an idea costs: the unit that answers for it; never its own proposer."""
    return may_weigh(who, item.proposal)


def may_enter_paper(who: Someone) -> bool:
    """Count the ballots of a box, and enter them: a clerk, never alone."""
    return has_duty(who, Duty.CLERK)


def may_see_paper(who: Someone, one: Round) -> bool:
    """See which paper ballots there are and how far their entry is, never how anybody voted."""
    return may_read_vote(who, one) or may_enter_paper(who)


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
