"""`kuulu count` answers on its own, before anything of the house is loaded."""

import json
import subprocess
import sys

import pytest

from .files import city, pb

pytestmark = pytest.mark.once

SAY_WHAT_IS_LOADED = "import sys; from kuulu.foundation.console import main\ntry: main()\nfinally: print([m for m in sys.modules if m.split('.')[0] == 'django'], file=sys.stderr)"  # fmt: skip


def run(*words):
    return subprocess.run([sys.executable, "-c", SAY_WHAT_IS_LOADED, *map(str, words)], capture_output=True, text=True)  # noqa: S603


@pytest.fixture
def file(tmp_path):
    kept = tmp_path / "city.pb"
    kept.write_text(city(1), encoding="utf-8")
    return kept


@pytest.mark.parametrize("completion", ["none", "add1", "add1-integral", "add1u", "utilitarian"])
def test_it_counts_a_file_without_loading_the_house(file, completion):
    done = run("count", file, "--rule", "equal-shares", "--completion", completion, "--increment", 5, "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0 and done.stderr.strip() == "[]"
    assert told["rule"] == "equal-shares" and told["winners"] and told["spent"] > 0
    assert [step["project"] for step in told["steps"]] == told["winners"]


def test_it_tells_people_in_words(file):
    assert "1. " in run("count", file).stdout


@pytest.mark.parametrize(
    "text, words, told",
    [
        ("nonsense", [], "cannot be read"),
        (pb([1], ["1"], budget=1), ["--utility", "borda"], "cannot be counted so"),
        (pb([1], ["1"], budget=1), ["--increment", "0"], "at least 1"),
        (pb([1], ["1"], budget=1), ["--rule", "fair"], "invalid"),
    ],
)
def test_what_cannot_be_counted_is_told_in_one_line(tmp_path, text, words, told):
    kept = tmp_path / "a.pb"
    kept.write_text(text, encoding="utf-8")
    done = run("count", kept, *words)
    assert done.returncode != 0 and told in done.stderr and "Traceback" not in done.stderr


def test_a_file_that_is_not_there_is_told_in_one_line(tmp_path):
    done = run("count", tmp_path / "none.pb")
    assert done.returncode == 1 and "none.pb cannot be read" in done.stderr and "Traceback" not in done.stderr
