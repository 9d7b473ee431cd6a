"""From a round that opens to a thing that is built, by the room's verbs."""

import hashlib
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions.draft import Draft
from kuulu.channels.budgeting.models import FixedRules, Phase, Proposal, Round, Verdict
from kuulu.channels.budgeting.vocabulary import Fate, Weighing
from kuulu.commons.matters.actions import NotFromHere
from kuulu.commons.matters.models import Following
from kuulu.commons.people.models import Notice, Person
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import make_chief, make_possible, make_proposal, make_round, make_staff, make_unit, words

pytestmark = pytest.mark.django_db


def refused(change):
    with pytest.raises(DatabaseError), transaction.atomic():
        change()


def test_a_round_opens_with_its_rules_hashed_and_shown():
    one = make_round(is_open=False)
    fixed = actions.open_round(one, by=make_staff(one.unit))
    assert hashlib.sha256(fixed.text.encode()).hexdigest() == fixed.sha256
    told = json.loads(fixed.text)
    assert told["euros"] == 100_000 and [phase["kind"] for phase in told["phases"]] == ["ideas", "ballot"]
    assert actions.open_round(one, by=make_chief()) == fixed and FixedRules.objects.count() == 1


def test_an_opened_round_keeps_its_rules_whoever_writes_to_the_database():
    one = make_round()
    refused(lambda: Round.objects.filter(pk=one.pk).update(euros=1))
    refused(lambda: Round.objects.filter(pk=one.pk).update(opened_at=None))
    refused(lambda: Phase.objects.filter(round=one).update(closes_at=clock.now()))
    refused(lambda: FixedRules.objects.filter(round=one).update(text="{}"))
    Round.objects.filter(pk=one.pk).update(order=1)
    assert Round.objects.get(pk=one.pk).euros == 100_000


@pytest.mark.parametrize(
    ("phases", "fields"),
    [({}, {}), ({"ideas": (1, 2)}, {}), ({"ideas": (5, 6), "ballot": (1, 2)}, {}), (None, {"purposes": {}}), (None, {"voters": {}})],
)  # fmt: skip
def test_a_round_that_lacks_something_does_not_open(phases, fields):
    one = make_round(is_open=False, phases=phases, **fields) if not fields else make_round(is_open=False)
    Round.objects.filter(pk=one.pk).update(**fields)
    with pytest.raises(ValidationError):
        actions.open_round(Round.objects.get(pk=one.pk), by=make_chief())
    assert Round.objects.get(pk=one.pk).opened_at is None


@pytest.mark.parametrize("duty", [Duty.HANDLER, Duty.MODERATOR, Duty.AUDITOR, Duty.CLERK])
def test_only_who_runs_a_round_opens_it(duty):
    one = make_round(is_open=False)
    for person in (
        make_staff(one.unit, duty),
        make_staff(make_unit("elsewhere")),
        Person.objects.create_user("r@x.fi"),
    ):
        with pytest.raises(PermissionDenied):
            actions.open_round(one, by=person)


def test_the_same_key_proposes_once():
    first, second = make_proposal(key="web:0123456789abcdef"), make_proposal(key="web:0123456789abcdef")
    assert first.pk == second.pk and Proposal.objects.count() == 1


def test_a_proposer_without_account_gets_a_receipt_and_hears_what_becomes_of_it():
    proposal = make_proposal(proposer_email="maija@example.org", public=True)
    receipt = Notice.objects.get(kind="proposal_receipt")
    assert proposal.matter.reference in receipt.text and "Pihakeinu" in receipt.text and "/oma/" in receipt.link
    make_possible(proposal)
    assert Notice.objects.filter(email="maija@example.org", kind="step").count() == 3  # published, passed, possible


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"title": " "}, "title"), ({"text": "no"}, "text"), ({"text": "x" * 10_001}, "text"), ({"wished_euros": 20_001}, "wished_euros")],
)  # fmt: skip
def test_what_is_missing_is_told_by_field_and_nothing_is_written(fields, field):
    make_round()
    with pytest.raises(ValidationError) as fault:
        make_proposal(**fields)
    assert list(fault.value.message_dict) == [field] and not Proposal.objects.exists()


