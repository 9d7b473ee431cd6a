"""What is said to have been enough has been enough in a recount."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuulu.channels.budgeting.counting.completion import Completion
from kuulu.channels.budgeting.counting.count import Rule, Terms, count
from kuulu.channels.budgeting.counting.election import Election, Group, Project, lot_by_id
from kuulu.channels.budgeting.counting.explain import compare, would_have_won
from kuulu.channels.budgeting.counting.pabulib import election_of, read

from .files import city, pb

pytestmark = pytest.mark.once

GREEDY, SHARES = Terms(), Terms(rule=Rule.EQUAL_SHARES, completion=Completion.UTILITARIAN)


def test_a_greedy_loser_needed_more_votes_than_the_last_that_fitted_or_a_lower_cost():
    election = election_of(read(pb([60, 50, 45], ["1", "1", "1", "2", "2", "3"], budget=100)))
    lot = lot_by_id(election.projects)
    assert count(election, GREEDY, lot).winners == ["1"]
    told = would_have_won(election, GREEDY, "2", lot)
    assert (told.less, told.more) == (10, 1)  # fits what is left; or ties with the first and is cheaper


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), rule=st.sampled_from([GREEDY, SHARES]))
def test_every_number_told_elects_in_a_recount(seed, rule):
    election = election_of(read(city(seed, projects=6, voters=25, most=3)))
    lot = lot_by_id(election.projects)
    winners = count(election, rule, lot).winners
    for at, project in enumerate(election.projects):
        if project.id in winners:
            continue
        told = would_have_won(election, rule, project.id, lot)
        if told.less:
            projects = [Project(p.id, p.cost - told.less * (p is project)) for p in election.projects]
            assert project.id in count(Election(election.budget, projects, election.groups), rule, lot).winners
        if told.more:
            groups = [*election.groups, Group((at,), (), told.more)]
            assert project.id in count(Election(election.budget, election.projects, groups), rule, lot).winners


@pytest.mark.parametrize("seed", range(3))
def test_rules_are_held_beside_each_other_on_the_same_ballots(seed):
    election = election_of(read(city(seed)))
    lot = lot_by_id(election.projects)
    official = count(election, GREEDY, lot)
    other = compare(official, SHARES, lot)
    assert set(other.only_here) == set(official.winners) - set(other.result.winners)
    assert other.happier_here + other.happier_there <= election.voters and other.content <= election.voters
    same = compare(official, GREEDY, lot)
    assert same.only_here == same.only_there == [] and same.happier_here == same.happier_there == 0
