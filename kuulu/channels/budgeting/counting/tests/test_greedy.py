"""The greedy rules take what fits, in an order that anybody can repeat."""

from dataclasses import replace

import pytest

from kuulu.channels.budgeting.counting.completion import Completion
from kuulu.channels.budgeting.counting.count import Rule, Terms, count
from kuulu.channels.budgeting.counting.election import lot_by_seed
from kuulu.channels.budgeting.counting.pabulib import election_of, read
from kuulu.channels.budgeting.counting.support import Borda, Utility

from .files import pb

pytestmark = pytest.mark.once


def winners(text, lot=None, **terms):
    return count(election_of(read(text)), Terms(**terms), lot).winners


def test_by_votes_what_does_not_fit_is_passed_over_or_ends_it():
    text = pb([60, 50, 40], ["1,2,3", "1,2", "1"], budget=100)
    assert winners(text) == ["1", "3"]
    assert winners(text, rule=Rule.GREEDY_NO_SKIP) == ["1"]


def test_by_votes_for_a_euro_the_cheap_come_first_and_what_is_free_before_all():
    text = pb([60, 10, 0, 0], ["1,3", "1,2", "1"], budget=60)
    assert winners(text, utility=Utility.CARDINALITY) == ["3", "2"]


def test_ties_go_to_the_cheaper_then_to_the_lot():
    text = pb([20, 10, 10], ["1,2,3"], budget=20)
    assert winners(text) == ["2", "3"]
    projects = election_of(read(text)).projects
    firsts = {winners(text, lot_by_seed(projects, seed))[0] for seed in "abcdefgh"}
    assert firsts == {"2", "3"}


def test_points_count_by_their_sum_and_for_a_euro_as_the_reference_does():
    text = pb([50, 20], ["1,2", "1,2"], budget=50, kind="cumulative", points=["6,4", "5,3"])
    assert winners(text, utility=Utility.POINTS) == ["2"]
    assert winners(text, utility=Utility.POINTS, rule=Rule.GREEDY_BY_SCORE) == ["1"]


def test_places_count_in_both_published_ways():
    text = pb([10, 10, 10], ["1", "1", "2,3"], budget=10, kind="ordinal", max_length=3)
    assert winners(text, utility=Utility.BORDA, rule=Rule.GREEDY_BY_SCORE) == ["2"]  # a list of one gives nothing
    assert winners(text, utility=Utility.BORDA, rule=Rule.GREEDY_BY_SCORE, borda=Borda.LONGEST) == ["1"]


@pytest.mark.parametrize("rule", [Rule.GREEDY, Rule.GREEDY_NO_SKIP, Rule.EQUAL_SHARES])
def test_of_projects_that_cannot_stand_side_by_side_one_wins(rule):
    election = election_of(read(pb([10, 10, 10], ["1,2,3", "1,2", "1"], budget=90)))
    both = replace(election, exclusive=[frozenset({0, 1})])
    terms = Terms(rule=rule, completion=Completion.UTILITARIAN)
    assert count(both, terms).winners == ["1", "3"] and count(election, terms).winners == ["1", "2", "3"]


def test_a_project_too_few_want_is_left_out():
    text = pb([10, 10], ["1,2", "1"], budget=20)
    assert winners(text, least=2) == ["1"]


def test_nobody_wins_without_votes_or_money():
    assert winners(pb([10, 0], ["", ""], budget=100)) == []
    assert winners(pb([10], ["1"], budget=0)) == []


@pytest.mark.parametrize("utility", [Utility.POINTS, Utility.BORDA])
def test_ballots_that_tell_no_such_utility_are_refused(utility):
    with pytest.raises(ValueError, match="these ballots"):
        winners(pb([10], ["1"], budget=10), utility=utility)