def test_a_round_takes_ideas_only_in_its_time():
    late = make_round(phases={"ideas": (-10, -1), "ballot": (2, 3)})
    with pytest.raises(ValidationError):
        make_proposal(round=late)
    clerk = make_staff(late.unit, Duty.CLERK)
    assert make_proposal(round=late, entered_by=clerk, source="paper").entered_by == clerk


def test_a_rolling_round_without_dates_always_takes_ideas():
    rolling = make_round("young", kind="rolling", phases={}, ballot="none")
    assert make_proposal(round=rolling).fate == Fate.PROPOSED


def test_where_an_address_is_asked_it_is_proved_before_anybody_looks():
    one = make_round(propose_level=10)
    with pytest.raises(ValidationError):
        make_proposal(round=one)
    proposal = make_proposal(round=one, proposer_email="maija@example.org")
    assert proposal.matter.visibility == "private"
    actions.prove_address(proposal, email="other@example.org")
    assert proposal.matter.visibility == "private"
    actions.prove_address(proposal, email="Maija@example.org")
    assert proposal.matter.visibility == "waiting"


def test_no_name_is_kept_for_showing_where_names_are_hidden():
    one = make_round(names_hidden=True)
    assert not make_proposal(round=one, shows_name=True, proposer_name="Otso").shows_name


def test_only_staff_writes_down_for_a_resident():
    with pytest.raises(PermissionDenied):
        make_proposal(entered_by=Person.objects.create_user("r@example.org"))


def test_both_looks_leave_their_reason_and_a_possible_one_has_its_cost():
    proposal = make_proposal(public=True, euros=7_500)
    assert (proposal.fate, proposal.euros, proposal.matter.stage) == (Fate.POSSIBLE, 7_500, "answered")
    verbs = list(proposal.matter.steps.values_list("verb", flat=True))
    assert verbs[-2:] == ["proposal_passed", "proposal_possible"]
    assert [one.look for one in proposal.weighings.all()] == [Weighing.FORMAL, Weighing.SUBSTANCE]


def weigh(proposal, by, **fields):
    more = {
        "look": Weighing.SUBSTANCE,
        "is_passed": False,
        "reasons": {"fi": "Maa ei ole kaupungin."},
        "has_no_interest": True,
    }
    return actions.weigh(proposal, by=by, **{**more, **fields})


def test_what_cannot_be_done_is_declined_with_a_reason_and_may_be_looked_at_again():
    proposal, official = make_proposal(public=True), make_staff(make_unit())
    weigh(proposal, official)
    assert (proposal.fate, proposal.matter.stage) == (Fate.NOT_POSSIBLE, "declined")
    weigh(proposal, official, is_passed=True, euros=3_000)
    assert (proposal.fate, proposal.matter.stage) == (Fate.POSSIBLE, "answered")


@pytest.mark.parametrize("fields", [{"reasons": {}}, {"has_no_interest": False}, {"is_passed": True, "euros": None}])
def test_a_look_without_reason_without_cost_or_with_an_own_interest_is_not_taken(fields):
    proposal = make_proposal()
    with pytest.raises(actions.NotNow):
        weigh(proposal, make_staff(make_unit()), **fields)
    assert not proposal.weighings.exists() and Proposal.objects.get(pk=proposal.pk).fate == Fate.PROPOSED


def test_nobody_weighs_the_own_proposal():
    official = make_staff(make_unit())
    proposal = make_proposal(by=official)
    with pytest.raises(PermissionDenied):
        weigh(proposal, official)


def test_joined_proposals_keep_their_proposers_and_both_hear():
    main = make_proposal(title="Keinu satamaan", proposer_email="a@example.org", public=True)
    other = make_proposal(title="Satamaan keinu", proposer_email="b@example.org", public=True)
    actions.join(other, into=main, by=make_staff(make_unit()))
    assert other.fate == Fate.JOINED and other.matter.stage == "closed"
    assert Following.objects.filter(matter=main.matter, email="b@example.org", why="joined").exists()
    with pytest.raises((actions.NotNow, PermissionDenied)):
        actions.join(main, into=main, by=make_chief())


