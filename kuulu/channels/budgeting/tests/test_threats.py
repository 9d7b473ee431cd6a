"""V-THREAT: each way to change a result that the page of limits tells of is found where it says (reliability, 5.9)."""

import csv
import io
import json

import pytest

from kuulu.channels.budgeting.ballot_box import export
from kuulu.channels.budgeting.ballot_box.cast import cast
from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.eligibility import tags
from kuulu.channels.budgeting.eligibility.entitle import entitle_code
from kuulu.channels.budgeting.models import Electorate, Entitlement, Envelope, LogRow
from kuulu.channels.budgeting.queries.turnout import turnout_file
from kuulu.channels.budgeting.queries.votes import entitled_by_door, marks_without_right
from kuulu.channels.budgeting.sealing import log
from kuulu.channels.budgeting.sealing.canonical import canonical, read_lines, sha256
from kuulu.channels.budgeting.sealing.ceremony import strip
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.envelope import seal
from kuulu.channels.budgeting.sealing.keys import public_of
from kuulu.channels.budgeting.vocabulary import Door
from kuulu.foundation import clock
from kuulu.foundation.appendonly import seal as make_append_only
from kuulu.foundation.appendonly import unseal

from .published import held, opened
from .voting import BASE, VOTE_KEY, print_codes

pytestmark = pytest.mark.django_db
OWN, FIND = f"{BASE}aanestys/oma/", f"{BASE}aanestys/kuori/"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


def box(choices, code):
    return seal(public_of(VOTE_KEY), "small-2027", code, choices)


def give(vote, tag):
    cast(vote.pk, tag=tag, box=box(["1"], new_code()), idem=f"key-{tag}")


def looked_up(client, code):
    """What the page shows for a code: the numbers of its choices; None when it is not there."""
    page = client.get(f"{OWN}?alku={code[:2]}").content.decode()
    if code not in page:
        return None
    row = page.split(f"<code>{code}</code>")[1].split("</tr>")[0]
    return [part.split(".")[0] for part in row.split("<li>")[1:]]


def test_a_database_administrator_who_takes_envelopes_away_stops_the_count(tmp_path):
    made = held(tmp_path, voters=6, papers=0)
    Envelope.objects.filter(vote=made.vote).first().delete()
    export.export(made.vote.pk, tmp_path / "again")
    with pytest.raises(ValueError, match="missing or was changed"):
        strip(tmp_path / "again")


def test_an_envelope_put_in_by_hand_has_no_right_behind_it():
    vote = opened({})
    cast(vote.pk, tag="f" * 32, box=box(["1"], new_code()), idem="by-hand")
    assert marks_without_right(vote) == ["f" * 32]


def test_a_log_that_was_written_anew_is_not_the_one_that_a_witness_keeps(tmp_path):
    """Also by somebody who has the log key: the head of the day hangs on the library's wall."""
    made = held(tmp_path, voters=6, papers=0)
    rows = export.rows_of(made.vote)
    witness = log.tree_of([log.leaf_of(row) for row in rows[:4]]).root().hex()  # four rows, on the wall
    anew, prev = [], log.FIRST
    for row in [*rows[:2], *rows[3:]]:
        told = {name: row[name] for name in ("kind", "tag", "ver", "box")}
        made_row, prev = log.next_row(row["e"], len(anew) + 1, prev, **told)
        anew.append(made_row)
    assert log.tree_of([log.leaf_of(row) for row in anew[:4]]).root().hex() != witness
    published = read_lines((made.out / "log.jsonl").read_bytes())
    assert log.tree_of([log.leaf_of(row) for row in published[:4]]).root().hex() == witness


def test_an_own_envelope_that_was_taken_out_of_box_and_log_is_missed_by_its_number(client):
    vote = opened({})
    promise = cast(
        vote.pk, tag=entitle_code(vote.pk, print_codes(vote)[0]).tag, box=box(["1"], new_code()), idem="mine"
    )
    assert "It is in the box" in client.get(f"{FIND}?kuori={promise.box}").content.decode()
    unseal_and_delete(vote)
    assert "It is not there" in client.get(f"{FIND}?kuori={promise.box}").content.decode()


def unseal_and_delete(vote):
    """What only somebody does who owns the database."""
    from django.db import connection

    unseal(connection, LogRow._meta.db_table)
    LogRow.objects.filter(vote=vote, kind="cast").delete()
    Envelope.objects.filter(vote=vote).delete()
    make_append_only(connection, LogRow._meta.db_table)


@pytest.mark.parametrize("who", ["the server of a voter without script", "a changed script", "a program on the phone"])
def test_whatever_sealed_something_else_shows_at_the_tracking_code(client, tmp_path, who, monkeypatch):
    """All three seal other choices under the code that the voter sees; the page of the published ballots tells."""
    vote_for, sealed_for = ["1"], ["4"]
    code = new_code()
    monkeypatch.setattr("kuulu.channels.budgeting.tests.published.new_code", lambda: next(codes))
    monkeypatch.setattr("kuulu.channels.budgeting.tests.published.choices_of", lambda *_: list(sealed_for))
    codes = iter([code, *(new_code() for _ in range(20))])
    held(tmp_path, voters=6, papers=0).published()
    assert looked_up(client, code) == sealed_for != vote_for


def test_two_key_holders_who_publish_false_ballots_pass_every_check_but_the_voters_own(client, tmp_path):
    """Nothing but a voter who looks finds it: this is why looking matters, and the page of limits says so."""
    made = held(tmp_path, voters=30, papers=0)
    code, said = next((code, said) for code, said in made.meant.items() if len(said) == 1)
    false = new_code()
    files = with_another_code(made.files(), code, false)
    for name, content in files.items():
        (made.out / name).write_bytes(content)
    made.published()
    assert looked_up(client, code) is None and looked_up(client, false) == said


def with_another_code(files, code, false):
    """The ballot of a voter under a code that nobody has, as those would publish who hold the key."""
    rows = list(csv.reader(io.StringIO(files["ballots.csv"].decode())))
    for row in rows:
        row[0] = false if row[0] == code else row[0]
    content = "".join(",".join(row) + "\n" for row in [rows[0], *sorted(rows[1:])]).encode()
    files = {**files, "ballots.csv": content}
    told = {"files": {name: sha256(one) for name, one in files.items() if name != "manifest.json"}, "v": 1}
    return {**files, "manifest.json": canonical(told)}


def test_rights_that_a_clerk_made_up_show_in_the_numbers_by_door():
    vote = opened({})
    electorate, key = Electorate.objects.get(vote=vote), tags.read_key(vote)
    for code in print_codes(vote, 20):
        give(vote, entitle_code(vote.pk, code).tag)
    electorate.doors = [*electorate.doors, Door.DESK]
    electorate.save()
    before = entitled_by_door(vote)
    for number in range(7):
        tag = tags.tag_of(key, vote.code, f"nobody-{number}")
        Entitlement.objects.create(vote=vote, tag=tag, electorate=electorate, source=Door.DESK, day=clock.today())
        give(vote, tag)
    assert entitled_by_door(vote) == {**before, ("all", "desk"): 7}
    told = turnout_file(vote)["came"]
    assert json.dumps(told["columns"]) == "[7, 20]" and told["doors"] == ["desk", "code"]
