"""`kuulu ballot-key` and `kuulu elect` answer on their own, before anything of the house is loaded."""

import json
import subprocess
import sys

import pytest

from kuulu.channels.budgeting.sealing import command, key_command
from kuulu.channels.budgeting.sealing.keys import join, public_of
from kuulu.channels.budgeting.sealing.rehearsal import new_rehearsal
from kuulu.channels.budgeting.sealing.sheets import read_sheet, text_of

from .made import SHEETS, VOTE_KEY, held

pytestmark = pytest.mark.once

SAY_WHAT_IS_LOADED = "import sys; from kuulu.foundation.console import main\ntry: main()\nfinally: print([m for m in sys.modules if m.split('.')[0] == 'django'], file=sys.stderr)"  # fmt: skip


def run(*words):
    return subprocess.run([sys.executable, "-c", SAY_WHAT_IS_LOADED, *map(str, words)], capture_output=True, text=True)


@pytest.fixture
def count(tmp_path):
    vote = held(tmp_path / "count", voters=40, least_electorate=100)
    for sheet in SHEETS:
        (tmp_path / f"{sheet.holder}.txt").write_text(text_of(sheet))
    (tmp_path / "paper.json").write_text(json.dumps(vote.paper))
    return vote


def test_a_vote_is_counted_step_by_step_without_loading_the_house(count, tmp_path):
    first, second = tmp_path / "C.txt", tmp_path / "A.txt"
    steps = [
        (["strip"], "39 envelopes"),
        (["open", first, second, "--paper", tmp_path / "paper.json", "--spoiled", 1], "rejected: 2"),
        (["publish", tmp_path / "out", "--electorate", "kaikki=41"], "published totals (small)"),
    ]
    for words, said in steps:
        done = run("elect", count.folder, *words)
        assert done.returncode == 0 and done.stderr.strip() == "[]" and said in done.stdout, done
    done = run("elect", tmp_path / "out", "verify", "--language", "en")
    assert done.returncode == 0 and "All that can be checked is right." in done.stdout
    minutes = (count.folder / "minutes.txt").read_text()
    assert "Opened by: C, A" in minutes and "ballots.csv SHA-256" in minutes and "paper_spoiled: 1" in minutes


def test_two_holders_rehearse_before_the_vote(tmp_path, capsys, count):
    file, codes = new_rehearsal(public_of(VOTE_KEY), "koe-2026")
    (tmp_path / "rehearsal.json").write_bytes(file)
    assert command.main([str(tmp_path), "rehearse", str(tmp_path / "A.txt"), str(tmp_path / "B.txt")]) == 0
    assert capsys.readouterr().out.split() == codes
    (tmp_path / "rehearsal.json").write_text("[]")
    assert command.main([str(tmp_path), "rehearse", str(tmp_path / "A.txt"), str(tmp_path / "B.txt")]) == 1


def said(capsys, *words):
    code = command.main([str(word) for word in words])
    return code, capsys.readouterr().err


def test_a_log_that_was_touched_stops_the_count_and_the_place_is_named(count, capsys):
    text = (count.folder / "log.jsonl").read_text()
    (count.folder / "log.jsonl").write_text(text.replace('"seq":9,', '"seq":8,'))
    assert said(capsys, count.folder, "strip")[1].startswith("row 9 says that it is row 8")
    (count.folder / "log.jsonl").write_text(text[:-5])
    assert said(capsys, count.folder, "strip") == (1, "log.jsonl: line 53: the file is cut off\n")
    (count.folder / "log.jsonl").write_text(text.replace(":1}", ": 1}", 1))
    assert said(capsys, count.folder, "strip")[1].startswith("log.jsonl: line 2: not written in the canonical way")


def test_envelopes_that_are_missing_changed_added_or_cut_stop_the_count(count, capsys):
    file = count.folder / "envelopes.bin"
    whole = file.read_bytes()
    file.write_bytes(whole[1072:])
    assert said(capsys, count.folder, "strip") == (1, "the envelope of row 2 is missing or was changed\n")
    file.write_bytes(b"\0" + whole[1:])
    assert "the envelope of row 2 is missing or was changed" in said(capsys, count.folder, "strip")[1]
    file.write_bytes(whole + b"\1" * 1072)
    assert "stands in no row of the log" in said(capsys, count.folder, "strip")[1]
    file.write_bytes(whole[:-1])
    assert "cut off" in said(capsys, count.folder, "strip")[1]


def test_one_sheet_a_mistyped_one_or_boxes_of_another_moment_open_nothing(count, tmp_path, capsys):
    first, second = tmp_path / "A.txt", tmp_path / "B.txt"
    assert said(capsys, count.folder, "open", first, second)[0] == 1
    said(capsys, count.folder, "strip")
    assert "both sheets are those of holder A" in said(capsys, count.folder, "open", first, first)[1]
    text = second.read_text()
    second.write_text(text[:-6] + ("2" if text[-6] != "2" else "3") + text[-5:])
    assert said(capsys, count.folder, "open", first, second)[1].startswith("B.txt: line BC4 is mistyped")
    second.write_text(text)
    boxes = count.folder / "boxes.bin"
    boxes.write_bytes(boxes.read_bytes()[:-1072])
    assert "strip again" in said(capsys, count.folder, "open", first, second)[1]
    assert not (count.folder / "ballots.csv").exists()


def test_more_paper_ballots_than_were_given_out_stop_the_count(count, tmp_path, capsys):
    said(capsys, count.folder, "strip")
    (tmp_path / "paper.json").write_text(json.dumps([["katos"]] * 9))
    words = ("open", tmp_path / "A.txt", tmp_path / "B.txt", "--paper", tmp_path / "paper.json")
    assert "more paper ballots came back than the 3" in said(capsys, count.folder, *words)[1]


def test_a_key_is_made_with_a_file_for_each_holder_and_the_key_itself_is_nowhere(tmp_path, capsys):
    assert key_command.main(["koe-2026", "--folder", str(tmp_path / "keys")]) == 0
    files = {file.name: file.read_text() for file in (tmp_path / "keys").iterdir()}
    assert set(files) == {"public-key.txt", "holder-A.txt", "holder-B.txt", "holder-C.txt"}
    public = bytes.fromhex(files["public-key.txt"])
    key = join(read_sheet(files["holder-C.txt"]), read_sheet(files["holder-A.txt"]), public)
    assert key.private_bytes_raw().hex() not in " ".join(files.values()) + capsys.readouterr().out
    assert key_command.main(["koe-2026", "--folder", str(tmp_path / "keys")]) == 1  # nothing is written over
    assert key_command.main(["two words"]) == 1


def test_a_key_is_printed_where_no_folder_is_named():
    done = run("ballot-key", "koe-2026")
    assert done.returncode == 0 and done.stderr.strip() == "[]" and done.stdout.count("KUULU BALLOT KEY") == 3
