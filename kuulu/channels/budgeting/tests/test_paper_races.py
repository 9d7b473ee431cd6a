"""Several people enter the same paper ballot at the same moment."""

import pytest
from django.core.exceptions import PermissionDenied

from kuulu.channels.budgeting.actions import paper as actions
from kuulu.channels.budgeting.actions.weigh import NotNow
from kuulu.channels.budgeting.ballot_box import closing
from kuulu.channels.budgeting.models import PaperBallot, PaperBatch, Vote
from kuulu.channels.budgeting.vocabulary import VoteState
from kuulu.commons.matters.tests.races import at_once

from .paper import ballot, keys_in, make_clerk, make_runner, paper_vote, returned

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    with keys_in(settings, tmp_path / "keys"):
        yield


def test_of_eight_who_enter_one_ballot_two_are_taken():
    batch, clerks = returned(paper_vote(), 1), [make_clerk() for _ in range(8)]
    said = at_once(lambda number: actions.enter(ballot(batch, 1), by=clerks[number], choices=["1"]), times=8)
    assert sorted(one for one in said if isinstance(one, int)) == [1, 2]
    assert all(isinstance(one, int | NotNow) for one in said), said
    kept = PaperBallot.objects.get()
    assert kept.agreed == '["1"]' and kept.first_by_id != kept.second_by_id


def test_one_clerk_who_sends_a_ballot_many_times_is_one_reader():
    batch, clerk = returned(paper_vote(), 1), make_clerk()
    said = at_once(lambda _number: actions.enter(ballot(batch, 1), by=clerk, choices=["1"]), times=8)
    assert [one for one in said if isinstance(one, int)] == [1]
    kept = PaperBallot.objects.get()
    assert kept.second == "" and kept.second_by is None


def test_two_who_each_settle_and_approve_at_once_never_agree_alone():
    batch, clerks = returned(paper_vote(), 1), [make_clerk(), make_clerk()]
    for clerk, said in zip(clerks, (["1"], ["2"]), strict=True):
        actions.enter(ballot(batch, 1), by=clerk, choices=said)

    def settle_and_approve(number):
        who, said = clerks[number % 2], ["1"] if number % 2 else ["2"]
        actions.settle(ballot(batch, 1), by=who, choices=said)
        actions.approve(ballot(batch, 1), by=who, seen='["1"]' if number % 2 else '["2"]')

    said = at_once(settle_and_approve, times=6)
    assert all(isinstance(one, NotNow | PermissionDenied) for one in said), said
    assert PaperBallot.objects.get().agreed == ""


def test_places_opened_at_once_have_numbers_of_their_own():
    vote, runner = paper_vote(), make_runner()
    at_once(lambda number: actions.open_batch(vote, by=runner, place=f"Place {number}", issued=1), times=6)
    assert sorted(PaperBatch.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_whoever_enters_while_the_vote_becomes_counted_is_taken_before_or_refused():
    vote = paper_vote()
    batch, clerks = returned(vote, 7), [make_clerk() for _ in range(7)]
    Vote.objects.filter(pk=vote.pk).update(state=VoteState.CLOSED, latched_at=vote.closes_at)
    closing.finish(vote.pk)

    def enter_or_count(number):
        if number == 7:
            closing.move_on(vote.pk, VoteState.COUNTED)
            return set(PaperBallot.objects.exclude(first="").values_list("row", flat=True))
        return actions.enter(ballot(batch, number + 1), by=clerks[number], choices=["1"])

    said = at_once(enter_or_count, times=8)
    (seen,) = [one for one in said if isinstance(one, set)]
    entered = set(PaperBallot.objects.exclude(first="").values_list("row", flat=True))
    assert entered == seen and all(isinstance(one, int | set | NotNow) for one in said), said
