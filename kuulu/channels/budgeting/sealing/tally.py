"""Counts opened ballots by the rules of their vote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ..counting.count import Result, count
from ..counting.election import Election, Group, Project
from ..counting.support import support_of
from .ballots import Ballot, Choices
from .rules import Form, Rules


def election_of(rules: Rules, ballots: Iterable[Ballot]) -> Election:
    """What the count sees: the valid ballots, those of the same content together."""
    numbers = {name: at for at, name in enumerate(rules.costs)}
    contents: Counter[Choices] = Counter(one.choices for one in ballots if one.valid and one.choices is not None)
    groups = [
        Group(
            tuple(numbers[name] for name, _given in choices),
            tuple(given for _name, given in choices) if rules.form is Form.POINTS else (),
            size,
        )
        for choices, size in sorted(contents.items())
    ]
    return Election(
        budget=rules.budget,
        projects=[Project(name, cost) for name, cost in rules.costs.items()],
        groups=groups,
        kind=rules.kind,
        unit=rules.unit,
        longest=rules.most,
        exclusive=[frozenset(numbers[name] for name in names) for names in rules.exclusive],
    )


def winners_of(rules: Rules, ballots: Sequence[Ballot]) -> Result:
    """The result by the rule that was fixed at opening; ties by the published order."""
    return count(election_of(rules, ballots), rules.terms, rules.lot)


def scores_of(rules: Rules, ballots: Sequence[Ballot]) -> dict[str, int]:
    """Votes, points or places of each project, as the rule sees them."""
    scores = support_of(election_of(rules, ballots), rules.terms.utility, rules.terms.borda).scores
    return dict(zip(rules.costs, scores, strict=True))


def given_by(rules: Rules, ballot: Ballot) -> dict[str, int]:
    """What one ballot adds to the score of each project it names; a last place may add nothing."""
    alone = scores_of(rules, [ballot])
    return {name: alone[name] for name, _given in ballot.choices or ()}
