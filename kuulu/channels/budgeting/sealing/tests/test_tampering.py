"""Whatever is changed in a published folder, the verifier says what and where."""

import csv
import io
import json

import pytest

from kuulu.channels.budgeting.sealing import log
from kuulu.channels.budgeting.sealing.canonical import canonical, lines_of, read_lines, sha256
from kuulu.channels.budgeting.sealing.rules import Mode

from .made import LOG_KEY, checked, held, opened, published

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vote")
    vote = opened(held(folder / "count", voters=60))
    files = {}
    for mode in (Mode.TOTALS, Mode.MARKS, Mode.FULL):
        out = published(vote, mode)
        files[mode] = {file.name: file.read_bytes() for file in out.iterdir()}
    return files


class Folder:
    """A published folder in which things can be changed, with the manifest of whoever changed them."""

    def __init__(self, path, files):
        self.path, self.files = path, dict(files)

    def json(self, name, change):
        value = json.loads(self.files[name])
        change(value)
        self.files[name] = canonical(value)

    def lines(self, name, change):
        rows = read_lines(self.files[name])
        change(rows)
        self.files[name] = lines_of(rows)

    def table(self, change):
        rows = list(csv.reader(io.StringIO(self.files["ballots.csv"].decode())))
        change(rows)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        self.files["ballots.csv"] = out.getvalue().encode()

    def rechain(self, rows, heads=True):
        """Make the chain and the heads anew, as whoever has the log key could."""
        prev = log.FIRST
        for seq, row in enumerate(rows, 1):
            row.update(seq=seq, prev=prev)
            prev = log.leaf_of(row).hex()
        self.files["log.jsonl"] = lines_of(rows)
        if heads:
            self.files["heads.jsonl"] = lines_of(
                [log.sign_head(LOG_KEY, "koe-2026", log.tree_of([log.leaf_of(r) for r in rows]))]
            )

    def told(self, manifest=True):
        """What the verifier finds, as number and sentence."""
        if manifest:
            names = [name for name in self.files if name != "manifest.json"]
            self.files["manifest.json"] = canonical({"files": {name: sha256(self.files[name]) for name in names}})
        for name, content in self.files.items():
            (self.path / name).write_bytes(content)
        return [problem.removeprefix("FAULT ") for problem in checked(self.path).problems]


@pytest.fixture
def folder(tmp_path, whole):
    return Folder(tmp_path, whole[Mode.FULL])


def test_nothing_changed_is_nothing_found(folder):
    assert folder.told() == [] and folder.told(manifest=False) == []


@pytest.mark.parametrize("name", ["rules.json", "log.jsonl", "result.json", "README.md", "verify_ballots.py"])
def test_a_file_changed_after_publication_is_named(folder, name):
    folder.files[name] += b"\n"
    assert f"0: {name} is not the file in manifest.json" in folder.told(manifest=False)


def test_rules_changed_after_opening_are_found(folder):
    folder.json("rules.json", lambda rules: rules.update(budget_total=1))
    assert "2: the rules are not the ones fixed at opening" in folder.told()


def test_a_changed_row_breaks_the_chain_where_it_stands(folder):
    folder.lines("log.jsonl", lambda rows: rows[10].update(box="0" * 64))
    assert "1: the chain breaks at row 12" in folder.told()


@pytest.mark.parametrize("place", [5, 30])
def test_a_row_removed_swapped_or_replayed_breaks_the_chain(folder, place):
    log_ = folder.files["log.jsonl"]
    changes = [
        lambda rows: rows.pop(place),
        lambda rows: rows.insert(place, rows.pop(place + 1)),
        lambda rows: rows.insert(place, rows[place - 1]),
    ]
    for change in changes:
        folder.files["log.jsonl"] = log_
        folder.lines("log.jsonl", change)
        assert f"1: the chain breaks at row {place + 1}" in folder.told()


def test_a_rewritten_log_does_not_match_the_heads_that_were_published(folder):
    rows = read_lines(folder.files["log.jsonl"])
    rows[40]["box"] = "0" * 64
    folder.rechain(rows, heads=False)
    found = folder.told()
    assert "3: the log was rewritten between rows 28 and 76" in found and not any(text[0] == "1" for text in found)


