"""A vote goes from sealing to a publication that everybody can check, whatever the ballots, the rule and the mode."""

import csv
import json

import pytest

from kuulu.channels.budgeting.sealing.publication import ORDER_OF_FILES
from kuulu.channels.budgeting.sealing.rules import Mode

from .made import checked, held, opened, published

pytestmark = pytest.mark.once

SHARES = {"rule": "equal-shares"}
RULES = {
    "by votes": {},
    "by votes for a euro": {"utility": "cardinality"},
    "by score": {"rule": "greedy-by-score"},
    "equal shares": SHARES,
    "equal shares of projects": SHARES | {"utility": "cardinality", "completion": "add1u"},
    "equal shares raised": SHARES | {"completion": "add1"},
    "equal shares to overspending": SHARES | {"completion": "add1-integral"},
}


@pytest.mark.parametrize("kind", ["approval", "knapsack", "points", "ranking"])
@pytest.mark.parametrize("rule", list(RULES))
def test_what_was_sealed_is_counted_and_verified_in_each_mode(tmp_path, kind, rule):
    vote = opened(held(tmp_path / "count", kind, **RULES[rule]))
    for mode in Mode:
        out = published(vote, mode)
        found = checked(out)
        assert found.problems == [] and len(json.loads((out / "result.json").read_bytes())["winners"]) >= 3
        said = " ".join(found.notes)
        assert ("could not check" in said) == (mode is Mode.MARKS)
        assert ("could not be counted again" in said) == (mode is Mode.TOTALS)
        assert ("winners could not be counted" in said) == (mode is not Mode.FULL and "equal" in rule)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_folder_has_the_files_that_are_promised_and_no_more(tmp_path, mode):
    out = published(opened(held(tmp_path / "count")), mode)
    expected = {*ORDER_OF_FILES, "manifest.json"} - ({"ballots.pb"} if mode is not Mode.FULL else set())
    assert {file.name for file in out.iterdir()} == expected


@pytest.mark.parametrize("sheets", [(0, 1), (0, 2), (1, 2), (2, 0)])
def test_any_two_holders_open_the_same_ballots(tmp_path, sheets):
    from .made import SHEETS

    vote = held(tmp_path / "count")
    first = (opened(vote).folder / "ballots.csv").read_bytes()
    assert (opened(vote, tuple(SHEETS[at] for at in sheets)).folder / "ballots.csv").read_bytes() == first


def test_each_voter_finds_the_own_ballot_as_it_was_given(tmp_path):
    vote = opened(held(tmp_path / "count"))
    rows = {row["code"]: row for row in csv.DictReader((vote.folder / "ballots.csv").open())}
    counted = [said for _box, code, said in vote.receipts if code in rows]
    assert len(counted) > 100
    for _box, code, said in vote.receipts:
        if code in rows:
            assert rows[code]["choices"] == "|".join(sorted(said))


def test_a_ballot_that_was_replaced_or_against_the_rules_is_not_counted(tmp_path):
    vote = opened(held(tmp_path / "count"))
    rows = list(csv.DictReader((vote.folder / "ballots.csv").open()))
    codes = {row["code"] for row in rows}
    assert vote.receipts[0][1] not in codes and vote.receipts[1][1] not in codes  # changed; removed
    rejected = [row for row in rows if row["valid"] == "0"]
    assert len(rejected) == 2 and {row["choices"] for row in rejected} >= {"?"}


@pytest.mark.parametrize("mode", [Mode.FULL, Mode.MARKS])
def test_the_verifier_finds_ones_own_envelope_and_code(tmp_path, mode):
    vote = opened(held(tmp_path / "count"))
    out = published(vote, mode)
    box, code, said = vote.receipts[5]
    found = checked(out, envelope=box, code=code.lower().replace("-", " ").replace("0", "o"))
    assert found.problems == [] and sum("your ballot" in note for note in found.notes) == (
        1 if mode is Mode.FULL else len(said)
    )
    assert any("was opened" in note for note in found.notes)
    assert any("replaced" in note for note in checked(out, envelope=vote.receipts[0][0]).notes)
    assert checked(out, code=vote.receipts[0][1]).problems and checked(out, envelope="0" * 64).problems


def test_a_code_that_two_voters_were_given_is_told_to_them_and_stops_nothing(tmp_path):
    vote = held(tmp_path / "count")
    code = vote.receipts[7][1]
    vote.rows.pop()
    vote.heads.pop()
    vote.cast("f" * 32, code=code, said=vote.receipts[7][2])
    vote.row("close")
    vote.head()
    opened(vote.write())
    for mode in (Mode.FULL, Mode.MARKS):
        out = published(vote, mode)
        assert checked(out).problems == [] and any("several ballots" in note for note in checked(out).notes)
        assert any("several ballots" in problem for problem in checked(out, code=code).problems)


@pytest.mark.parametrize("language, word", [("fi", "kunnossa"), ("sv", "i ordning"), ("en", "in order")])
def test_the_verifier_speaks_three_languages(tmp_path, language, word):
    found = checked(published(opened(held(tmp_path / "count"))), language=language)
    assert all(word in line for line in found.lines[:7]) and len(found.lines) == 8


def test_an_election_without_ballots_is_published_too(tmp_path):
    vote = held(tmp_path / "count", voters=4, rule="equal-shares", completion="add1u")
    vote.rows, vote.heads, vote.boxes = vote.rows[:1], [], []
    vote.row("close")
    vote.head()
    vote.paper = []
    out = published(opened(vote.write()), Mode.FULL)
    assert checked(out).problems == []
    assert json.loads((out / "result.json").read_bytes())["winners"] == []
