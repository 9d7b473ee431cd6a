"""What the box takes, promises and refuses."""

import contextlib
import datetime as dt
import itertools

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from kuulu.channels.budgeting.ballot_box import admission, opening, paper, swift, writer
from kuulu.channels.budgeting.ballot_box.admission import Refused
from kuulu.channels.budgeting.ballot_box.cast import cast
from kuulu.channels.budgeting.ballot_box.tests.votes import (
    SHEETS,
    TOLD,
    VOTE_KEY,
    box,
    draft_vote,
    give,
    make_staff,
    open_vote,
    tag,
)
from kuulu.channels.budgeting.keyfiles import NoKey, destroy_key
from kuulu.channels.budgeting.models import Envelope, FourEyes, Mark, Vote
from kuulu.channels.budgeting.sealing.canonical import sha256
from kuulu.channels.budgeting.sealing.keys import is_signed, log_public_of, public_of
from kuulu.channels.budgeting.sealing.rehearsal import rehearse
from kuulu.channels.budgeting.sealing.rules import read_rules
from kuulu.commons.people.vocabulary import Duty

pytestmark = pytest.mark.django_db


def refused(why):
    return pytest.raises(Refused, match=f"^{why}$")


def test_an_envelope_is_promised_by_a_signature_that_a_stranger_can_check():
    vote = open_vote()
    promise = give(vote, 1)
    rules = read_rules(vote.rules.encode())
    assert promise.version == 1 and is_signed(rules.log_key, promise.text, bytes.fromhex(promise.signature))
    kept = Envelope.objects.get()
    assert (kept.box_hash, kept.tag, kept.seq) == (promise.box, tag(1), None)


def test_neither_envelope_nor_log_has_a_time_of_day():
    for model in ("envelope", "logrow", "mark", "entitlement"):
        from django.apps import apps

        kinds = {field.get_internal_type() for field in apps.get_model("budgeting", model)._meta.get_fields()}
        assert not kinds & {"DateTimeField", "TimeField"}


def test_a_changed_ballot_is_the_next_version_of_the_same_mark():
    vote = open_vote()
    assert [give(vote, 1).version, give(vote, 1).version, give(vote, 2).version] == [1, 2, 1]
    assert Mark.objects.get(tag=tag(1)).version == 2 and Envelope.objects.count() == 3


def test_the_same_key_gets_the_same_promise_whatever_is_sent_with_it():
    vote = open_vote()
    first = give(vote, 1, idem="once")
    assert give(vote, 1, idem="once") == first
    assert Envelope.objects.count() == 1 and Mark.objects.get().version == 1


def test_the_key_of_another_mark_is_refused():
    vote = open_vote()
    give(vote, 1, idem="once")
    with refused("key"):
        give(vote, 2, idem="once")
    assert Envelope.objects.count() == 1


def test_an_envelope_sent_again_by_another_or_by_oneself_is_refused():
    vote, sealed = open_vote(), box()
    give(vote, 1, box=sealed)
    for number in (1, 2):
        with refused("copy"):
            give(vote, number, box=sealed)
    assert Mark.objects.count() == 1 and Mark.objects.get().version == 1


@pytest.mark.parametrize(
    "wrong", [{"box": bytes(1071)}, {"box": bytes(1073)}, {"tag": "1" * 31}, {"tag": "G" * 32}, {"idem": ""}]
)
def test_what_has_not_the_form_is_refused(wrong):
    vote = open_vote()
    with refused("form"):
        give(vote, 1, **wrong)


def test_the_database_itself_refuses_a_box_of_another_length():
    vote = open_vote()
    told = {"vote": vote, "tag": tag(1), "version": 1, "box_hash": "a" * 64, "day": dt.date(2026, 5, 4)}
    for kind, content in (("cast", bytes(1071)), ("cast", None), ("paper", bytes(1072))):
        with pytest.raises(IntegrityError), transaction.atomic():
            Envelope.objects.create(kind=kind, box=content, **told)


def test_before_the_opening_and_at_a_clock_gone_back_nothing_is_taken():
    vote = open_vote()
    with time_machine.travel(vote.opens_at - dt.timedelta(seconds=5)), refused("early"):
        give(vote, 1)
    with time_machine.travel(vote.opens_at + dt.timedelta(minutes=30)):
        writer.write(vote.pk)
    with time_machine.travel(vote.opens_at + dt.timedelta(minutes=27)), refused("clock"):
        give(vote, 1)
    with time_machine.travel(vote.opens_at + dt.timedelta(minutes=29)):
        assert give(vote, 1).version == 1


def test_without_the_log_key_nothing_is_taken():
    vote = open_vote()
    destroy_key("log", vote.code)
    with pytest.raises(NoKey):
        give(vote, 1)
    assert not Envelope.objects.exists() and not Mark.objects.exists()


