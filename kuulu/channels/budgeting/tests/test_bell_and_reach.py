"""An idea that nobody handles rings at its owner once; how a child is reached is handed out, erased and kept no longer."""

import pytest

from kuulu.channels.budgeting import actions, personal
from kuulu.channels.budgeting.models import Proposal, Reach, Ring
from kuulu.channels.budgeting.queries.batches import waiting_long
from kuulu.commons.matters.models import Matter
from kuulu.commons.people.models import Notice
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock
from kuulu.foundation.personal import Subject

from .factories import DAY, make_proposal, make_round, make_staff, make_unit, words
from .rolling import DESK, decide, idea, items, member, runner, told_batch, young
from .test_batches import run_job

pytestmark = pytest.mark.django_db
LATER = words("Next time.")


def rung():
    return sorted(Notice.objects.filter(key__startswith="ring:").values_list("email", flat=True))


def test_an_idea_without_handling_for_a_hundred_days_rings_once_at_handlers_and_supervisors():
    handler, head = make_staff(make_unit(), Duty.HANDLER), make_staff(make_unit(), Duty.SUPERVISOR)
    make_staff(make_unit("elsewhere"), Duty.HANDLER)
    old = idea("Old", days=101)
    idea("New", days=99)
    assert run_job("budgeting.bell") == "rang for 1 ideas" and run_job("budgeting.bell") == "rang for 0 ideas"
    assert rung() == sorted([handler.email, head.email])
    letter = Notice.objects.get(key__startswith="ring:", person=head)
    assert old.matter.reference in letter.subject and f"/desk/budjetti/{old.matter.reference}" in letter.link
    assert old.matter.steps.filter(verb="batch_waited").count() == 1


def test_the_unit_without_people_is_told_at_its_shared_address():
    make_unit(email="parks@example.org")
    idea(days=101)
    assert run_job("budgeting.bell") == "rang for 1 ideas" and rung() == ["parks@example.org"]


def test_what_was_handled_is_answered_dated_or_not_proved_does_not_ring():
    done = idea("Done", days=150)
    actions.withdraw(done)
    idea("Unproved", days=150, public=False)
    Matter.objects.filter(title="Unproved").update(visibility="private")
    idea("Dated", days=150, round=make_round())
    idea("Handled", days=150, euros=500)
    batch = told_batch()
    actions.gather(batch)
    assert [one.matter.title for one in waiting_long()] == ["Handled"]
    actions.recommend(items(batch)[0], recommendation="next_round", reasons=LATER, by=member())
    assert waiting_long() == [] and run_job("budgeting.bell") == "rang for 0 ideas"


def test_an_idea_that_moved_on_rings_anew_a_hundred_days_after(time_machine):
    make_unit(email="parks@example.org")
    idea(days=101)
    run_job("budgeting.bell")
    batch = told_batch()
    actions.gather(batch)
    actions.recommend(items(batch)[0], recommendation="more_wanted", reasons=LATER, by=member())
    actions.propose_batch(batch, by=runner())
    decide(batch, {items(batch)[0].pk: actions.Ruling(outcome="moved_on")})
    assert run_job("budgeting.bell") == "rang for 0 ideas"
    time_machine.move_to(clock.now() + 101 * DAY)
    assert run_job("budgeting.bell") == "rang for 1 ideas" and Ring.objects.count() == 2


def test_the_desk_shows_what_waits_too_long(client, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    idea("Forgotten one", days=101)
    client.force_login(runner())
    page = client.get(DESK).content.decode()
    assert "Not handled for 100 days" in page and "Forgotten one" in page


def reached(**fields):
    return make_proposal(round=young(), **{"reach": "guardian", "reach_line": "adult@example.org", **fields})


def test_how_a_child_is_reached_is_in_the_copy_of_ones_data_and_goes_with_it():
    me = make_staff(make_unit("home"), Duty.RESIDENT)
    proposal = reached(by=me)
    subject = Subject(person_id=me.pk)
    content = personal.gather(subject)[0].content
    assert (content["reach"], content["reach_line"]) == ("guardian", "adult@example.org")
    personal.forget(subject, reason="asked")
    assert not Reach.objects.exists() and Proposal.objects.get().pk == proposal.pk


def test_the_adult_sees_and_erases_the_own_address_and_nothing_of_the_child():
    proposal = reached(proposer_name="Planted Name", proposer_email="child@example.org")
    subject = Subject(emails=frozenset({"adult@example.org"}))
    (item,) = personal.gather(subject)
    assert item.kind == "reach" and set(item.content) == {"reach", "reach_line"}
    assert proposal.matter.reference in personal.forget(subject, reason="asked")[0]
    proposal.refresh_from_db()
    assert not Reach.objects.exists() and proposal.proposer_email == "child@example.org"


def test_how_a_child_is_reached_is_kept_no_longer_than_told():
    proposal = reached()
    Matter.objects.filter(pk=proposal.pk).update(stage="closed", ended_at=clock.now() - 700 * DAY)
    assert personal.retain() == {"budgeting.contact": 0} and Reach.objects.exists()
    Matter.objects.filter(pk=proposal.pk).update(ended_at=clock.now() - 740 * DAY)
    assert personal.retain() == {"budgeting.contact": 1} and not Reach.objects.exists()
