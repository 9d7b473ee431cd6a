"""Equal Shares elects whom the definition elects, whatever rounds and ties lie on the way."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuulu.channels.budgeting.counting.completion import Completion, complete
from kuulu.channels.budgeting.counting.election import BallotKind, Election, Group, Project
from kuulu.channels.budgeting.counting.equal_shares import equal_shares
from kuulu.channels.budgeting.counting.support import Borda, Utility, support_of

from . import plain

pytestmark = pytest.mark.once

UTILITIES = [Utility.COST, Utility.CARDINALITY, Utility.POINTS, Utility.BORDA]


@st.composite
def elections(draw, utility=Utility.COST):
    """Small elections of small whole numbers, so that ties and exact ends of money are common."""
    count = draw(st.integers(1, 7))
    costs = draw(st.lists(st.integers(0, 12), min_size=count, max_size=count))
    projects = [Project(f"p{number}", cost) for number, cost in enumerate(costs)]
    groups = []
    for choices in draw(st.lists(st.lists(st.integers(0, count - 1), unique=True, max_size=count), max_size=9)):
        points = draw(st.tuples(*[st.integers(0, 4)] * len(choices))) if utility is Utility.POINTS else ()
        groups.append(Group(tuple(choices), points, draw(st.integers(1, 4))))
    kind = {Utility.POINTS: BallotKind.POINTS, Utility.BORDA: BallotKind.RANKING}.get(utility, BallotKind.APPROVAL)
    few = st.frozensets(st.integers(0, count - 1), min_size=2, max_size=3)
    exclusive = draw(st.lists(few, max_size=1)) if count > 1 else []
    election = Election(draw(st.integers(0, 60)), projects, groups, kind, exclusive=exclusive)
    return election, draw(st.permutations(range(count)))


def ballots_of(election, utility):
    """Each single ballot as project -> share."""
    for group in election.groups:
        if utility is Utility.POINTS:
            shares = group.points
        elif utility is Utility.BORDA:
            shares = [len(group.choices) - 1 - place for place in range(len(group.choices))]
        else:
            shares = [1] * len(group.choices)
        for _ in range(group.size):
            yield dict(zip(group.choices, shares, strict=True))


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=400, deadline=None)
@given(data=st.data())
def test_the_winners_are_those_of_the_definition_in_their_order(utility, data):
    election, lot = data.draw(elections(utility))
    support, ballots = support_of(election, utility, Borda.LISTED), list(ballots_of(election, utility))
    endowment = Fraction(election.budget, max(1, len(ballots)))
    costs = [project.cost for project in election.projects]
    expected = plain.equal_shares(costs, ballots, endowment, utility, lot, election.rivals())
    assert equal_shares(support, endowment, lot).winners == expected


@pytest.mark.parametrize("completion", [Completion.ADD1, Completion.ADD1_INTEGRAL])
@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_raising_the_endowment_ends_where_the_definition_ends(utility, completion, data):
    election, lot = data.draw(elections(utility))
    support, ballots = support_of(election, utility), list(ballots_of(election, utility))
    costs = [project.cost for project in election.projects]
    start = Fraction(election.budget, len(ballots)) if ballots else Fraction(0)
    is_integral = completion is Completion.ADD1_INTEGRAL
    expected = plain.add1(
        costs, ballots, election.budget, utility, lot, 1, rivals=election.rivals(),
        until_full=not is_integral, start=Fraction(int(start)) if is_integral else start,
    )  # fmt: skip
    assert complete(support, election.budget, lot, completion, unit=1, increment=1).winners == expected


@pytest.mark.parametrize("utility", UTILITIES)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_payments_make_up_the_costs_exactly_and_nobody_pays_more_than_they_have(utility, data):
    election, lot = data.draw(elections(utility))
    support = support_of(election, utility)
    run = equal_shares(support, Fraction(election.budget, max(1, support.voters)), lot).run
    left = [run.endowment] * len(support.sizes)
    for payment in run.payments:
        rate, paid = run.rate_of(payment), Fraction(0)
        for group, share in zip(payment.rich, payment.rich_shares, strict=True):
            left[group] -= rate * int(share)
            paid += rate * int(share) * int(support.sizes[group])
        for group in payment.poor:
            paid += left[group] * int(support.sizes[group])
            left[group] = Fraction(0)
        assert paid == support.costs[payment.project] and min(left, default=0) >= 0
