"""The log only grows, tells no order of arrival, and one latch ends it."""

import datetime as dt
import random

import pytest
import time_machine
from django.db import IntegrityError, transaction

from kuulu.channels.budgeting.ballot_box import closing, export, marks, paper, writer
from kuulu.channels.budgeting.ballot_box.admission import Refused
from kuulu.channels.budgeting.ballot_box.tests.votes import box, give, open_vote, tag
from kuulu.channels.budgeting.models import Envelope, Head, LogRow, Vote
from kuulu.channels.budgeting.sealing import log
from kuulu.channels.budgeting.sealing.rules import read_rules
from kuulu.channels.budgeting.vocabulary import MarkChannel, VoteState

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


def kinds(vote):
    return list(LogRow.objects.filter(vote=vote).order_by("seq").values_list("kind", flat=True))


def faults(vote, closed=True):
    vote = Vote.objects.get(pk=vote.pk)
    rules = read_rules(vote.rules.encode())
    told = {"vote": vote.code, "rules_hash": rules.hash, "log_key": rules.log_key, "closed": closed}
    return log.faults_of(export.rows_of(vote), export.heads_of(vote.pk), **told)


def test_what_waits_is_logged_once_and_each_head_holds():
    vote = open_vote()
    for number in range(5):
        give(vote, number)
    assert writer.write(vote.pk) == 5 and writer.write(vote.pk) == 0
    first = writer.sign_head(vote.pk)
    assert writer.sign_head(vote.pk) == first  # no row came since
    give(vote, 1)
    paper.hand_out(vote.pk, tag=tag(2), idem="desk")
    assert writer.write(vote.pk) == 2
    assert writer.sign_head(vote.pk).size == 8
    assert faults(vote, closed=False) == [] and Head.objects.count() == 3
    assert not Envelope.objects.filter(seq__isnull=True).exists()
    logged = dict(LogRow.objects.exclude(box_hash=None).exclude(kind="open").values_list("box_hash", "seq"))
    assert logged == dict(Envelope.objects.exclude(box_hash=None).values_list("box_hash", "seq"))


def test_a_batch_that_is_larger_than_one_turn_is_written_in_several(monkeypatch):
    monkeypatch.setattr(writer, "BATCH", 3)
    vote = open_vote()
    for number in range(7):
        give(vote, number % 3)
    assert [writer.write(vote.pk) for _ in range(4)] == [3, 3, 1, 0]
    writer.sign_head(vote.pk)
    assert faults(vote, closed=False) == []


def test_within_a_batch_the_log_tells_nothing_of_the_order_of_arrival():
    """V-ORDER: what came is not told by rows, nor by the keys of marks and envelopes. Papers stand anywhere as well."""
    vote = open_vote()
    for number in range(60):
        if number % 5:
            give(vote, number)
        else:
            paper.hand_out(vote.pk, tag=tag(number), idem=f"desk-{number}")
    writer.write(vote.pk)
    orders = {
        "log": LogRow.objects.filter(ver__gte=1).order_by("seq").values_list("tag", flat=True),
        "papers": LogRow.objects.filter(kind="paper").order_by("seq").values_list("tag", flat=True),
        "envelopes": Envelope.objects.order_by("id").values_list("tag", flat=True),
        "marks": vote.marks.order_by("id").values_list("tag", flat=True),
    }
    for name, order in orders.items():
        came = [int(each, 16) for each in order]
        assert abs(tau(came)) < (0.75 if name == "papers" else 0.4), name
        assert came != sorted(came)