def test_a_head_that_the_log_key_did_not_sign_is_found(folder):
    folder.lines("heads.jsonl", lambda heads: heads[0].update(signature=heads[-1]["signature"]))
    assert folder.told() == ["3: head 27: not signed by the log's key"]


def test_a_cut_log_is_shorter_than_its_head_and_not_closed(folder):
    folder.lines("log.jsonl", lambda rows: rows.pop())
    found = folder.told()
    assert "3: head 76: wrong size, or the log was cut" in found


REWRITTEN = [
    ("missing", lambda rows: rows.pop(61), "4: mark 00000000: a version is missing or double"),
    ("copied", lambda rows: rows.insert(-1, {**rows[3], "tag": "a" * 32}), "4: row 76: the same envelope again"),
    (
        "after paper",
        lambda rows: rows.insert(-1, {**rows[3], "tag": f"{3:032x}", "ver": 3, "box": "1" * 64}),
        "4: mark 00000000: a new ballot after paper or removal",
    ),
    ("added", lambda rows: rows.insert(-1, {**rows[3], "tag": "a" * 32, "box": "1" * 64}), "4: the opened envelopes"),
    ("opened twice", lambda rows: rows.insert(-1, rows[0] | {}), "2: not in the expected form: log.jsonl 76 (open)"),
    ("closed early", lambda rows: rows.insert(9, rows[-1] | {}), "2: not in the expected form: log.jsonl 10 (close)"),
    ("of no kind", lambda rows: rows[3].update(kind="vote"), "2: not in the expected form: log.jsonl 4 (vote)"),
]


@pytest.mark.parametrize("name, change, told", REWRITTEN, ids=[one[0] for one in REWRITTEN])
def test_what_may_not_be_is_found_in_a_log_made_anew_with_all_its_heads(folder, name, change, told):
    """`missing` takes out the first of two versions of a mark."""
    rows = read_lines(folder.files["log.jsonl"])
    if name == "missing":
        rows = [row for row in rows if not (row["tag"] == "0" * 32 and row["ver"] == 1)]
    else:
        change(rows)
    folder.rechain(rows)
    found = folder.told()
    assert any(text.startswith(told) for text in found), found


def test_an_envelope_that_the_log_does_not_choose_is_found(folder):
    folder.json("opened.json", lambda opened: opened["boxes"].pop())
    assert folder.told() == ["4: the opened envelopes are not the ones the log selects"]


def test_a_changed_ballot_is_found_in_the_recount(folder):
    def change(rows):
        next(row for row in rows if row[3] == "1" and "lava" not in row[2])[2] = "lava|valo"

    folder.table(change)
    assert any(text.startswith("5: votes:") for text in folder.told())


def test_a_ballot_added_left_out_or_called_valid_is_found(folder):
    table = folder.files["ballots.csv"]
    folder.table(lambda rows: rows.append(["7777-7777-7777-7777", "web", "lava", "1"]))
    assert any(text.startswith("5: envelopes: published 5") for text in folder.told())
    folder.files["ballots.csv"] = table
    folder.table(lambda rows: rows.pop(4))
    assert any(text.startswith("5: envelopes:") for text in folder.told())
    folder.files["ballots.csv"] = table
    rejected = []
    folder.table(lambda rows: rejected.extend(row for row in rows if row[2].count("|") > 5))
    folder.table(lambda rows: [row.__setitem__(3, "1") for row in rows if row[0] == rejected[0][0]])
    assert f"5: {rejected[0][0]}: published 1, counted 0" in folder.told()


def test_paper_ballots_that_nobody_was_given_are_found(folder):
    folder.table(lambda rows: rows.extend([f"PAPER-9{number:03}", "paper", "lava", "1"] for number in range(20)))

    def more(result):
        result.update(paper_ballots=result["paper_ballots"] + 20, valid=result["valid"] + 20)
        result.update(paper_not_returned=result["paper_not_returned"] - 20)
        result["votes"]["lava"] += 20

    folder.json("result.json", more)
    assert any(text.startswith("4: paper_not_returned: published -1") for text in folder.told())


