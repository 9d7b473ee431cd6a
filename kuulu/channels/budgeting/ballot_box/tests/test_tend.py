"""The scheduler writes the log, signs heads and closes in time."""

import pytest
import time_machine

from kuulu.channels.budgeting.ballot_box import closing, tend, writer
from kuulu.channels.budgeting.models import Head, LogRow, Vote

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
