"""A whole vote with paper: given out by the desk, counted by two off the net, checked by a stranger, and told in minutes."""

import io
import json
import re
import subprocess
import sys
import zipfile

import pytest
import time_machine

from kuulu.channels.budgeting.actions import paper as actions
from kuulu.channels.budgeting.actions import void
from kuulu.channels.budgeting.ballot_box import closing
from kuulu.channels.budgeting.ballot_box.cast import cast
from kuulu.channels.budgeting.eligibility.entitle import entitle_person
from kuulu.channels.budgeting.models import CountSession, Electorate, Mark, Vote
from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.envelope import seal
from kuulu.channels.budgeting.sealing.publication import publish
from kuulu.channels.budgeting.vocabulary import Door
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty

from .factories import make_staff
from .paper import (
    DESK,
    PAPER,
    ballot,
    desk,
    give_paper,
    keys_in,
    make_clerk,
    make_runner,
    paper_vote,
    returned,
    text_of,
    words,
)
from .voting import BASE, START, sheets_of

pytestmark = pytest.mark.django_db
COUNT, FILES = f"{DESK}laskenta/", f"{DESK}laskenta/tiedostot/"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    with keys_in(settings, tmp_path / "keys"):
        yield


def vote_on_the_web(vote, name, choices):
    electorate = vote.electorates.get()
    tag = entitle_person(electorate, f"hetu:{name}", door=Door.DESK).tag
    cast(vote.pk, tag=tag, box=seal(bytes.fromhex(vote.public_key), vote.code, new_code(), choices), idem=name)


@pytest.fixture
def vote():
    """Two vote on the web, one of them then takes paper; of six papers one is spoiled and one stays away."""
    made, clerks = paper_vote(), (make_clerk(), make_clerk())
    vote_on_the_web(made, "a", ["1", "2"])
    vote_on_the_web(made, "b", ["3"])
    give_paper(made, *"bcdefg")
    batch = returned(made, 5, issued=10, unused=4)
    for row, said in enumerate((["2"], ["2", "4"], ["1", "2", "3", "4"], None, ["4"]), 1):
        for clerk in clerks:
            actions.enter(ballot(batch, row), by=clerk, choices=said)
    actions.explain(made, by=make_runner(), text="One was taken home.", batch=batch)
    return made


@pytest.fixture
def closed(vote):
    with time_machine.travel(vote.closes_at):
        assert closing.close_if_due(vote.pk)
        yield vote


def unpacked(reply, folder):
    assert reply.status_code == 200 and "no-store" in reply["Cache-Control"]
    zipfile.ZipFile(io.BytesIO(b"".join(reply.streaming_content))).extractall(folder)
    return folder / "small-2027"


def counted(vote, folder, *, web=1, spoiled=1):
    given = unpacked(desk(make_runner()).post(FILES), folder)
    assert strip(given) == web
    open_boxes(given, sheets_of(vote.code)[1:], paper=(given / "paper.json").read_bytes(), spoiled=spoiled)
    publish(given, given / "out")
    return given


def session_of(given, **fields):
    program = re.search(r"program SHA-256 (\w+)", (given / "minutes.txt").read_text())[1]
    files = {name: io.BytesIO((given / "out" / f"{name}.json").read_bytes()) for name in ("manifest", "result")}
    for name, file in files.items():
        file.name = f"{name}.json"
    one, other = make_staff(duty=Duty.AUDITOR, name="Anna Avaaja"), make_staff(duty=Duty.SUPERVISOR, name="Otto Toinen")
    return {"person_1": one.pk, "person_2": other.pk, "observers": "A newspaper", "program": program, **files, **fields}


