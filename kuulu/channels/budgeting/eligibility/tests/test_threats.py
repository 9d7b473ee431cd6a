"""V-THREAT: what an insider can do to a vote is found, and by what (section "who can see, who can change")."""

import csv
import io

import pytest

from kuulu.channels.budgeting.ballot_box import log_key
from kuulu.channels.budgeting.ballot_box.export import export, heads_of, rows_of
from kuulu.channels.budgeting.ballot_box.tests.votes import COSTS, SHEETS, box, give
from kuulu.channels.budgeting.eligibility.entitle import entitle_person
from kuulu.channels.budgeting.models import Envelope, Head, LogRow, Mark
from kuulu.channels.budgeting.sealing import log
from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.publication import publish
from kuulu.channels.budgeting.sealing.rules import read_rules
from kuulu.channels.budgeting.vocabulary import Door
from kuulu.foundation.appendonly import seal, unseal

from .test_whole_vote import counted, town, verified  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
TABLES = ("budgeting_logrow", "budgeting_head")


@pytest.fixture
def unguarded():
    """A database whose administrator took the guards away."""
    from django.db import connection

    for table in TABLES:
        unseal(connection, table)
    yield
    for table in TABLES:
        seal(connection, table)


def faults(vote, heads):
    vote.refresh_from_db()
    rules = read_rules(vote.rules.encode())
    told = {"vote": vote.code, "rules_hash": rules.hash, "log_key": rules.log_key}
    return [fault.kind for fault in log.faults_of(rows_of(vote), heads, **told)]


def rewrite(vote, tag):
    """All of a mark is taken out, and chain and heads are made anew with the log key, as if it had never been."""
    Envelope.objects.filter(tag=tag).delete()
    Mark.objects.filter(tag=tag).delete()
    kept = list(LogRow.objects.exclude(tag=tag).order_by("seq"))
    LogRow.objects.all().delete()
    prev, leaves = log.FIRST, []
    for seq, row in enumerate(kept, 1):
        _row, leaf = log.next_row(
            vote.code, seq, prev, row.kind, tag=row.tag or "", ver=row.ver, box=row.box_hash or ""
        )
        row.pk, row.seq, row.prev, row.leaf, prev = None, seq, prev, leaf, leaf
        leaves.append(bytes.fromhex(leaf))
        row.save(force_insert=True)
    Head.objects.all().delete()
    head = log.sign_head(log_key.read(vote.code), vote.code, log.tree_of(leaves))
    Head.objects.create(vote=vote, day="2026-05-04", **head)


def test_a_row_taken_out_by_the_administrator_of_the_database_breaks_the_chain(town, unguarded):  # noqa: F811
    LogRow.objects.filter(kind="cast").order_by("seq").first().delete()
    assert faults(town.vote, heads_of(town.vote.pk))[0] == "order"


def test_a_voter_wiped_out_of_database_and_log_is_missed_by_witness_and_receipt(town, unguarded, tmp_path):  # noqa: F811
    """Whoever has database and log key makes a log that is whole: heads kept outside and the voter's receipt tell."""
    kept_outside = heads_of(town.vote.pk)
    tag = next(iter(town.meant))
    envelope, _code = town.receipts[tag]
    rewrite(town.vote, tag)
    assert faults(town.vote, heads_of(town.vote.pk)) == []
    assert set(faults(town.vote, kept_outside)) & {"rewritten", "cut"}
    town.meant.pop(tag)
    out = counted(town, tmp_path / "count")
    assert verified(out).returncode == 0
    done = verified(out, "--envelope", envelope)
    assert done.returncode == 1 and envelope[:8] in done.stdout


@pytest.fixture
def open_town():
    from .test_whole_vote import Town
    from .votes import open_vote

    return Town(open_vote())


def close(town):  # noqa: F811
    import time_machine

    from kuulu.channels.budgeting.ballot_box import closing

    with time_machine.travel(town.vote.closes_at):
        assert closing.close_if_due(town.vote.pk)


def test_a_server_that_seals_another_choice_is_found_by_the_tracking_code(open_town, tmp_path):
    """Also for malware on a phone. What is published under the code is not what its voter gave; or the code is not there."""
    told = {"katos": new_code(), "puu": new_code()}
    for number, (meant, code) in enumerate(told.items()):
        found = entitle_person(open_town.electorate, f"victim-{number}", door=Door.IDENTIFICATION)
        sealed = box(["laituri"], code if meant == "katos" else new_code())
        give(open_town.vote, 0, tag=found.tag, box=sealed)
        open_town.meant[found.tag] = ["laituri"]
    close(open_town)
    out = counted(open_town, tmp_path / "count")
    shown = verified(out, "--code", told["katos"])
    assert shown.returncode == 0 and "laituri" in shown.stdout and "katos" not in shown.stdout
    assert verified(out, "--code", told["puu"]).returncode == 1


def test_false_ballots_of_two_key_holders_are_found_by_those_who_look_up_their_code(town, tmp_path):  # noqa: F811
    folder = tmp_path / "count"
    export(town.vote.pk, folder)
    strip(folder)
    open_boxes(folder, SHEETS[:2], paper=b"[]", spoiled=len(town.paper))
    rows = list(csv.reader(io.StringIO((folder / "ballots.csv").read_text())))
    tag = next(tag for tag, choices in town.meant.items() if len(choices) == 1)
    _envelope, code = town.receipts[tag]
    other = next(name for name in sorted(COSTS) if name not in town.meant[tag])
    for row in rows:
        if row[0] == code:
            row[2] = other
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    (folder / "ballots.csv").write_text(out.getvalue())
    publish(folder, folder / "out")
    assert verified(folder / "out").returncode == 0  # all of it fits together
    shown = verified(folder / "out", "--code", code).stdout
    assert other in shown and town.meant[tag][0] not in shown
