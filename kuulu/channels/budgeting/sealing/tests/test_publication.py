"""As much of the ballots is published as gives nobody away."""

import csv
import json
import random

import pytest

from kuulu.channels.budgeting.counting.pabulib import election_of as election_in
from kuulu.channels.budgeting.counting.pabulib import read
from kuulu.channels.budgeting.sealing.ballots import Ballot, fits, read_ballots, read_choices
from kuulu.channels.budgeting.sealing.ceremony import Stopped
from kuulu.channels.budgeting.sealing.publication import choose_mode, mark_of
from kuulu.channels.budgeting.sealing.rules import Limits, Mode, read_rules, rules_file

from .made import held, opened, published, told

pytestmark = pytest.mark.once


USUAL = {"rare_percent": 15, "least_electorate": 100}


def some(rules, common, rare):
    """Ballots of one pattern, and some of patterns that nobody shares."""
    names, chance = sorted(rules.costs), random.Random(4)
    said = [["katos"]] * common
    seen = set()
    while len(seen) < rare:
        seen.add(tuple(sorted(chance.sample(names, 3))))
    for one in (*said, *map(list, seen)):
        choices = read_choices(rules, one)
        yield Ballot("K", "web", choices, fits(rules, choices))


@pytest.mark.parametrize(
    "common, rare, electorates, wanted, mode, why",
    [
        (170, 30, {}, "auto", Mode.FULL, "common"),
        (169, 31, {}, "auto", Mode.MARKS, "rare"),
        (99, 0, {}, "auto", Mode.TOTALS, "small"),
        (100, 0, {}, "auto", Mode.FULL, "common"),
        (300, 0, {"koulu": 99, "muut": 201}, "auto", Mode.TOTALS, "small"),
        (300, 0, {"koulu": 100, "muut": 200}, "auto", Mode.FULL, "common"),
        (300, 0, {}, "marks", Mode.MARKS, "wanted"),
        (300, 0, {}, "totals", Mode.TOTALS, "wanted"),
        (169, 31, {}, "full", Mode.MARKS, "rare"),
        (9, 0, {}, "marks", Mode.TOTALS, "small"),
    ],
)
def test_the_mode_hides_rare_ballots_and_small_groups(common, rare, electorates, wanted, mode, why):
    rules = read_rules(rules_file(told(publication=wanted, **USUAL)))
    assert choose_mode(rules, list(some(rules, common, rare)), electorates) == (mode, why)


def test_thresholds_come_with_the_rules_or_with_the_question():
    ballots = list(some(read_rules(rules_file(told(**USUAL))), 50, 40))
    assert choose_mode(read_rules(rules_file(told(**USUAL))), ballots, {})[0] is Mode.TOTALS
    eased = read_rules(rules_file(told(rare_percent=50, least_electorate=20)))
    assert choose_mode(eased, ballots, {})[0] is Mode.FULL
    assert choose_mode(eased, ballots, {}, Limits(3, 40, 20))[0] is Mode.MARKS


def test_in_marks_no_code_and_no_whole_ballot_is_published(tmp_path):
    vote = opened(held(tmp_path / "count"))
    out = published(vote, Mode.MARKS)
    rules = read_rules(vote.rules)
    rows = list(csv.reader((out / "ballots.csv").open()))[1:]
    assert rows == sorted(rows)
    published_text = "".join(file.read_text() for file in out.iterdir())
    ballots = read_ballots(rules, (vote.folder / "ballots.csv").read_bytes())
    assert not any(one.code in published_text for one in ballots)
    marks = {row[0] for row in rows}
    for one in ballots:
        if one.source == "paper":  # a paper ballot's number is known to all: it must not lead to its marks
            assert not marks & {mark_of(rules, one.code, project) for project in rules.costs}


def test_in_totals_only_sums_are_published(tmp_path):
    out = published(opened(held(tmp_path / "count")), Mode.TOTALS)
    rows = list(csv.reader((out / "ballots.csv").open()))
    assert rows[0] == ["project", "votes"] and len(rows) == 9 and not (out / "ballots.pb").exists()


def test_nothing_is_published_beside_an_earlier_publication(tmp_path):
    vote = opened(held(tmp_path / "count", voters=20))
    published(vote, Mode.FULL)
    with pytest.raises(Stopped, match="not empty"):
        published(vote, Mode.FULL)


def test_a_rejected_ballot_cannot_be_called_valid_before_publication(tmp_path):
    vote = opened(held(tmp_path / "count", voters=20))
    file = vote.folder / "ballots.csv"
    file.write_text(file.read_text().replace("|valo,0", "|valo,1"))
    with pytest.raises(ValueError, match="is not what the rules say"):
        published(vote, Mode.FULL)


def test_a_named_mode_may_hide_more_and_never_shows_more(tmp_path):
    vote = opened(held(tmp_path / "count", voters=40, **USUAL))
    with pytest.raises(Stopped, match="full would show more than totals, which the limits ask for"):
        published(vote, Mode.FULL)
    assert published(opened(held(tmp_path / "other")), Mode.TOTALS).exists()


@pytest.mark.parametrize("kind", ["approval", "knapsack", "points", "ranking"])
def test_whole_ballots_are_given_to_other_cities_programs_too(tmp_path, kind):
    out = published(opened(held(tmp_path / "count", kind)), Mode.FULL)
    text, result = (out / "ballots.pb").read_text(), json.loads((out / "result.json").read_bytes())
    election = election_in(read(text))
    assert election.voters == result["valid"] and election.budget * 100 // election.unit == 60_000_00
    with (out / "ballots.csv").open() as file:
        assert not any(row["code"] in text for row in csv.DictReader(file))
