"""The verifier stands alone, and comes to the same winners as the count."""

import ast
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuulu.channels.budgeting.sealing import verify_ballots
from kuulu.channels.budgeting.sealing.ballots import Ballot, choices_in, fits, read_choices, told
from kuulu.channels.budgeting.sealing.keys import is_signed, log_public_of, sign
from kuulu.channels.budgeting.sealing.rules import Mode, read_rules, rules_file
from kuulu.channels.budgeting.sealing.tally import scores_of, winners_of

from .made import held, opened, published

pytestmark = pytest.mark.once

FILE = Path(verify_ballots.__file__)


def test_it_imports_only_the_standard_library_and_fits_on_a_few_pages():
    text = FILE.read_text()
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [("." * node.level) + str(node.module)]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names and text.count("\n") < 400


def test_the_published_file_is_this_one_and_runs_by_itself(tmp_path):
    out = published(opened(held(tmp_path / "count", voters=40)), Mode.FULL)
    assert (out / FILE.name).read_bytes() == FILE.read_bytes()

    def run(*words):
        return subprocess.run(
            [sys.executable, "-I", "-S", str(out / FILE.name), *map(str, words)], capture_output=True, text=True
        )

    done = run(out, "--language", "fi")
    assert done.returncode == 0 and "Kaikki, minkä voi tarkistaa, on kunnossa." in done.stdout, done
    (out / "result.json").write_text("{}")
    assert run(out, "--language", "sv").returncode == 1
    assert run(out / "none").returncode == 1 and run().returncode == 1 and run("--help").returncode == 0


VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize("secret, public, message, signature", [tuple(map(bytes.fromhex, one)) for one in VECTORS])
def test_signatures_are_those_of_rfc_8032(secret, public, message, signature):
    assert log_public_of(secret) == public and sign(secret, message) == signature
    assert is_signed(public, message, signature) and verify_ballots.is_signed(public, message, signature)
    for at in (0, 20, 31, 32, 50, 63):
        wrong = signature[:at] + bytes([signature[at] ^ 4]) + signature[at + 1 :]
        assert not verify_ballots.is_signed(public, message, wrong) and not is_signed(public, message, wrong)
    assert not verify_ballots.is_signed(public, message + b"x", signature)
    assert not verify_ballots.is_signed(public, message, signature[:63])
    assert not verify_ballots.is_signed(b"\xff" * 32, message, signature)
    raised = (int.from_bytes(signature[32:], "little") + verify_ballots.ORDER).to_bytes(32, "little")
    assert not verify_ballots.is_signed(public, message, signature[:32] + raised)  # malleable: refused, section 5.1.7


@given(secret=st.binary(min_size=32, max_size=32), message=st.binary(max_size=99))
@settings(max_examples=15, deadline=None)
def test_both_programs_take_the_same_signatures(secret, message):
    assert verify_ballots.is_signed(log_public_of(secret), message, sign(secret, message))


UTILITIES = {"approval": ["cost", "cardinality"], "knapsack": ["cost", "cardinality"]}
UTILITIES |= {"points": ["cost", "cardinality", "points"], "ranking": ["cost", "cardinality", "borda"]}


def some_rules(chance, rule):
    """Small whole numbers, so that ties and exact ends of money are common."""
    names = [f"p{number}" for number in range(chance.randint(2, 7))]
    kind = chance.choice(list(UTILITIES))
    return rules_file(
        {
            "id": "koe", "kind": kind, "min": chance.randint(0, 1), "max": chance.randint(1, 5), "rule": rule,
            "cost": {name: chance.randint(0, 12) for name in names}, "budget_total": chance.randint(0, 50),
            "tie_order": chance.sample(names, len(names)), "unit": chance.choice([1, 2]), "most": chance.choice([None, 3]),
            "increment": chance.randint(1, 2), "utility": chance.choice(UTILITIES[kind]), "points": 9,
            "completion": chance.choice(["none", "utilitarian", "add1", "add1-integral", "add1u"]),
            "budget": 25 if kind == "knapsack" else None, "borda": chance.choice(["k-j", "L-1-j"]),
            "threshold": chance.choice([0, 0, 2]), "public_key": "0" * 64, "log_key": "0" * 64,
            "exclusive": [chance.sample(names, 2)] if chance.random() < 0.3 else [],
        }
    )  # fmt: skip


def some_ballots(chance, rules):
    names = [*rules.costs]
    for number in range(chance.randint(0, 30)):
        said = chance.choices(names, k=chance.randint(0, 5))
        said = said if chance.random() < 0.2 else [*dict.fromkeys(said)]
        if rules.form == "points":
            said = {name: chance.randint(0, 4) for name in said}
        choices = read_choices(rules, said)
        yield Ballot(f"B{number}", "web", choices, fits(rules, choices))


@pytest.mark.parametrize(
    "kind, wrong", [("points", ["a", "a:0", "a:-1", "?", "a:2|a:1"]), ("approval", ["a:1", "?", "b"])]
)
def test_what_is_not_in_the_form_of_its_kind_is_no_ballot(kind, wrong):
    rules = {"kind": kind, "cost": {"a": 1}, "min": 0, "max": 3, "budget": None, "points": 5, "most": 5}
    count = verify_ballots.Count({**rules, "budget_total": 1, "exclusive": []})
    assert count.fits(count.choices_in("")) and count.fits(count.choices_in("a:2" if kind == "points" else "a"))
    assert not any(count.fits(count.choices_in(text)) for text in wrong)


@pytest.mark.parametrize("rule", ["greedy", "greedy-by-score", "greedy-no-skip", "equal-shares"])
def test_both_programs_elect_the_same_by_the_same_ballots(rule):
    for seed in range(500 if rule == "equal-shares" else 150):
        chance = random.Random(f"{rule}{seed}")
        raw = some_rules(chance, rule)
        rules, other = read_rules(raw), verify_ballots.Count(json.loads(raw))
        ballots = list(some_ballots(chance, rules))
        for one in ballots:
            text = told(rules, one.choices)
            choices = other.choices_in(text)
            assert choices_in(rules, text) == one.choices and other.fits(choices) == one.valid
            if one.valid:
                other.sizes[choices] += 1
                other.votes.update(other.shares(choices))
        assert {name: other.votes[name] for name in rules.costs} == scores_of(rules, ballots)
        assert other.winners() == winners_of(rules, ballots).winners, seed
