"""A rolling round from gathered ideas to the office holder's decision: who may, what is refused, who hears."""

import pytest
from django.db import IntegrityError, transaction

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions import NotNow, Ruling
from kuulu.channels.budgeting.models import Batch, BatchItem, OfficeDecision
from kuulu.channels.budgeting.queries.batches import granted
from kuulu.channels.budgeting.schedule import JOBS
from kuulu.channels.budgeting.vocabulary import Fate
from kuulu.commons.people.models import AuditEntry, Notice
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

from .factories import DAY, make_chief, make_staff, make_unit, words
from .rolling import (
    council,
    decide,
    fresh,
    idea,
    items,
    manager,
    member,
    proposed,
    runner,
    supported,
    told_batch,
    young,
)

pytestmark = pytest.mark.django_db
WHY = words("It is for few.")


def run_job(name):
    return next(job for job in JOBS if job.name == name).run()


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_the_scheduler_gathers_open_ideas_once_their_last_day_is_over():
    new, possible, gone = idea("New"), idea("Possible", euros=500), idea("Gone")
    actions.withdraw(gone)
    due, later = told_batch(closes=-1), told_batch(closes=0)
    assert run_job("budgeting.batches") == "gathered 1 batches" and run_job("budgeting.batches") == "gathered 0 batches"
    assert {item.proposal for item in items(due)} == {new, possible} and items(later) == []
    assert fresh(due).state == "pricing" and fresh(later).state == "gathering"
    assert {item.proposal_id: item.priced_euros for item in items(due)} == {new.pk: None, possible.pk: 500}


def test_gathering_by_hand_before_the_last_day_lets_later_ideas_in_too():
    idea("First")
    batch = told_batch(closes=3)
    assert actions.gather(batch, by=runner()) == 1 and fresh(batch).gathered_at is None
    idea("Second")
    assert actions.gather(batch, by=runner()) == 1 and len(items(batch)) == 2
    item = items(batch)[0]
    with pytest.raises(NotNow):
        actions.recommend(item, recommendation="next_round", reasons=WHY, by=runner())


def test_an_idea_whose_address_is_not_proved_waits_outside():
    one = young(propose_level=10)
    idea(round=one, public=False, proposer_email="maija@example.org")
    assert actions.gather(told_batch()) == 0


def test_an_idea_stands_in_one_open_batch_only():
    idea()
    first, second = told_batch(), told_batch()
    actions.gather(first)
    assert actions.gather(second) == 0 and fresh(second).state == "empty"
    refused(lambda: BatchItem.objects.create(batch=second, proposal=items(first)[0].proposal))


@pytest.fixture
def done():
    """An idea taken all the way, each step by whoever it belongs to; the states of its batch on the way."""
    proposal = idea(days=0, proposer_email="maija@example.org")
    batch, handler, states = told_batch(), make_staff(make_unit(), Duty.HANDLER), []
    actions.gather(batch)
    steps = (
        lambda: actions.price(items(batch)[0], euros=900, notes=words("Games."), by=handler, has_no_interest=True),
        lambda: actions.recommend(items(batch)[0], recommendation="support", by=member()),
        lambda: actions.propose_batch(batch, by=member()),
        lambda: decide(batch, by=manager()),
    )
    for step in steps:
        step()
        states.append(fresh(batch).state)
    proposal.refresh_from_db()
    assert proposal.fate == Fate.CHOSEN and items(batch)[0].granted_euros == 900
    actions.build(proposal, texts=words("It was fun."), by=handler)
    return proposal, states


def test_the_way_of_an_idea_from_price_to_thanks(done):
    proposal, states = done
    assert states == ["priced", "recommended", "proposed", "decided"] and proposal.fate == Fate.BUILT
    verbs = [step.verb for step in proposal.matter.steps.order_by("id")]
    way = ["batch_gathered", "batch_priced", "batch_supported", "batch_proposed", "batch_approved", "outcome"]
    assert verbs[-8:] == [*way, "idea_done", "outcome"]
    assert proposal.matter.outcomes.filter(case_number="§ 12").exists()
    kept = set(AuditEntry.objects.filter(kind="batch").values_list("verb", flat=True))
    assert kept == {"opened", "proposed", "decided"}


def test_its_proposer_hears_of_every_step(done):
    told = "\n".join(Notice.objects.filter(email="maija@example.org", kind="step").values_list("subject", flat=True))
    said = ("mukana seuraavassa", "noin 900 euroa", "kannattaa ideaa", "päätti: idea toteutetaan", "Kiitos ideasta")
    assert [words_ for words_ in said if words_ not in told.replace("\xa0", " ")] == []


@pytest.mark.parametrize(
    ("recommendation", "sentence"),
    [("not", "ei kannata ideaa"), ("more_wanted", "haluaa tietää"), ("next_round", "vasta seuraavalla")],
)
def test_what_is_not_supported_has_a_reason_and_is_told(recommendation, sentence):
    idea(days=0, euros=500, proposer_email="maija@example.org")
    batch = told_batch()
    actions.gather(batch)
    with pytest.raises(NotNow):
        actions.recommend(items(batch)[0], recommendation=recommendation, by=member())
    actions.recommend(items(batch)[0], recommendation=recommendation, reasons=WHY, by=member())
    letter = Notice.objects.filter(email="maija@example.org").latest("id")
    assert sentence in letter.subject and "It is for few." in letter.text
    refused(lambda: BatchItem.objects.filter(batch=batch).update(recommendation_reasons={}))


