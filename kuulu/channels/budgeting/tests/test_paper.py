"""Two clerks enter each paper ballot, nobody does anything alone, and every ballot is accounted for."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kuulu.channels.budgeting.actions import paper as actions
from kuulu.channels.budgeting.actions import void
from kuulu.channels.budgeting.actions.weigh import NotNow
from kuulu.channels.budgeting.models import FourEyes, Mark, PaperBallot, Vote
from kuulu.channels.budgeting.models.paper import CountSession
from kuulu.channels.budgeting.queries import paper as queries
from kuulu.commons.people.models import Person, Role
from kuulu.commons.people.vocabulary import Duty

from .factories import make_chief, make_staff, make_unit
from .paper import ballot, give_paper, keys_in, make_clerk, make_runner, paper_vote, returned

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    with keys_in(settings, tmp_path / "keys"):
        yield


def read_by(clerks, batch, row, *readings):
    for clerk, said in zip(clerks, readings, strict=False):
        actions.enter(ballot(batch, row), by=clerk, choices=said)
    return ballot(batch, row)


def test_the_same_read_by_two_is_agreed_whatever_the_order_of_marks():
    batch, clerks = returned(paper_vote(), 2), (make_clerk(), make_clerk())
    assert read_by(clerks, batch, 1, ["2", "1"], ["1", "2"]).agreed == '["1","2"]'
    assert read_by(clerks, batch, 2, None, None).agreed == "null"
    assert queries.agreed_choices(batch.vote) == [["1", "2"]]


def test_nobody_reads_a_ballot_twice_nor_a_third_person():
    batch, clerk = returned(paper_vote(), 1), make_clerk()
    actions.enter(ballot(batch, 1), by=clerk, choices=["1"])
    with pytest.raises(NotNow, match="You have entered"):
        actions.enter(ballot(batch, 1), by=clerk, choices=["1"])
    assert ballot(batch, 1).second == "" and queries.next_entry(clerk, batch) is None
    actions.enter(ballot(batch, 1), by=make_clerk(), choices=["1"])
    with pytest.raises(NotNow, match="Two people"):
        actions.enter(ballot(batch, 1), by=make_clerk(), choices=["2"])


def test_a_ballot_read_differently_is_settled_by_one_and_approved_by_the_other():
    batch, (one, other) = returned(paper_vote(), 1), (make_clerk(), make_clerk())
    read = read_by((one, other), batch, 1, ["1"], ["1", "3"])
    assert read.agreed == "" and queries.differing(batch.vote) == [read]
    actions.settle(read, by=one, choices=["1", "3"])
    strange = make_staff(make_unit("roads"))
    Role.objects.filter(person=other).update(duty=Duty.MODERATOR)
    with pytest.raises(PermissionDenied):  # no clerk any more
        actions.approve(read, by=Person.objects.get(pk=other.pk), seen='["1","3"]')
    Role.objects.filter(person=other).update(duty=Duty.CLERK)
    for alone in (one, make_clerk(), strange):
        with pytest.raises(PermissionDenied):
            actions.approve(read, by=alone, seen='["1","3"]')
    with pytest.raises(NotNow, match="meanwhile"):
        actions.approve(read, by=other, seen='["1"]')
    assert ballot(batch, 1).agreed == ""
    actions.approve(read, by=other, seen='["1","3"]')
    assert ballot(batch, 1).agreed == '["1","3"]' and queries.differing(batch.vote) == []


def test_whoever_runs_the_vote_stands_in_for_one_who_is_away_and_a_strange_clerk_does_not():
    batch = returned(paper_vote(), 1)
    read = read_by((make_clerk(), make_clerk()), batch, 1, ["1"], ["2"])
    with pytest.raises(PermissionDenied):
        actions.settle(read, by=make_clerk(), choices=["1"])
    runner = make_runner()
    actions.settle(read, by=runner, choices=None)
    with pytest.raises(PermissionDenied):
        actions.approve(read, by=runner, seen="null")
    actions.approve(read, by=read.first_by, seen="null")
    assert ballot(batch, 1).agreed == "null"


def test_the_database_refuses_one_person_alone_a_changed_entry_and_an_agreement_of_nobody():
    batch, one, other = returned(paper_vote(), 2), make_clerk(), make_clerk()
    rows = PaperBallot.objects.filter(batch=batch, row=1)
    for wrong in ({"second": "null", "second_by": one}, {"first": "null"}, {"first": "null", "first_by": one, "agreed": "null"},
                  {"first": "[]", "first_by": one, "second": "[]", "second_by": one}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    read_by((one, other), batch, 1, ["1"], ["2"])
    for wrong in ({"first": '["2"]'}, {"second": '["1"]'}, {"agreed": '["1"]'}, {"settled": '["1"]', "agreed": '["1"]'}, {"row": 9},
                  {"settled": "[]", "agreed": "[]", "settled_by": one, "approved_by": one},
                  {"settled": "[]", "agreed": "[]", "settled_by": one}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    rows.update(settled="[]", agreed="[]", settled_by=one, approved_by=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(agreed='["1"]')
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBallot.objects.create(batch=batch, row=2)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBallot.objects.create(
            batch=batch, row=3, first="[]", first_by=one, second="[]", second_by=other, agreed="[]"
        )


def test_a_ballot_has_no_time_and_a_key_drawn_by_lot():
    returned(paper_vote(), 30)
    kept = list(PaperBallot.objects.order_by("pk").values_list("row", flat=True))
    assert sorted(kept) == list(range(1, 31)) and kept != sorted(kept)
    kinds = {field.get_internal_type() for field in PaperBallot._meta.get_fields()}
    assert not kinds & {"DateField", "DateTimeField", "TimeField"}


def test_paper_is_entered_only_after_it_was_given_back_and_never_after_the_count():
    vote = paper_vote()
    batch = actions.open_batch(vote, by=make_runner(), place="Library", issued=10)
    assert not batch.ballots.exists()
    clerk = make_clerk()
    actions.give_back(batch, by=clerk, unused=8, exchanged=0, returned=2)
    Vote.objects.filter(pk=vote.pk).update(state="closed", latched_at=vote.closes_at)
    actions.enter(ballot(batch, 1), by=clerk, choices=["1"])
    Vote.objects.filter(pk=vote.pk).update(state="counted")
    with pytest.raises(NotNow, match="counted"):
        actions.enter(ballot(batch, 2), by=clerk, choices=["1"])
    with pytest.raises(NotNow):
        actions.give_back(batch, by=clerk, unused=8, exchanged=0, returned=1)


def test_a_box_counted_anew_grows_and_loses_no_ballot_that_was_entered():
    batch, clerk = returned(paper_vote(), 3, issued=10, unused=5), make_clerk()
    actions.enter(ballot(batch, 3), by=clerk, choices=["1"])
    with pytest.raises(NotNow, match="higher number"):
        actions.give_back(batch, by=clerk, unused=5, exchanged=0, returned=2)
    actions.give_back(batch, by=clerk, unused=5, exchanged=0, returned=4)
    assert batch.ballots.count() == 4 and ballot(batch, 3).first
    with pytest.raises(NotNow, match="Count again"):
        actions.give_back(batch, by=clerk, unused=10, exchanged=1, returned=4)


def test_given_is_counted_and_spoiled_and_not_returned_and_a_difference_is_explained():
    """V-PAPER: two of five are missing, one is spoiled, and a place gave one more than the log says."""
    vote = paper_vote()
    give_paper(vote, *"abcde")
    batch, clerks = returned(vote, 3, issued=20, unused=14), (make_clerk(), make_clerk())
    for row, said in enumerate((["1"], ["2"], None), 1):
        read_by(clerks, batch, row, said, said)
    account = queries.account_of(vote)
    assert (account.given, account.counted, account.spoiled, account.not_returned) == (5, 2, 1, 2)
    assert (account.given_by_places, account.difference, account.is_ready) == (6, 1, False)
    actions.explain(vote, by=make_runner(), text="One was given twice by mistake.")
    assert not queries.account_of(vote).is_ready
    actions.explain(vote, by=make_runner(), text="Two were taken home.", batch=batch)
    told = queries.told_of(queries.account_of(vote))
    assert queries.account_of(vote).is_ready and told["places"][0]["explanation"] == "Two were taken home."
    assert json.loads(queries.paper_file(vote)) == [["1"], ["2"]]


def test_more_ballots_in_the_boxes_than_were_given_are_never_ready():
    vote = paper_vote()
    give_paper(vote, "a")
    batch, clerks = returned(vote, 2), (make_clerk(), make_clerk())
    for row in (1, 2):
        read_by(clerks, batch, row, ["1"], ["1"])
    actions.explain(vote, by=make_runner(), text="Nobody knows.")
    assert queries.account_of(vote).not_returned == -1 and not queries.account_of(vote).is_ready


def test_paper_json_is_the_same_whatever_the_order_of_the_ballots():
    vote, said, clerks = paper_vote(), [["3"], ["1", "2"], ["1"]], (make_clerk(), make_clerk())
    give_paper(vote, *"abcdef")
    for place, order in (("Library", said), ("Town hall", said[::-1])):
        batch = returned(vote, 3, place=place)
        for row, choices in enumerate(order, 1):
            read_by(clerks, batch, row, choices, choices)
    assert queries.paper_file(vote) == b'[["1","2"],["1","2"],["1"],["1"],["3"],["3"]]'


def test_only_those_with_the_duty_do_each_thing():
    vote = paper_vote()
    runner, clerk, auditor = make_runner(), make_clerk(), make_staff(duty=Duty.AUDITOR)
    batch = returned(vote, 1)
    for who in (clerk, auditor, make_staff(make_unit("roads"))):
        with pytest.raises(PermissionDenied):
            actions.open_batch(vote, by=who, place="Library", issued=1)
        with pytest.raises(PermissionDenied):
            actions.explain(vote, by=who, text="So it is.")
    for who in (runner, auditor):
        with pytest.raises(PermissionDenied):
            actions.enter(ballot(batch, 1), by=who, choices=["1"])
    with pytest.raises(PermissionDenied):
        actions.give_back(batch, by=auditor, unused=0, exchanged=0, returned=1)


def test_a_mark_is_voided_by_two_people_and_by_none_of_them_twice():
    """V-4EYES."""
    vote = paper_vote()
    (tag,) = give_paper(vote, "a")
    one, other = make_runner(), make_runner()
    for who in (make_clerk(), make_staff(duty=Duty.AUDITOR)):
        with pytest.raises(PermissionDenied):
            void.ask_void(vote, by=who, tag=tag, reason="Lives elsewhere.")
    asked = void.ask_void(vote, by=one, tag=tag, reason="Lives elsewhere.")
    with pytest.raises(NotNow, match="already"):
        void.ask_void(vote, by=other, tag=tag, reason="Lives elsewhere.")
    for who in (one, make_clerk()):
        with pytest.raises(PermissionDenied):
            void.approve_void(asked, by=who)
    assert Mark.objects.get().channel == "paper"
    void.approve_void(asked, by=other)
    assert Mark.objects.get().channel == "void" and FourEyes.objects.get().approved_by == other
    with pytest.raises(NotNow):
        void.approve_void(asked, by=make_runner())
    with pytest.raises(NotNow, match="no such mark"):
        void.ask_void(vote, by=one, tag="f" * 32, reason="Unknown.")


def test_a_count_of_one_person_alone_is_refused_by_the_database():
    vote, one = paper_vote(), make_runner()
    told = {
        "vote": vote,
        "program_sha256": "a" * 64,
        "input_sha256": "b" * 64,
        "output_sha256": "c" * 64,
        "minutes": {},
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        CountSession.objects.create(person_1=one, person_2=one, **told)
    assert CountSession.objects.create(person_1=one, person_2=make_chief(), **told).pk
