"""What many do at the same moment: nothing is lost, nothing counts twice, and the latch is exact."""

import contextlib
import datetime as dt
import threading
import time
from collections import Counter

import pytest
from django.db import IntegrityError, connections

from kuulu.channels.budgeting.ballot_box import closing, paper, writer
from kuulu.channels.budgeting.ballot_box.admission import Refused
from kuulu.channels.budgeting.ballot_box.cast import Promise
from kuulu.channels.budgeting.ballot_box.export import heads_of, rows_of
from kuulu.channels.budgeting.models import Envelope, LogRow, Mark, Vote
from kuulu.channels.budgeting.sealing import log
from kuulu.channels.budgeting.sealing.canonical import sha256
from kuulu.channels.budgeting.sealing.rules import read_rules
from kuulu.commons.matters.tests.races import at_once
from kuulu.foundation import clock

from .votes import box, give, open_vote, tag

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def whole(vote, promises):
    """Faults of what the box holds: a promise that is lost, an envelope nobody was promised, versions with gaps."""
    while writer.write(vote.pk):
        pass
    kept = set(Envelope.objects.exclude(box_hash=None).values_list("box_hash", flat=True))
    logged = Counter(LogRow.objects.filter(kind="cast").values_list("box_hash", flat=True))
    found = [f"lost {one}" for one in promises if one not in kept or logged[one] != 1]
    found += [f"strange {one}" for one in kept if one not in promises]
    for mark in Mark.objects.all():
        versions = sorted(Envelope.objects.filter(tag=mark.tag).values_list("version", flat=True))
        if versions != list(range(1, mark.version + 1)):
            found.append(f"versions {versions} of {mark.version}")
    return found


def log_faults(vote):
    vote = Vote.objects.get(pk=vote.pk)
    rules = read_rules(vote.rules.encode())
    told = {"vote": vote.code, "rules_hash": rules.hash, "log_key": rules.log_key}
    return log.faults_of(rows_of(vote), heads_of(vote.pk), **told)


def test_twenty_voters_of_five_marks_lose_nothing_and_double_nothing():
    vote = open_vote()
    boxes = [box() for _ in range(60)]

    def vote_three_times(number):
        return [give(vote, number % 5, box=boxes[number * 3 + turn], idem=f"{number}.{turn}") for turn in range(3)]

    said = at_once(vote_three_times)
    promises = {promise.box for one in said for promise in one}
    assert promises == {sha256(one) for one in boxes} and whole(vote, promises) == []


def test_a_naive_box_fails_the_same_check():
    """The control: the newest version is looked up and then written, without a lock and without constraints."""
    vote = open_vote()
    boxes = [box() for _ in range(20)]

    def naive(number):
        last = Mark.objects.filter(vote=vote, tag=tag(1)).values_list("version", flat=True).first() or 0
        time.sleep(0.01)
        digest = sha256(boxes[number])
        if last:
            Mark.objects.filter(vote=vote, tag=tag(1)).update(version=last + 1)
        else:
            Mark.objects.get_or_create(vote=vote, tag=tag(1), defaults={"channel": "web", "version": 1})
        with contextlib.suppress(IntegrityError):  # nobody looks
            Envelope.objects.create(
                vote=vote,
                tag=tag(1),
                version=last + 1,
                kind="cast",
                box=boxes[number],
                box_hash=digest,
                day=clock.today(),
            )
        return digest

    assert whole(vote, set(at_once(naive))) != []


def test_one_key_pressed_twenty_times_at_once_makes_one_envelope():
    vote, boxes = open_vote(), [box() for _ in range(20)]
    said = at_once(lambda number: give(vote, 1, box=boxes[number], idem="once"))
    assert all(isinstance(one, Promise) for one in said) and len(set(said)) == 1
    assert whole(vote, {said[0].box}) == [] and Mark.objects.get().version == 1


def test_one_envelope_sent_by_twenty_at_once_is_taken_from_one():
    vote, sealed = open_vote(), box()
    said = at_once(lambda number: give(vote, number, box=sealed, idem=str(number)))
    assert Counter(type(one) for one in said) == {Promise: 1, Refused: 19}
    assert {str(one) for one in said if isinstance(one, Refused)} == {"copy"}
    assert whole(vote, {sha256(sealed)}) == []


def test_paper_and_web_at_once_leave_one_that_counts():
    vote = open_vote()

    def one(number):
        return paper.hand_out(vote.pk, tag=tag(1), idem=f"p{number}") if number % 2 else give(vote, 1).box

    said = at_once(one)
    papers = [one for one in said if isinstance(one, int)]
    assert len(papers) == 1 and Mark.objects.get().channel == "paper"
    assert Mark.objects.get().version == papers[0]
    assert whole(vote, {one for one in said if isinstance(one, str)}) == []


def test_twenty_writers_at_once_write_each_row_once():
    vote = open_vote()
    promises = {give(vote, number).box for number in range(30)}
    said = at_once(lambda _: writer.write(vote.pk))
    assert sorted(said)[-1] == 30 and sum(said) == 30 and whole(vote, promises) == []


def test_writers_do_not_hold_voters_back_nor_lose_them():
    vote = open_vote()
    said = at_once(lambda n: [give(vote, n).box if n % 4 else writer.write(vote.pk) for _ in range(5)])
    promises = {one for each in said for one in each if isinstance(one, str)}
    assert len(promises) == 75 and whole(vote, promises) == []


def test_each_promise_before_the_latch_is_in_the_log_and_none_after_it():
    """V-CLOSE: eight clients and four closers across the closing second, by the clock that each of them looked at."""
    vote = open_vote(closes_at=clock.now() + dt.timedelta(seconds=2.5))
    promises, refusals, lock = {}, [], threading.Lock()

    def client(number):
        while True:
            asked = clock.now()
            try:
                promise = give(vote, number)
            except Refused as fault:
                with lock:
                    refusals.append((fault.why, clock.now()))
                return
            with lock:
                promises[promise.box] = asked

    def closer(_number):
        while not closing.close_if_due(vote.pk):
            pass

    said = at_once(lambda number: client(number) if number < 8 else closer(number), times=12)
    connections.close_all()
    assert said == [None] * 12 and [why for why, _ in refusals] == ["closed"] * 8
    closed = Vote.objects.get(pk=vote.pk)
    assert max(promises.values()) < vote.closes_at <= min(closed.latched_at, *(when for _, when in refusals))
    assert vote.closes_at - max(promises.values()) < dt.timedelta(seconds=1)  # taken until the last
    logged = Counter(LogRow.objects.filter(kind="cast").values_list("box_hash", flat=True))
    assert logged == Counter(list(promises)) and len(promises) > 8
    assert log_faults(vote) == [] and LogRow.objects.filter(kind="close").count() == 1
