"""Publishes a counted vote in one folder, with as much of the ballots as hides who cast them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..counting.count import Result, Rule
from ..counting.pabulib import file_of, written
from . import log, verify_ballots
from .ballots import Ballot, read_ballots, table, told, write_ballots
from .canonical import canonical, sha256
from .ceremony import GIVEN, Given, Stopped, papers, read_counts, read_given
from .readme import README
from .rules import Form, Limits, Mode, Rules
from .tally import election_of, given_by, scores_of, winners_of

VERIFIER: Final = "verify_ballots.py"
MARK: Final = 20  #: hexadecimal digits of a mark
REJECTED: Final = "!"  #: stands for the project where a ballot was against the rules
EMPTY: Final = "-"  #: stands for the project where a valid ballot names none
STRICT: Final = (Mode.FULL, Mode.MARKS, Mode.TOTALS)
ORDER_OF_FILES: Final = (*GIVEN, "opened.json", "ballots.csv", "result.json", VERIFIER, "README.md", "ballots.pb")


def choose_mode(
    rules: Rules, ballots: Sequence[Ballot], electorates: Mapping[str, int], limits: Limits | None = None
) -> tuple[Mode, str]:
    """How much may be published, and why in one word: wanted, small, rare or common.

    `electorates` are the ballots of each electorate; without any, all ballots are one. What the round asks for is followed
    where it hides more. Limits are those of the rules unless others are given.
    """
    limits = limits or rules.limits
    mode, why = Mode.FULL, "common"
    if rare_share(rules, ballots, limits.rare_under) * 100 > limits.rare_percent * max(1, len(ballots)):
        mode, why = Mode.MARKS, "rare"
    if min(electorates.values(), default=len(ballots)) < limits.least_electorate:
        mode, why = Mode.TOTALS, "small"
    if rules.wanted != "auto" and STRICT.index(Mode(rules.wanted)) > STRICT.index(mode):
        mode, why = Mode(rules.wanted), "wanted"
    return mode, why


def rare_share(rules: Rules, ballots: Sequence[Ballot], under: int) -> int:
    """How many ballots have a pattern that fewer than `under` ballots have."""
    patterns = Counter(told(rules, one.choices) for one in ballots)
    return sum(count for count in patterns.values() if count < under)


def publish(
    folder: Path,
    out: Path,
    electorates: Mapping[str, int] | None = None,
    *,
    mode: Mode | None = None,
    limits: Limits | None = None,
) -> tuple[Mode, str]:
    """Write the folder that everybody may read; the mode and why. A `mode` that is named may hide more than the limits ask.

    `out` must be new or empty, so that nothing of an earlier publication shows more. Raises Stopped, ValueError and OSError.
    """
    if out.exists() and any(out.iterdir()):
        raise Stopped([f"the folder {out.name} is not empty"])
    given = read_given(folder)
    rules = given.rules
    ballots = read_ballots(rules, (folder / "ballots.csv").read_bytes())
    chosen, why = choose_mode(rules, ballots, electorates or {}, limits)
    if mode and STRICT.index(mode) < STRICT.index(chosen):
        raise Stopped([f"the mode {mode} would show more than {chosen}, which the limits ask for ({why})"])
    if mode and mode != chosen:
        chosen, why = Mode(mode), "decided"
    result = winners_of(rules, ballots)
    files = {name: (folder / name).read_bytes() for name in (*GIVEN, "opened.json")}
    files["ballots.csv"] = _BALLOTS[chosen](rules, ballots)
    files["result.json"] = canonical(_result(given, ballots, result, read_counts(folder), chosen) | {"why": why})
    files[VERIFIER] = Path(verify_ballots.__file__).read_bytes()
    files["README.md"] = README.replace("{vote}", rules.vote).encode()
    if chosen is Mode.FULL:
        files["ballots.pb"] = _pabulib(rules, ballots, result)
    manifest = canonical({"files": {name: sha256(content) for name, content in files.items()}, "v": 1})
    out.mkdir(parents=True, exist_ok=True)
    for name, content in {**files, "manifest.json": manifest}.items():
        (out / name).write_bytes(content)
    return chosen, why


# --- the ballots in each mode ------------------------------------------------------------------------------------


def mark_of(rules: Rules, code: str, project: str) -> str:
    """The mark that shows a voter the own choice of a project: HMAC-SHA256 under the tracking code, 20 digits."""
    return hmac.new(code.encode(), f"{rules.vote}|{project}".encode(), hashlib.sha256).hexdigest()[:MARK]


def _marks(rules: Rules, ballots: Sequence[Ballot]) -> bytes:
    """One row for each mark, sorted by mark, so that no two rows can be told to be of one ballot."""
    rows, given = list[list[str]](), dict[str, dict[str, int]]()
    for ballot in ballots:
        content = told(rules, ballot.choices) if ballot.valid else REJECTED
        if content not in given:
            given[content] = (given_by(rules, ballot) or {EMPTY: 0}) if ballot.valid else {REJECTED: 0}
        known = ballot.source == "web" and ballot.choices is not None
        code = ballot.code.partition("#")[0] if known else secrets.token_hex(16)  # paper has a number anybody could try
        rows += [[mark_of(rules, code, project), project, str(number)] for project, number in given[content].items()]
    return table(["mark", "project", "given"], sorted(rows))


def _totals(rules: Rules, ballots: Sequence[Ballot]) -> bytes:
    scores = scores_of(rules, ballots)
    return table(["project", "votes"], [[name, str(score)] for name, score in sorted(scores.items())])


_BALLOTS: Final = {Mode.FULL: write_ballots, Mode.MARKS: _marks, Mode.TOTALS: _totals}


# --- the rest ----------------------------------------------------------------------------------------------------


def _result(
    given: Given, ballots: Sequence[Ballot], result: Result, counts: Mapping[str, int], mode: Mode
) -> dict[str, Any]:
    """Winners in the order of choice with all that is counted on the way to them."""
    rules, kinds = given.rules, Counter(row["kind"] for row in log.selected(given.rows).values())
    back = counts["paper_ballots"] + counts["paper_spoiled"]
    return {
        "v": 1,
        "id": rules.vote,
        "mode": str(mode),
        **counts,
        "voters": kinds["cast"] + kinds["paper"],
        "voided": kinds["void"],
        "paper_given": papers(given),
        "paper_not_returned": papers(given) - back,
        "valid": sum(one.valid for one in ballots),
        "votes": scores_of(rules, ballots),
        "winners": result.winners,
        "spent": result.spent,
    }


def _pabulib(rules: Rules, ballots: Sequence[Ballot], result: Result) -> bytes:
    """The valid ballots as other cities publish theirs, without codes and in another order."""
    about = {name: str(value) for name, value in rules.told["about"].items()}
    title = next((text for text in rules.told["title"].values()), rules.vote)
    rule = "equalshares" if rules.terms.rule is Rule.EQUAL_SHARES else "greedy"
    meta = {"description": title, "country": "Finland", "unit": rules.vote, "instance": rules.vote, "rule": rule}
    meta |= {"date_begin": "", "date_end": "", "min_length": str(rules.least), "max_length": str(rules.most), **about}
    if rules.form is Form.POINTS:
        meta["max_sum_points"] = str(rules.points)
    if rules.form is Form.KNAPSACK and rules.ballot_sum is not None:
        meta["max_sum_cost"] = str(rules.ballot_sum // rules.unit)
    names = {name: _named(rules, name) for name in rules.costs}
    shuffle = secrets.SystemRandom().shuffle
    file = file_of(election_of(rules, ballots), meta, names=names, winners=result.winners, shuffle=shuffle)
    return written(file).encode()


def _named(rules: Rules, project: str) -> str:
    """The name of a project in the first language that tells one."""
    names = rules.told["names"].get(project, {})
    return str(next(iter(names.values()), project)) if isinstance(names, dict) else str(names)
