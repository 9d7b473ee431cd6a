"""The scheduler writes the log, signs heads and closes in time."""

import pytest
import time_machine

from kuulu.channels.budgeting.ballot_box import closing, writer
from kuulu.channels.budgeting.models import Head, LogRow, Vote
from kuulu.channels.budgeting.schedule import JOBS

from .votes import give, open_vote

pytestmark = pytest.mark.django_db
LOG, HEADS = (job.run for job in JOBS)


def test_the_scheduler_logs_signs_and_closes():
    assert LOG() == "rows 0, closed 0"
    vote = open_vote()
    give(vote, 1)
    assert LOG() == "rows 1, closed 0" and HEADS() == "heads 1"
    assert Head.objects.latest("size").size == 2
    with time_machine.travel(vote.closes_at):
        assert LOG() == "rows 0, closed 1" and LOG() == "rows 0, closed 0"
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
        assert LOG() == "rows 1, closed 1"
    assert closing.has_ended(vote.pk) and writer.write(vote.pk) == 0