def tau(order):
    """Kendall's rank correlation with arrival; for 60 in no order its deviation is 0.09, for 12 it is 0.22."""
    pairs = [(a, b) for at, a in enumerate(order) for b in order[at + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("table", ["logrow", "head"])
def test_the_database_refuses_to_change_or_delete_a_row_of_the_log(table):
    vote = open_vote()
    rows = {"logrow": LogRow, "head": Head}[table].objects.filter(vote=vote)
    for deed in (lambda: rows.update(vote=vote), rows.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            deed()
    assert rows.count() == 1


def test_the_database_refuses_to_change_an_envelope():
    vote = open_vote()
    give(vote, 1)
    envelopes = Envelope.objects.filter(vote=vote)
    for change in ({"tag": tag(2)}, {"version": 2}, {"box": bytes(1072)}, {"box_hash": "a" * 64}):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            envelopes.update(**change)
    writer.write(vote.pk)
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        envelopes.update(seq=None)


def test_the_database_refuses_what_an_open_vote_has_fixed():
    vote = Vote.objects.filter(pk=open_vote().pk)
    for change in (
        {"rules": "{}"}, {"rules_sha256": "a" * 64}, {"closes_at": vote.get().closes_at + dt.timedelta(days=1)},
        {"code": "other"}, {"min_cell": 1}, {"publication": "full"}, {"head_seq": 0},
        {"seen_at": vote.get().seen_at - SECOND}, {"level": 1},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            vote.update(**change)


def test_the_database_refuses_every_step_back_and_every_leap():
    vote = open_vote()
    states, at = list(VoteState), VoteState.OPEN
    for after in ("closed", "counted", "published", "destroyed"):
        for other in states:
            if other not in (at, after):
                with pytest.raises(IntegrityError), transaction.atomic():
                    Vote.objects.filter(pk=vote.pk).update(state=other)
        latch = {"latched_at": vote.closes_at} if after == "closed" else {}
        Vote.objects.filter(pk=vote.pk).update(state=after, **latch)
        at = after


# --- closing -----------------------------------------------------------------------------------------------------


def test_before_the_second_it_is_taken_and_logged_and_from_it_on_refused():
    vote = open_vote()
    with time_machine.travel(vote.closes_at - dt.timedelta(microseconds=1), tick=False):
        promise = give(vote, 1)
        assert closing.close_if_due(vote.pk) is False
    with time_machine.travel(vote.closes_at, tick=False):
        with pytest.raises(Refused, match="closed"):
            give(vote, 2)  # closes it, as nobody did before
        closed = Vote.objects.get(pk=vote.pk)
        assert (closed.state, closed.latched_at) == ("closed", vote.closes_at)
    assert kinds(vote) == ["open", "cast", "close"] and faults(vote) == []
    assert LogRow.objects.get(kind="cast").box_hash == promise.box


@pytest.mark.parametrize("first", ["scheduler", "paper"])
def test_whoever_comes_first_closes(first):
    vote = open_vote()
    give(vote, 1)
    with time_machine.travel(vote.closes_at + SECOND):
        if first == "scheduler":
            assert closing.close_if_due(vote.pk) and closing.close_if_due(vote.pk)
        else:
            with pytest.raises(Refused, match="closed"):
                paper.hand_out(vote.pk, tag=tag(1), idem="desk")
    assert kinds(vote) == ["open", "cast", "close"] and faults(vote) == []


def test_no_earlier_clock_opens_a_closed_vote_again():
    vote = open_vote()
    with time_machine.travel(vote.closes_at + SECOND):
        closing.close_if_due(vote.pk)
    for moment in (vote.opens_at + SECOND, vote.closes_at - SECOND):
        with time_machine.travel(moment):
            with pytest.raises(Refused, match="closed"):
                give(vote, 1)
            assert closing.close_if_due(vote.pk)
    assert kinds(vote) == ["open", "close"]


def test_who_was_promised_before_the_closing_is_told_so_afterwards_too():
    vote, sealed = open_vote(), box()
    promise = give(vote, 1, box=sealed, idem="slow")
    with time_machine.travel(vote.closes_at + SECOND):
        closing.close_if_due(vote.pk)
        assert give(vote, 1, box=sealed, idem="slow") == promise


def test_killed_between_the_latch_and_the_last_row_the_next_one_ends_the_log(monkeypatch):
    vote = open_vote()
    for number in range(random.Random(5).randint(3, 6)):
        give(vote, number)
    with time_machine.travel(vote.closes_at + SECOND):
        for part in ("write", "append", "sign_head"):
            with monkeypatch.context() as broken:
                broken.setattr(writer, part, _killed)
                with pytest.raises(SystemExit):
                    closing.close_if_due(vote.pk)
            assert Vote.objects.get(pk=vote.pk).state == "closed"
        closing.close_if_due(vote.pk)
    assert kinds(vote)[0] == "open" and kinds(vote)[-1] == "close" and faults(vote) == []


def _killed(*_words):
    raise SystemExit


def test_who_comes_too_late_is_told_so_even_when_closing_fails(monkeypatch):
    vote = open_vote()
    with time_machine.travel(vote.closes_at), monkeypatch.context() as broken:
        broken.setattr(closing, "finish", lambda _vote: 1 / 0)
        for _ in range(2):
            with pytest.raises(Refused, match="closed"):
                give(vote, 1)
    assert not closing.has_ended(vote.pk) and Vote.objects.get().state == "closed"


def test_a_row_is_never_written_behind_the_one_that_closes():
    vote = open_vote()
    with time_machine.travel(vote.closes_at):
        closing.close_if_due(vote.pk)
    marks.put(vote.pk, tag(1), MarkChannel.PAPER, day=dt.date(2026, 5, 4), idem=None)  # past every door
    with pytest.raises(writer.Broken):
        writer.write(vote.pk)
    assert kinds(vote) == ["open", "close"]


def test_states_after_the_count_come_only_once_the_log_has_ended(tmp_path):
    vote = open_vote()
    for deed in (lambda: closing.move_on(vote.pk, VoteState.COUNTED), lambda: export.export(vote.pk, tmp_path)):
        with pytest.raises(Refused, match="early"):
            deed()
    with time_machine.travel(vote.closes_at):
        closing.close_if_due(vote.pk)
    with pytest.raises(Refused, match="early"):
        closing.move_on(vote.pk, VoteState.PUBLISHED)
    closing.move_on(vote.pk, VoteState.COUNTED)
    closing.move_on(vote.pk, VoteState.PUBLISHED)
    assert Vote.objects.get(pk=vote.pk).state == "published"