def test_every_proposal_is_answered_before_the_ballot_gets_its_numbers():
    possible, waiting = make_proposal(public=True, euros=4_000), make_proposal(title="Penkki", public=True)
    runner = make_staff(possible.round.unit)
    with pytest.raises(actions.NotNow):
        actions.number_ballot(possible.round, by=runner)
    weigh(waiting, runner)
    assert actions.number_ballot(possible.round, by=runner) == 1
    possible.refresh_from_db()
    assert possible.number == 1
    with pytest.raises(actions.NotNow):
        actions.number_ballot(possible.round, by=runner)


def decide(one, chosen, **fields):
    more = {
        "decided_on": clock.today(),
        "section": "§ 38",
        "case_number": "MliDno-2024-894",
        "texts": words("Decided."),
    }
    return actions.decide(one, chosen=[p.pk for p in chosen], by=make_staff(one.unit), **{**more, **fields})


def test_the_decision_tells_every_proposer_and_what_was_chosen_is_carried_out():
    won, lost = make_proposal(public=True, euros=9_000), make_proposal(title="Penkki", public=True, euros=5_000)
    decide(won.round, [won])
    won.refresh_from_db(), lost.refresh_from_db()
    assert (won.fate, won.matter.stage, lost.fate, lost.matter.stage) == ("chosen", "in_hand", "not_chosen", "closed")
    assert won.matter.outcomes.get().case_number == "MliDno-2024-894"
    official = make_staff(won.matter.unit, Duty.HANDLER)
    assert won.matter.due_at is None and not won.matter.is_late  # no phase says by when it is done
    actions.tell_progress(won, texts={"fi": "Keinu on tilattu."}, by=official, expected_on=clock.today())
    assert won.matter.due_at.astimezone(clock.HELSINKI).date() == clock.today()
    actions.build(won, texts={"fi": "Keinu on paikallaan."}, by=official)
    assert won.fate == Fate.BUILT and won.matter.stage == "carried_out" and won.matter.outcomes.count() == 2


def test_a_decision_over_the_sum_twice_or_of_no_candidate_is_refused():
    first = make_proposal(public=True, euros=60_000)
    second, unweighed = make_proposal(title="B", public=True, euros=60_000), make_proposal(title="C", public=True)
    for chosen in ([first, second], [unweighed]):
        with pytest.raises(actions.NotNow):
            decide(first.round, chosen)
    decide(first.round, [first])
    with pytest.raises(actions.NotNow):
        decide(first.round, [second])
    assert Verdict.objects.count() == 1


def test_a_decision_that_differs_has_its_reason_in_the_database_too():
    won = make_proposal(public=True, euros=9_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        decide(won.round, [], differs=True, reasons={})


def test_a_delay_is_told_with_its_reason():
    won = make_proposal(public=True, euros=9_000)
    decide(won.round, [won])
    won.refresh_from_db()
    official, today = make_staff(won.matter.unit), clock.today()
    actions.tell_progress(won, texts={"fi": "Alkaa."}, by=official, expected_on=today)
    later = today.replace(year=today.year + 1, day=1)
    with pytest.raises(actions.NotNow):
        actions.tell_progress(won, texts={"fi": "Siirtyy."}, by=official, expected_on=later)
    actions.tell_progress(won, texts={"fi": "Siirtyy."}, by=official, expected_on=later, delay_reasons={"fi": "Talvi."})
    assert won.progress.count() == 2


def test_a_proposer_takes_back_until_it_is_weighed():
    proposal = make_proposal(public=True)
    actions.withdraw(proposal)
    assert proposal.fate == Fate.WITHDRAWN and not proposal.matter.is_public
    with pytest.raises(NotFromHere):
        actions.withdraw(make_proposal(title="B", public=True, euros=3_000))


def test_a_draft_without_point_takes_the_place_of_its_words():
    draft = Draft(round=make_round(), title="x", text="y", lat=None, lon=None)
    assert draft.point == (None, None)
