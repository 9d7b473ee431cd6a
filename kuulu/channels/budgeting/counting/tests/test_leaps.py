"""Steps at which nothing can change are leapt over, and the end is that of every single step."""

from fractions import Fraction

import pytest

from kuulu.channels.budgeting.counting.completion import Completion, complete
from kuulu.channels.budgeting.counting.election import lot_by_id
from kuulu.channels.budgeting.counting.equal_shares import equal_shares
from kuulu.channels.budgeting.counting.pabulib import election_of, read
from kuulu.channels.budgeting.counting.support import Utility, support_of

from .files import city

pytestmark = pytest.mark.once


@pytest.mark.parametrize("utility", [Utility.COST, Utility.CARDINALITY])
@pytest.mark.parametrize("seed", range(4))
def test_between_two_runs_every_endowment_elects_the_same(seed, utility):
    election = election_of(read(city(seed, projects=12, voters=90)))
    support, lot = support_of(election, utility), lot_by_id(election.projects)
    endowment, leapt = Fraction(election.budget, election.voters), 0
    for _ in range(12):
        outcome = equal_shares(support, endowment, lot)
        same = Fraction(outcome.run.same_until)
        for share in (Fraction(1, 3), Fraction(9, 10), Fraction(1)):
            assert equal_shares(support, endowment + same * share, lot).winners == outcome.winners
        leapt += same > 1
        endowment += max(same, Fraction(0)) + 1
    assert leapt > 3


def test_a_small_step_takes_little_more_than_a_large_one():
    election = election_of(read(city(5, projects=40, voters=300)))
    support, lot = support_of(election, Utility.COST), lot_by_id(election.projects)
    runs = [
        complete(support, election.budget, lot, Completion.ADD1, unit=1, increment=step).runs for step in (1, 10, 100)
    ]
    assert runs[0] < 3 * runs[1] and runs[0] < 20 * runs[2]
