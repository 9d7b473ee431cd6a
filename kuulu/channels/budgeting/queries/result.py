"""What the published rule gives for the votes of a round, and in words why each proposal is in it or not."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Proposal, Round
from ..vocabulary import BallotKind, CountingRule, Fate
from .description import euros
from .explained import Reasons, reasons_of
from .published import KEPT_SECONDS, Published, published_of

if TYPE_CHECKING:  # counting brings numpy, which nobody waits for at start
    from ..counting.count import Terms
    from ..counting.election import Election

CENTS: Final = 100
#: rules that need no more of the ballots than how many votes each proposal got
BY_TOTALS: Final = {CountingRule.GREEDY: "cost", CountingRule.GREEDY_BY_VALUE: "cardinality"}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One candidate in the result."""

    proposal: Proposal
    is_in_result: bool  #: by the rule
    is_chosen: bool  #: by the body; meaningless before it has decided
    why: str


def counted(one: Round) -> list[Proposal]:
    """The candidates with their votes, most votes first; none while any of them has no votes told."""
    rows = one.proposals.filter(number__isnull=False).select_related("matter")
    found = sorted(rows, key=lambda proposal: (-(proposal.votes or 0), proposal.number or 0))
    return found if found and all(proposal.votes is not None for proposal in found) else []


def has_result(one: Round) -> bool:
    """Whether it can be told what the rule takes."""
    return by_rule(one, counted(one)) is not None


def by_rule(one: Round, candidates: list[Proposal]) -> set[int] | None:
    """The candidates that the published rule takes, as matters; None when whole ballots would tell and none are published.

    Where the vote was held here, it is what was published with it.
    """
    if not candidates:
        return None
    if published := published_of(one):
        winners = set(published.result["winners"])
    elif one.rule in BY_TOTALS:
        from ..counting.count import count

        election, terms, lot = _election(one, candidates)
        winners = set(count(election, terms, lot).winners)
    else:
        return None
    return {proposal.pk for proposal in candidates if str(proposal.number) in winners}


def _election(one: Round, candidates: list[Proposal]) -> tuple[Election, Terms, list[int]]:
    """Votes as ballots for one proposal each, which give the same result by a rule that looks at totals alone.

    The lot is drawn from the hash of the fixed rules and each number on the ballot: anybody can draw it again.
    """
    from ..counting.count import Rule, Terms
    from ..counting.election import Election, Group, Project, lot_by_seed
    from ..counting.support import Utility

    projects = [Project(str(proposal.number), (proposal.euros or 0) * CENTS) for proposal in candidates]
    groups = [Group((at,), (), proposal.votes or 0) for at, proposal in enumerate(candidates) if proposal.votes]
    election = Election(budget=one.euros * CENTS, projects=projects, groups=groups, unit=CENTS)
    terms = Terms(rule=Rule.GREEDY, utility=Utility(BY_TOTALS[CountingRule(one.rule)]), least=one.least_votes)
    return election, terms, lot_by_seed(projects, one.fixed_rules.sha256)


def result_of(one: Round) -> list[Line]:
    """The result line by line; empty when there are no votes, or the rule needs whole ballots and none were published."""
    candidates = counted(one)
    taken = by_rule(one, candidates)
    if taken is None:
        return []
    published = published_of(one)
    reasons = reasons_of(published) if published else None
    enough = reasons.enough if reasons else _enough(one, candidates, taken)
    return [
        Line(
            proposal=proposal,
            is_in_result=proposal.pk in taken,
            is_chosen=proposal.fate in (Fate.CHOSEN, Fate.BUILT),
            why=_told(one, proposal, proposal.pk in taken, enough, published, reasons),
        )
        for proposal in candidates
    ]


def _told(
    one: Round, proposal: Proposal, is_in: bool, enough: dict[str, list[int | None]], published: Published | None,
    reasons: Reasons | None,
) -> str:  # fmt: skip
    if one.rule != CountingRule.EQUAL_SHARES:
        return _why(one, proposal, is_in, enough.get(str(proposal.number)))
    if published is None or published.mode != "full":
        return _("The ballots are not published whole, so that the reason cannot be counted here.")
    if reasons is None:
        return _("The reason is being counted. Look again in a while.")
    return _why_shares(one, proposal, is_in, enough.get(str(proposal.number)), reasons)


def _enough(one: Round, candidates: list[Proposal], taken: set[int]) -> dict[str, list[int | None]]:
    """Number of each candidate left out -> how much cheaper, in cents, or how many voters more had been enough.

    By totals; none where a rule needs more than those, or one voter may give more than one vote.
    """
    if one.rule not in BY_TOTALS or one.ballot in (BallotKind.POINTS, BallotKind.RANKING):
        return {}
    from ..counting.explain import would_have_won

    told = [(proposal.number, proposal.votes, proposal.euros) for proposal in candidates]
    key = f"budgeting.enough:{one.fixed_rules.sha256}:{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"
    kept: dict[str, list[int | None]] | None = cache.get(key)
    if kept is None:
        election, terms, lot = _election(one, candidates)
        kept = {}
        for proposal in candidates:
            if proposal.pk not in taken:
                found = would_have_won(election, terms, str(proposal.number), lot)
                kept[str(proposal.number)] = [found.less, found.more]
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _why(one: Round, proposal: Proposal, is_in: bool, enough: list[int | None] | None) -> str:
    votes = proposal.votes or 0
    if is_in:
        return _("It got its turn by its votes, and there was money left for it.")
    if votes < one.least_votes:
        return _("It needed at least %(least)s votes.") % {"least": one.least_votes}
    said = _("There was not enough money left for it when its turn came.")
    return f"{said} {_change(enough)}".strip()


def _why_shares(one: Round, proposal: Proposal, is_in: bool, enough: list[int | None] | None, reasons: Reasons) -> str:
    """The sentence under Equal Shares, where voters buy together what they support."""
    number = str(proposal.number)
    paid = next((each for each in reasons.paid if each.number == number), None)
    if is_in and paid is not None:
        values = {"count": euros(paid.supporters), "sum": cents(paid.most)}
        return _("Its %(count)s supporters could pay for it together: at most %(sum)s euros each.") % values
    if is_in and number in reasons.added:
        return _("Its supporters had not enough left. It was taken by its votes with the money that remained.")
    if is_in:
        return _("It costs nothing, and somebody wishes it.")
    if (proposal.votes or 0) < one.least_votes:
        return _("It needed at least %(least)s votes.") % {"least": one.least_votes}
    said = _("Its supporters had not enough of their parts left to pay for it together.")
    return f"{said} {_change(enough)}".strip()


def _change(enough: list[int | None] | None) -> str:
    """What would have been enough; nothing where nothing was found."""
    less, more = enough or [None, None]
    parts: list[str] = []
    if more is not None:
        words = ngettext("%(count)s more voter", "%(count)s more voters", more)
        parts.append(words % {"count": euros(more)})
    if less is not None:
        parts.append(_("a cost %(sum)s euros lower") % {"sum": euros(-(-less // CENTS))})
    told: Any = {"change": _(" or ").join(parts)}
    return _("Enough would have been: %(change)s.") % told if parts else ""


def cents(amount: int) -> str:
    """A sum in minor units as it is written in the active language: 12,50."""
    return number_format(amount / CENTS, decimal_pos=2, force_grouping=True)