def test_a_vote_does_not_open_before_its_key_was_tried():
    vote = draft_vote()
    with refused("early"):
        opening.open_vote(vote.pk, TOLD)
    file = opening.begin_rehearsal(vote.pk, public_of(VOTE_KEY))
    with refused("key"):
        opening.end_rehearsal(vote.pk, ["K7F2-9QXD-4MTR-8WZA"] * 10)
    with refused("early"):
        cast(vote.pk, tag=tag(1), box=box(), idem="a") if _has_log_key(vote) else None
    opening.end_rehearsal(vote.pk, rehearse(file, SHEETS[1:]))
    assert opening.open_vote(vote.pk, TOLD).state == "open"


def _has_log_key(vote):
    from kuulu.channels.budgeting.ballot_box import log_key

    return bool(log_public_of(log_key.make(vote.code)))


def test_the_swift_way_of_postgresql_takes_what_the_careful_one_takes_and_nothing_else():
    """`admission.mind` and the function in the database draw the same line, to the microsecond."""
    if not swift.is_here():
        pytest.skip("SQLite has the careful way alone")
    vote = open_vote()
    with time_machine.travel(vote.opens_at + dt.timedelta(minutes=30), tick=False):
        writer.write(vote.pk)
    vote.refresh_from_db()
    edges = (vote.opens_at, vote.closes_at, vote.seen_at, vote.seen_at - admission.MAY_GO_BACK)
    said = {}
    for number, (edge, step) in enumerate(itertools.product(edges, (-1, 0, 1))):
        with time_machine.travel(edge + dt.timedelta(microseconds=step), tick=False):
            sealed = box()
            told = {"tag": tag(number), "box": sealed, "digest": sha256(sealed), "idem": str(number)}
            with contextlib.suppress(Refused):
                admission.mind(vote)
                said[number] = True
            assert (swift.take(vote.pk, **told) is not None) == said.get(number, False), (edge, step)
    assert 0 < len(said) < 12 and Envelope.objects.count() == len(said)


def test_on_postgresql_an_ordinary_ballot_goes_the_swift_way(monkeypatch):
    if not swift.is_here():
        pytest.skip("SQLite has the careful way alone")
    vote = open_vote()
    monkeypatch.setattr(admission, "share", lambda _vote: 1 / 0)
    assert [give(vote, 1).version, give(vote, 1).version] == [1, 2]


# --- paper -------------------------------------------------------------------------------------------------------


def test_paper_removes_the_web_ballot_and_ends_the_web():
    vote = open_vote()
    give(vote, 1)
    assert paper.hand_out(vote.pk, tag=tag(1), idem="desk-1") == 2
    with refused("paper"):
        give(vote, 1)
    assert list(Envelope.objects.order_by("version").values_list("kind", flat=True)) == ["cast", "paper"]


def test_after_paper_neither_the_web_nor_another_paper_is_given():
    vote = open_vote()
    assert paper.hand_out(vote.pk, tag=tag(1), idem="desk-1") == 1
    assert paper.hand_out(vote.pk, tag=tag(1), idem="desk-1") == 1  # pressed twice
    with refused("paper"):
        paper.hand_out(vote.pk, tag=tag(1), idem="desk-2")
    with refused("key"):
        paper.hand_out(vote.pk, tag=tag(2), idem="desk-1")
    with refused("paper"):
        give(vote, 1)


def test_a_mark_is_voided_by_two_people_and_never_by_one():
    vote = open_vote()
    unit = vote.round.unit
    one, other = make_staff(unit), make_staff(unit, Duty.SUPERVISOR)
    give(vote, 1)
    asked = paper.ask_void(vote.pk, tag=tag(1), by=one, reason="Moved away before the day.")
    for by in (one, make_staff(unit, Duty.CLERK)):
        with pytest.raises(PermissionDenied):
            paper.approve_void(asked.pk, by=by)
    assert give(vote, 1).version == 2  # nothing has happened
    assert paper.approve_void(asked.pk, by=other) == 3
    for again in (lambda: give(vote, 1), lambda: paper.hand_out(vote.pk, tag=tag(1), idem="d")):
        with refused("void"):
            again()
    with refused("void"):
        paper.approve_void(asked.pk, by=other)


def test_the_database_itself_refuses_the_same_person_twice():
    vote = open_vote()
    one = make_staff(vote.round.unit)
    asked = paper.ask_void(vote.pk, tag=tag(1), by=one, reason="Moved away.")
    with pytest.raises(IntegrityError), transaction.atomic():
        FourEyes.objects.filter(pk=asked.pk).update(approved_by=one)
    with pytest.raises(PermissionDenied):
        paper.ask_void(vote.pk, tag=tag(1), by=make_staff(vote.round.unit, Duty.CLERK), reason="So.")


def test_a_vote_that_was_rehearsed_keeps_its_key():
    vote = open_vote()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(public_key="0" * 64)
