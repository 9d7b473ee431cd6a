"""The same ballots by other rules, side by side: for those who choose the next round's rule. It decides nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache
from django.utils.translation import gettext as _

from ..models import Proposal
from .published import KEPT_SECONDS, Published
from .result import CENTS
from .vote_rules import candidates

if TYPE_CHECKING:
    from ..counting.count import Terms

#: rule, utility, completion: what is held beside the official one, where the ballots tell it
OTHERS: Final = (
    ("greedy", "cost", "none"),
    ("greedy", "cardinality", "none"),
    ("equal-shares", "cost", "add1u"),
    ("equal-shares", "cardinality", "add1u"),
    ("greedy-by-score", "points", "none"),
    ("equal-shares", "points", "add1u"),
    ("greedy-by-score", "borda", "none"),
    ("equal-shares", "borda", "add1u"),
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One rule: what it takes, what that costs in euros, and how many ballots would be better or worse off by it."""

    name: str
    is_official: bool
    winners: list[str]  #: numbers
    spent: int
    content: int  #: ballots with at least one winner
    happier: int  #: ballots with more winners than by the official rule
    unhappier: int


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The rules with the candidates that each takes; `rows` are in the order of the official votes."""

    columns: list[Column]
    rows: list[tuple[Proposal, list[bool]]]
    ballots: int


def name_of(rule: str, utility: str) -> str:
    """A rule in words, in the active language."""
    names = {
        ("greedy", "cost"): _("Most votes first"),
        ("greedy", "cardinality"): _("Most votes for the money first"),
        ("greedy", "points"): _("Most points for the money first"),
        ("greedy", "borda"): _("Best places for the money first"),
        ("greedy-by-score", "points"): _("Most points first"),
        ("greedy-by-score", "borda"): _("Best places first"),
        ("equal-shares", "cost"): _("Equal shares, by cost"),
        ("equal-shares", "cardinality"): _("Equal shares, by number"),
        ("equal-shares", "points"): _("Equal shares, by points"),
        ("equal-shares", "borda"): _("Equal shares, by places"),
    }
    return names.get((rule, utility), f"{rule} {utility}")


def comparison_of(published: Published) -> Comparison | None:
    """The official rule and the others; None unless whole ballots are published."""
    if published.mode != "full":
        return None
    told = _counted(published)
    columns = [Column(**{**one, "name": name_of(*one["name"])}) for one in told["columns"]]
    shown = {str(one.number): one for one in candidates(published.vote.round)}
    votes = published.result["votes"]
    order = sorted(votes, key=lambda name: (-votes[name], name))
    rows = [(shown[name], [name in column.winners for column in columns]) for name in order if name in shown]
    return Comparison(columns=columns, rows=rows, ballots=told["ballots"])


def _counted(published: Published) -> dict[str, Any]:
    others = hashlib.sha256(repr(OTHERS).encode()).hexdigest()[:16]
    key = f"budgeting.comparison:{published.manifest_sha256}:{others}"
    kept: dict[str, Any] | None = cache.get(key)
    if kept is None:
        kept = _count(published)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _count(published: Published) -> dict[str, Any]:
    from ..counting.explain import compare
    from ..sealing.tally import winners_of

    rules = published.rules()
    official = winners_of(rules, published.ballots())
    columns = []
    for terms in [rules.terms, *_others(published)]:
        compared = compare(official, terms, rules.lot)
        columns.append({
            "name": (str(terms.rule), str(terms.utility)), "is_official": terms is rules.terms,
            "winners": compared.result.winners, "spent": compared.result.spent // CENTS, "content": compared.content,
            "happier": compared.happier_there, "unhappier": compared.happier_here,
        })  # fmt: skip
    return {"columns": columns, "ballots": official.election.voters}


def _others(published: Published) -> list[Terms]:
    from dataclasses import replace

    from ..counting.completion import Completion
    from ..counting.count import Rule, allowed
    from ..counting.support import Utility

    rules = published.rules()
    official = (str(rules.terms.rule), str(rules.terms.utility))
    return [
        replace(rules.terms, rule=Rule(rule), utility=Utility(utility), completion=Completion(completion))
        for rule, utility, completion in OTHERS
        if (rule, utility) != official and Utility(utility) in allowed(rules.kind)
    ]