def test_a_decision_answers_each_idea_and_moves_one_on_to_the_next_batch():
    batch = proposed(1_000, 2_000, 3_000, 4_000)
    coming = told_batch(closes=10, meets=20)
    first, second, third, fourth = items(batch)
    rulings = {
        first.pk: Ruling(outcome="approved"),
        second.pk: Ruling(outcome="partly", euros=1_500, reasons=WHY),
        third.pk: Ruling(outcome="rejected", reasons=WHY),
        fourth.pk: Ruling(outcome="moved_on", reasons=WHY),
    }
    decide(batch, rulings)
    assert [item.proposal.fate for item in items(batch)] == ["chosen", "chosen", "not_chosen", "possible"]
    assert granted(batch.round) == 2_500
    assert [(item.proposal_id, item.priced_euros) for item in items(coming)] == [(fourth.proposal_id, 4_000)]
    assert third.proposal.matter.steps.filter(verb="batch_rejected", note__text="It is for few.").exists()
    assert fourth.proposal.matter.steps.filter(verb="batch_moved_on").exists()


def test_an_idea_that_moved_on_without_a_next_batch_is_gathered_by_the_one_after():
    batch = proposed(1_000)
    decide(batch, {items(batch)[0].pk: Ruling(outcome="moved_on", reasons=WHY)})
    assert actions.gather(told_batch()) == 1


def test_a_decision_that_differs_from_the_council_needs_a_reason_of_its_own():
    batch = proposed(1_000)
    key = items(batch)[0].pk
    for ruling in (Ruling(outcome="rejected"), Ruling(outcome="approved", euros=900), Ruling(outcome="moved_on")):
        with pytest.raises(NotNow):
            decide(batch, {key: ruling})
    assert not OfficeDecision.objects.exists() and not BatchItem.objects.exclude(outcome="").exists()
    decide(batch, {key: Ruling(outcome="rejected", reasons=WHY)})


def test_a_decision_as_the_council_proposed_takes_its_reason():
    idea(euros=500)
    batch = told_batch()
    actions.gather(batch)
    actions.recommend(items(batch)[0], recommendation="not", reasons=WHY, by=member())
    actions.propose_batch(batch, by=member())
    decide(batch, {items(batch)[0].pk: Ruling(outcome="rejected")})
    assert items(batch)[0].outcome_reasons == WHY


@pytest.mark.parametrize("missing", [{"section": " "}, {"link": ""}, {"decided_on": clock.today() + 2 * DAY}])
def test_a_decision_has_its_number_day_and_link(missing):
    batch = proposed(1_000)
    with pytest.raises(NotNow):
        decide(batch, **missing)
    fields = {"batch": batch, "titles": words("City manager"), "section": "§ 1", "decided_on": clock.today()}
    refused(lambda: OfficeDecision.objects.create(**fields, link=""))


def test_no_idea_is_left_without_a_word_and_nothing_is_decided_twice():
    batch = proposed(1_000, 2_000)
    with pytest.raises(NotNow):
        decide(batch, {items(batch)[0].pk: Ruling(outcome="approved")})
    decide(batch)
    with pytest.raises(NotNow):
        decide(batch)


def test_the_order_of_steps_is_kept():
    batch = supported(1_000)
    with pytest.raises(NotNow):
        decide(batch)
    actions.propose_batch(batch, by=runner())
    for late in (
        lambda: actions.recommend(items(batch)[0], recommendation="not", reasons=WHY, by=runner()),
        lambda: actions.propose_batch(batch, by=runner()),
        lambda: actions.gather(batch, by=runner()),
    ):
        with pytest.raises(NotNow):
            late()


def test_an_idea_without_a_price_is_neither_supported_nor_refused():
    idea()
    batch = told_batch()
    actions.gather(batch)
    for said in ("support", "not"):
        with pytest.raises(NotNow):
            actions.recommend(items(batch)[0], recommendation=said, reasons=WHY, by=member())
    actions.recommend(items(batch)[0], recommendation="more_wanted", reasons=WHY, by=member())
    actions.propose_batch(batch, by=member())
    with pytest.raises(NotNow):
        decide(batch, {items(batch)[0].pk: Ruling(outcome="rejected", reasons=WHY)})
    decide(batch, {items(batch)[0].pk: Ruling(outcome="moved_on")})


def test_an_idea_that_left_meanwhile_needs_no_word():
    batch = proposed(1_000, 2_000)
    goes = items(batch)[0].proposal
    actions.join(goes, into=items(batch)[1].proposal, by=make_chief())
    decide(batch)
    assert [item.outcome for item in items(batch)] == ["left", "approved"]


def test_a_rolling_round_is_not_decided_as_a_whole():
    with pytest.raises(NotNow):
        actions.decide(young(), chosen=[], by=make_chief(), decided_on=clock.today())


def test_days_of_a_batch_lie_ahead_and_in_order():
    one, today = young(), clock.today()
    for closes, meets in ((-1, 3), (5, 3)):
        with pytest.raises(NotNow):
            actions.open_batch(
                one, closes_on=today + closes * DAY, meeting_on=today + meets * DAY, council=council(), by=runner()
            )
    refused(
        lambda: Batch.objects.create(round=one, number=1, closes_on=today, meeting_on=today - DAY, council=council())
    )
