"""The scheduler writes the log, signs heads and closes in time."""

import datetime as dt

import pytest
import time_machine
from django.core.management import call_command

from kuulu.channels.budgeting.ballot_box import closing, tend, writer
from kuulu.channels.budgeting.models import Head, LogRow, Round, Vote
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock, health
from kuulu.foundation.models import JobRun
from kuulu.foundation.schedule import jobs

from .votes import give, open_vote

pytestmark = pytest.mark.django_db


def test_the_scheduler_logs_signs_and_closes():
    assert tend.tend() == "rows 0, closed 0"
    vote = open_vote()
    give(vote, 1)
    assert tend.tend() == "rows 1, closed 0" and tend.sign_heads() == "heads 1"
    assert Head.objects.latest("size").size == 2
    with time_machine.travel(vote.closes_at):
        assert tend.tend() == "rows 0, closed 1" and tend.tend() == "rows 0, closed 0"
    assert Head.objects.latest("size").size == LogRow.objects.count() == 3


def test_what_a_killed_closer_left_the_scheduler_ends(monkeypatch):
    vote = open_vote()
    give(vote, 1)
    with time_machine.travel(vote.closes_at):
        with monkeypatch.context() as broken:
            broken.setattr(closing, "finish", lambda _vote: (_ for _ in ()).throw(SystemExit))
            with pytest.raises(SystemExit):
                closing.close_if_due(vote.pk)
        assert Vote.objects.get().state == "closed" and not closing.has_ended(vote.pk)
        assert tend.tend() == "rows 1, closed 1"
    assert closing.has_ended(vote.pk) and writer.write(vote.pk) == 0


# --- when it stops -----------------------------------------------------------------------------------------------


@pytest.fixture
def chief():
    return Person.objects.create_superuser("chief@example.org", language="en")


def minutes(number):
    return dt.timedelta(minutes=number)


def alarm():
    """The time of the alarm has come, and of no other job."""
    for job in jobs():
        age = job.every if job.name == "budgeting.alarm" else dt.timedelta()
        JobRun.objects.update_or_create(name=job.name, defaults={"started_at": clock.now() - age})
    call_command("tick")


def waiting():
    return [worry for worry in health.look().worries() if "wait for the log" in worry]


def test_ballots_that_wait_over_five_minutes_ring_once_for_each_time(chief, mailoutbox):
    vote = open_vote()
    tend.tend()
    start = Vote.objects.get().seen_at
    give(vote, 1)
    for passed, rung in ((5, 0), (6, 1), (7, 1)):
        with time_machine.travel(start + minutes(passed), tick=False):
            alarm()
            assert len(mailoutbox) == rung and bool(waiting()) == bool(rung)
    assert mailoutbox[0].to == [chief.email] and vote.code in mailoutbox[0].subject
    with time_machine.travel(start + minutes(8), tick=False):
        tend.tend()
        assert waiting() == []
        give(vote, 2)
    with time_machine.travel(start + minutes(14), tick=False):
        alarm()
        assert len(mailoutbox) == 2 and len(waiting()) == 1


def another_round():
    unit = Unit.objects.get(code="parks")
    return Round.objects.create(code="round-2027", unit=unit, decides=unit, euros=40_000)


def test_without_ballots_a_log_that_is_not_written_rings_nobody(chief, mailoutbox):
    vote = open_vote()
    with time_machine.travel(vote.opens_at + minutes(30)):
        alarm()
        assert mailoutbox == [] and waiting() == []


def test_a_vote_whose_log_is_broken_holds_no_other_back(monkeypatch):
    first = open_vote()
    second = open_vote(code="toinen", round=another_round())
    plain = writer.write
    monkeypatch.setattr(writer, "write", lambda vote_id: 1 / 0 if vote_id == first.pk else plain(vote_id))
    give(second, 1)
    assert tend.tend() == "rows 1, closed 0"