def test_other_columns_a_code_twice_and_ballots_of_another_source_are_found(folder):
    table = folder.files["ballots.csv"]
    changes = [
        (lambda rows: rows[0].reverse(), "0: not in the expected form: ballots.csv"),
        (lambda rows: rows[1].__setitem__(0, rows[2][0]), "5: not in the expected form: ballots.csv: code"),
        (lambda rows: rows[1].__setitem__(0, "me"), "5: not in the expected form: ballots.csv: me"),
        (lambda rows: rows[1].__setitem__(1, "paper"), "5: not in the expected form: ballots.csv: "),
        (lambda rows: rows.remove(next(row for row in rows if row[1] == "paper")), "5: paper_ballots: published"),
    ]
    for change, told in changes:
        folder.files["ballots.csv"] = table
        folder.table(change)
        found = folder.told()
        assert any(text.startswith(told) for text in found), (told, found)


NUMBERS = ["voters", "voided", "envelopes", "paper_given", "paper_ballots", "paper_not_returned", "valid", "spent"]


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("name", [*NUMBERS, "rejected"])
def test_each_number_of_the_result_is_counted_again_in_each_mode(tmp_path, whole, name, mode):
    folder = Folder(tmp_path, whole[mode])
    folder.json("result.json", lambda result: result.update({name: result[name] + 1}))
    assert any(": published" in text for text in folder.told())


@pytest.mark.parametrize("mode", list(Mode))
def test_other_winners_are_found_in_each_mode(tmp_path, whole, mode):
    folder = Folder(tmp_path, whole[mode])
    folder.json("result.json", lambda result: result["winners"].reverse())
    assert any(text.startswith("6: winners: published") for text in folder.told())


@pytest.mark.parametrize("mode", list(Mode))
def test_other_sums_are_found_in_each_mode(tmp_path, whole, mode):
    folder = Folder(tmp_path, whole[mode])
    folder.json("result.json", lambda result: result["votes"].update(lava=result["votes"]["lava"] + 1))
    assert any(text.startswith("5: votes:") for text in folder.told())


@pytest.mark.parametrize("mode, name", [(Mode.FULL, "valid"), (Mode.MARKS, "rejected")])
def test_a_ballot_called_rejected_is_found(tmp_path, whole, mode, name):
    folder = Folder(tmp_path, whole[mode])

    def change(result):
        result.update(rejected=result["rejected"] + 1, valid=result["valid"] - 1)

    folder.json("result.json", change)
    assert any(text.startswith(f"5: {name}: published") for text in folder.told())


@pytest.mark.parametrize("name, given", [("nothing", "1"), ("lava", "-1")])
def test_a_mark_for_no_project_or_below_nothing_is_found(tmp_path, whole, name, given):
    folder = Folder(tmp_path, whole[Mode.MARKS])
    folder.table(lambda rows: rows.append(["0" * 20, name, given]))
    assert f"5: not in the expected form: ballots.csv: {name}" in folder.told()


def test_a_mark_added_or_changed_is_found_in_the_sums(tmp_path, whole):
    folder = Folder(tmp_path, whole[Mode.MARKS])
    folder.table(lambda rows: rows.append(["0" * 20, "lava", "1"]))
    assert any(text.startswith("5: votes:") for text in folder.told())
    folder.files = dict(whole[Mode.MARKS])
    folder.table(lambda rows: rows.extend(["0" * 20, "lava", "0"] for _ in range(90)))
    assert any(text.startswith("5: lava: published") for text in folder.told())


@pytest.mark.parametrize(
    "name", ["rules.json", "log.jsonl", "heads.jsonl", "opened.json", "ballots.csv", "result.json"]
)
@pytest.mark.parametrize("content", [b"", b"{}", b"[]\n", b"\xff\xfe"])
def test_files_of_nonsense_are_told_and_never_pass(folder, name, content):
    folder.files[name] = content
    assert folder.told()