def accepted(out):
    command = [sys.executable, "-I", str(out / "verify_ballots.py"), str(out), "--language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=out, env={})
    return done.returncode == 0 or done.stdout + done.stderr


def test_a_stranger_accepts_a_vote_with_paper(closed, tmp_path):
    out = counted(closed, tmp_path) / "out"
    assert accepted(out) is True
    result = json.loads((out / "result.json").read_bytes())
    assert result["votes"] == {"1": 1, "2": 3, "3": 0, "4": 2}
    numbers = ("paper_given", "paper_ballots", "paper_spoiled", "paper_not_returned", "rejected", "voters")
    assert [result[name] for name in numbers] == [6, 4, 1, 1, 1, 7]


def test_a_vote_on_paper_alone_is_counted_and_accepted_also_with_a_mark_that_was_voided(client, tmp_path):
    """A council votes on paper, by its list: the log has no envelope at all."""
    vote, clerks = paper_vote(doors=[Door.REGISTER.value]), (make_clerk(), make_clerk())
    assert "On paper, by a list" in words(client.get(START))
    for number in range(4):
        desk(clerks[0]).post(f"{PAPER}luettelo/", {"electorate": "all", "number": str(number)})
    asked = void.ask_void(vote, by=make_runner(), tag=Mark.objects.first().tag, reason="Moved away.")
    void.approve_void(asked, by=make_runner())
    batch = returned(vote, 3, issued=4)
    for row, said in enumerate((["1"], ["1"], ["2"]), 1):
        for clerk in clerks:
            actions.enter(ballot(batch, row), by=clerk, choices=said)
    actions.explain(vote, by=make_runner(), text="The voided one was given back before the box.", batch=batch)
    with time_machine.travel(vote.closes_at):
        closing.close_if_due(vote.pk)
        given = counted(vote, tmp_path, web=0, spoiled=0)
        assert desk(make_runner()).post(COUNT, session_of(given)).status_code == 302
    assert accepted(given / "out") is True
    result = json.loads((given / "out" / "result.json").read_bytes())
    assert result["votes"] == {"1": 2, "2": 1, "3": 0, "4": 0} and (result["voters"], result["voided"]) == (3, 1)
    assert CountSession.objects.get().minutes["marks"] == {"paper": 3, "void": 1}


def test_the_page_of_the_count_tells_the_ballots_of_each_electorate_at_least(vote):
    Electorate.objects.create(vote=vote, code="young", doors=[Door.DESK.value])
    page = words(desk(make_runner()).get(COUNT))
    assert "--spoiled 1" in page and "--electorate all=5 --electorate young=0" in page


def test_the_files_tell_no_order_and_are_given_out_only_when_all_is_ready(vote, tmp_path):
    runner = desk(make_runner())
    assert "still open" in words(runner.post(FILES, follow=True))
    assert runner.post(f"{PAPER}paper.json").status_code == 302
    late = returned(vote, 0, issued=1, unused=1, place="Late")
    late.returned = late.unused = late.exchanged = None
    late.save()
    with time_machine.travel(vote.closes_at):
        closing.close_if_due(vote.pk)
        runner = desk(make_runner())
        assert "not ready" in words(runner.post(FILES, follow=True))
        actions.give_back(late, by=make_clerk(), unused=1, exchanged=0, returned=0)
        given = unpacked(runner.post(FILES), tmp_path)
        names = ["envelopes.bin", "heads.jsonl", "log.jsonl", "paper.json", "rules.json"]
        assert sorted(one.name for one in given.iterdir()) == names
        paper = runner.post(f"{PAPER}paper.json").content
    assert paper == (given / "paper.json").read_bytes() == b'[["1","2","3","4"],["2","4"],["2"],["4"]]'
    assert AuditEntry.objects.filter(verb="vote_given_out").count() == 1


def test_what_was_done_is_written_down_and_ends_the_entry(closed, tmp_path, client):
    given, runner = counted(closed, tmp_path), desk(make_runner())
    reply = runner.post(COUNT, session_of(given))
    assert reply.status_code == 302, words(reply)
    assert Vote.objects.get().state == "counted"
    kept = CountSession.objects.get()
    assert kept.minutes["counted"]["valid"] == 4 and kept.minutes["paper"]["not_returned"] == 1
    assert kept.minutes["files"].keys() >= {"paper.json", "envelopes.bin"} and "Anna Avaaja" in words(runner.get(COUNT))
    shown = words(client.get(f"{BASE}aanestys/"))
    assert "One was taken home." in shown and "Library 6 4 1 1" in shown and "Avaaja" not in shown
    assert "counted" in words(desk(make_clerk()).post(f"{PAPER}1/", {"unused": 4, "exchanged": 0, "returned": 6}))


@pytest.mark.parametrize(
    "wrong, said",
    [({"person_2": ""}, "This is needed"), ({"program": "abc"}, "64 digits"), ({"person_2": "same"}, "Two different people"),
     ({"result": "manifest"}, "These are not"), ({"manifest": "another"}, "another vote")],
)  # fmt: skip
def test_a_count_that_does_not_fit_is_not_written_down(closed, tmp_path, wrong, said):
    given, runner = counted(closed, tmp_path), desk(make_runner())
    told = session_of(given)
    if wrong.get("person_2") == "same":
        wrong = {"person_2": told["person_1"]}
    if wrong.get("result"):
        wrong = {"result": told["manifest"]}
        told["manifest"] = io.BytesIO((given / "out" / "manifest.json").read_bytes())
        told["manifest"].name = "manifest.json"
    if wrong.get("manifest"):
        files = json.loads((given / "out" / "manifest.json").read_bytes())
        files["files"]["log.jsonl"] = "0" * 64
        wrong = {"manifest": io.BytesIO(json.dumps(files).encode())}
    reply = runner.post(COUNT, told | wrong)
    assert reply.status_code in (409, 422) and said in words(reply)
    assert not CountSession.objects.exists() and Vote.objects.get().state == "closed"


def test_a_count_with_other_paper_ballots_than_were_agreed_is_not_written_down(closed, tmp_path):
    given = counted(closed, tmp_path, spoiled=0)
    reply = desk(make_runner()).post(COUNT, session_of(given))
    assert reply.status_code == 409 and "4 counted and 1 spoiled" in words(reply)
    assert not CountSession.objects.exists()


def test_the_minutes_are_an_accessible_pdf_in_three_languages(closed, tmp_path):
    desk(make_runner()).post(COUNT, session_of(counted(closed, tmp_path)))
    auditor, page = desk(make_staff(duty=Duty.AUDITOR)), f"{COUNT}{CountSession.objects.get().pk}/poytakirja.pdf"
    seen = {auditor.get(f"{page}?kieli={language}").content for language in ("fi", "sv", "en")}
    for pdf in seen:
        assert pdf.startswith(b"%PDF-1.7") and b"pdfuaid" in pdf and b"StructTreeRoot" in pdf and b"/Lang" in pdf
    assert len(seen) == 3 and auditor.get(f"{page}?kieli=de").status_code == 404
    assert desk(make_clerk()).get(page).status_code == 403


def test_the_minutes_tell_the_numbers_the_people_and_the_hashes(closed, tmp_path):
    runner = desk(make_runner())
    runner.post(COUNT, session_of(counted(closed, tmp_path)))
    kept = CountSession.objects.get()
    told = text_of(runner.get(f"{COUNT}{kept.pk}/poytakirja.pdf?kieli=en").content)
    for said in ("Opened the envelopes Anna Avaaja, Otto Toinen", "Looked on A newspaper", "Given, by the log 6", "Ballots counted 4",
                 "Spoiled 1", "Not returned 1", "Library 10 4 0 6 4 1 1", "Library: One was taken home.",
                 "Everybody: Service desk 7", "Voided by two people 0", "Rows in the log 10", "Rows under the last signed head 10",
                 "Envelopes opened 1", kept.program_sha256, kept.input_sha256, kept.output_sha256):  # fmt: skip
        assert said in told, (said, told)
