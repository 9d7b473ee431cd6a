"""Rules that contradict themselves are refused before anybody votes, and ballots are held against them."""

import json

import pytest

from kuulu.channels.budgeting.sealing.ballots import (
    fits,
    paper_ballots,
    read_choices,
    told,
    web_ballots,
)
from kuulu.channels.budgeting.sealing.canonical import canonical
from kuulu.channels.budgeting.sealing.rules import WrongRules, read_rules, rules_file

from . import made

pytestmark = pytest.mark.once

CODE = "7777-7777-7777-777{}"


def rules(kind, **more):
    return read_rules(rules_file(made.told(kind, **more)))


@pytest.mark.parametrize(
    "change, word",
    [
        ({"id": "a b"}, "id"),
        ({"max": 0}, "max"),
        ({"max": "4"}, "max"),
        ({"min": 9}, "min"),
        ({"cost": {}}, "cost"),
        ({"cost": {"a|b": 1}}, "a|b"),
        ({"cost": {"a": -1}}, "'a'"),
        ({"tie_order": ["katos"]}, "tie_order"),
        ({"exclusive": [["nobody"]]}, "nobody"),
        ({"exclusive": "x"}, "exclusive"),
        ({"rule": "fair"}, "fair"),
        ({"utility": "points"}, "utility points"),
        ({"kind": "knapsack"}, "budget"),
        ({"kind": "points"}, "points"),
        ({"kind": "vote"}, "vote"),
        ({"publication": "all"}, "all"),
        ({"public_key": "0"}, "public_key"),
        ({"increment": 0}, "increment"),
        ({"strange": 1}, "strange is not known"),
        ({"title": "Koe"}, "title"),
    ],
)
def test_what_is_wrong_with_rules_is_named(change, word):
    with pytest.raises(WrongRules, match=word.replace("|", r"\|")):
        rules_file({**made.told(), **change})


def test_a_file_tells_everything_in_the_canonical_way():
    raw = rules_file(made.told())
    whole = json.loads(raw)
    for name in whole:
        with pytest.raises(WrongRules, match=f"{name} is missing"):
            read_rules(canonical({other: value for other, value in whole.items() if other != name}))
    for wrong in (raw + b"\n", json.dumps(whole).encode(), b"", b"[]"):
        with pytest.raises(WrongRules):
            read_rules(wrong)


@pytest.mark.parametrize(
    "kind, said, text, valid",
    [
        ("approval", ["puu", "katos"], "katos|puu", True),
        ("approval", ["puu", "puu"], "puu|puu", False),
        ("approval", [], "", False),
        ("approval", sorted(made.COSTS)[:4], "katos|laituri|lava|leikki", True),
        ("approval", sorted(made.COSTS)[:5], "katos|laituri|lava|leikki|penkki", False),
        ("approval", ["muu"], "?", False),
        ("approval", "puu", "?", False),
        ("approval", {"puu": 1}, "?", False),
        ("approval", [1], "?", False),
        ("approval", None, "?", False),
        ("knapsack", ["katos", "valo"], "katos|valo", True),
        ("knapsack", ["katos", "taide"], "katos|taide", False),
        ("ranking", ["puu", "katos"], "puu|katos", True),
        ("ranking", ["puu", "katos", "puu"], "puu|katos|puu", False),
        ("points", {"puu": 6, "katos": 4, "lava": 0}, "katos:4|puu:6", True),
        ("points", {"puu": 6, "katos": 5}, "katos:5|puu:6", False),
        ("points", {"puu": 7}, "puu:7", False),
        ("points", {"puu": -1, "katos": 11}, "?", False),
        ("points", {"puu": True}, "?", False),
        ("points", {"puu": 1.0}, "?", False),
        ("points", {"puu": 10**30}, "?", False),
        ("points", ["puu"], "?", False),
    ],
)
def test_a_ballot_is_told_in_one_form_and_held_against_the_rules(kind, said, text, valid):
    given = rules(kind)
    choices = read_choices(given, said)
    assert told(given, choices) == text and fits(given, choices) is valid


def test_an_empty_ballot_counts_where_the_rules_allow_it():
    given = rules("approval", min=0)
    assert fits(given, read_choices(given, [])) and not fits(given, None)


def test_what_is_no_ballot_and_codes_that_are_none_or_shared_are_kept_apart():
    given = rules("approval")
    opened = [(CODE.format(1), ["puu"]), None, ("<b>", ["puu"]), (CODE.format(2), ["valo"]), (CODE.format(1), ["lava"])]
    found = [(one.code, told(given, one.choices), one.valid) for one in web_ballots(given, opened)]
    assert found == [
        (f"{CODE.format(1)}#1", "lava", True),
        (f"{CODE.format(1)}#2", "puu", True),
        (CODE.format(2), "valo", True),
        ("UNREAD-0001", "?", False),
        ("UNREAD-0002", "?", False),
    ]
    assert web_ballots(given, opened[::-1]) == web_ballots(given, opened)


def test_paper_ballots_are_numbered_by_what_they_say_not_by_who_entered_them_first():
    given = rules("ranking")
    entered = [["valo"], ["puu", "katos"], [], ["puu", "puu"]]
    found = paper_ballots(given, entered)
    assert found == paper_ballots(given, entered[::-1])
    assert [one.code for one in found] == [f"PAPER-000{number}" for number in range(1, 5)]
    assert [one.valid for one in found] == [False, True, False, True]
