"""Why the rule took or left each candidate, counted once from the whole ballots that were published, and kept beside them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from .published import REASONS, Published

if TYPE_CHECKING:  # counting brings numpy
    from ..counting.election import Election
    from ..sealing.rules import Rules

#: candidates times groups of the same ballot above which it is not looked for what would have been enough
MOST_WORK: Final = 2_000_000


@dataclass(frozen=True, kw_only=True)
class Payment:
    """Who paid for a winner of Equal Shares; sums are in minor units, rounded to be read."""

    number: str
    cost: int
    supporters: int
    full: int  #: voters that paid their whole part
    least: int
    most: int
    short: int  #: voters that gave all they had left
    short_sum: int


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """What is told beside the published result. Empty unless whole ballots are published."""

    enough: dict[str, list[int | None]]  #: number -> minor units cheaper, voters more that had been enough
    paid: list[Payment]
    added: list[str]  #: winners that were taken with what was left over


def reasons_of(published: Published) -> Reasons | None:
    """As they were kept; None where none are, or they are still being counted."""
    kept = published.told(REASONS)
    if not kept:
        return None
    return Reasons(enough=kept["enough"], paid=[Payment(**one) for one in kept["paid"]], added=kept["added"])


def count_reasons(published: Published) -> dict[str, Any]:
    """Counted from whole ballots; it may take minutes, since each candidate left out is counted again many times."""
    from ..counting.count import Rule
    from ..counting.explain import who_paid
    from ..sealing.tally import election_of

    rules = published.rules()
    election = election_of(rules, published.ballots())
    winners = published.result["winners"]
    paid = who_paid(election, rules.terms, rules.lot) if rules.terms.rule is Rule.EQUAL_SHARES else []
    payers = {one.project for one in paid}
    is_shares = rules.terms.rule is Rule.EQUAL_SHARES
    return {
        "enough": _enough(rules, election, set(winners)),
        "paid": [
            {
                "number": one.project, "cost": one.cost, "supporters": one.supporters, "full": one.full,
                "least": _rounded(one.least), "most": _rounded(one.most), "short": one.short,
                "short_sum": _rounded(one.short_sum),
            }
            for one in paid
        ],
        "added": [name for name in winners if is_shares and name not in payers and rules.costs[name]],
    }  # fmt: skip


def _rounded(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _enough(rules: Rules, election: Election, winners: set[str]) -> dict[str, list[int | None]]:
    from ..counting.explain import would_have_won

    if len(election.projects) * len(election.groups) > MOST_WORK:
        return {}
    found: dict[str, list[int | None]] = {}
    for name in rules.costs:
        if name not in winners:
            would = would_have_won(election, rules.terms, name, rules.lot)
            found[name] = [would.less, would.more]
    return found
