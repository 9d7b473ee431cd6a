"""Who paid what for a winner of Equal Shares makes up its cost exactly."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuulu.channels.budgeting.counting.completion import Completion
from kuulu.channels.budgeting.counting.count import Rule, Terms, count
from kuulu.channels.budgeting.counting.election import BallotKind, Election, Group, Project, lot_by_id
from kuulu.channels.budgeting.counting.explain import who_paid
from kuulu.channels.budgeting.counting.support import Utility

pytestmark = pytest.mark.once
SHARES = Terms(rule=Rule.EQUAL_SHARES, completion=Completion.NONE)


def election(costs, groups, **more):
    projects = [Project(chr(97 + at), cost) for at, cost in enumerate(costs)]
    return Election(budget=more.pop("budget", 100), projects=projects, groups=groups, **more)


def test_three_pay_the_same_and_one_who_has_less_gives_what_is_left():
    one = election([30, 60], [Group((0, 1), (), 1), Group((1,), (), 2), Group((0,), (), 1)])
    first, second = who_paid(one, SHARES, lot_by_id(one.projects))
    assert (first.project, first.supporters, first.full, first.most) == ("b", 3, 3, 20)
    assert (second.project, second.full, second.most, second.short, second.short_sum) == ("a", 1, 25, 1, 5)


def test_with_points_a_part_is_as_large_as_the_points():
    one = election([40], [Group((0,), (3,), 1), Group((0,), (1,), 1)], kind=BallotKind.POINTS)
    (paid,) = who_paid(one, Terms(rule=Rule.EQUAL_SHARES, utility=Utility.POINTS), [0])
    assert (paid.least, paid.most) == (10, 30)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(1, 60), min_size=2, max_size=5),
    st.lists(st.tuples(st.sets(st.integers(0, 4), min_size=1), st.integers(1, 9)), min_size=1, max_size=8),
    st.sampled_from([Completion.NONE, Completion.ADD1, Completion.ADD1U]),
)
def test_payments_are_those_of_the_winners_and_make_up_their_costs(costs, ballots, completion):
    groups = [Group(tuple(sorted(p for p in names if p < len(costs))) or (0,), (), size) for names, size in ballots]
    one, terms = election(costs, groups), Terms(rule=Rule.EQUAL_SHARES, completion=completion)
    lot = lot_by_id(one.projects)
    paid, result = who_paid(one, terms, lot), count(one, terms, lot)
    assert [each.project for each in paid] == [s["project"] for s in result.steps if "paid_at_most" in s]
    for each in paid:
        assert each.full * each.most + each.short_sum == each.cost
        assert each.short_sum <= each.short * each.most and each.full + each.short <= each.supporters
        assert isinstance(each.most, Fraction | int)
