"""Looks a folder over that the count wrote, before anything of it is kept: it must be this vote, whole and right."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from ..models import CountSession, Vote
from ..queries.turnout import ballots_by_electorate
from ..sealing import verify_ballots
from ..sealing.canonical import canonical, lines_of, sha256
from ..sealing.readme import README

if TYPE_CHECKING:
    from ..sealing.rules import Rules

MANIFEST: Final = "manifest.json"
WHOLE_ONLY: Final = "ballots.pb"
SECONDS: Final = 180  #: that the verifier may take
SPOKEN: Final = {"fi": "fi", "fi-simple": "fi", "sv": "sv", "en": "en"}
#: numbers in `result.json`
COUNTS: Final = (
    "envelopes", "paper_ballots", "paper_spoiled", "paper_given", "paper_not_returned", "rejected", "unread", "voters",
    "voided", "valid", "spent",
)  # fmt: skip

Files = Mapping[str, bytes]


def faults_of(vote: Vote, files: Files, language: str = "fi") -> list[str]:
    """All that is wrong with a folder, in sentences; none when it may be published."""
    for look in (_names, _ours, _manifest):
        if faults := look(vote, files):
            return faults
    return verified(files, language) or [*_result(vote, files), *_mode(vote, files)]


def expected_names(mode: str) -> set[str]:
    """The files of a folder that is published in a mode."""
    from ..sealing.publication import ORDER_OF_FILES

    return {*ORDER_OF_FILES, MANIFEST} - (set() if mode == "full" else {WHOLE_ONLY})


def _names(vote: Vote, files: Files) -> list[str]:
    try:
        mode = json.loads(files.get("result.json", b"")).get("mode", "")
    except (ValueError, AttributeError, RecursionError):
        return [_("%(name)s cannot be read.") % {"name": "result.json"}]
    wanted = expected_names(mode)
    missing = [_("%(name)s is missing.") % {"name": name} for name in sorted(wanted - set(files))]
    strange = [_("%(name)s does not belong here.") % {"name": name} for name in sorted(set(files) - wanted)]
    return missing + strange


def _ours(vote: Vote, files: Files) -> list[str]:
    """Rules, log and heads are those that the house has; the verifier and its words are those of this version."""
    from ..ballot_box import export

    own = {
        "rules.json": vote.rules.encode(),
        "log.jsonl": lines_of(export.rows_of(vote)),
        "heads.jsonl": lines_of(export.heads_of(vote.pk)),
        "verify_ballots.py": Path(verify_ballots.__file__).read_bytes(),
        "README.md": README.replace("{vote}", vote.code).encode(),
    }
    return [
        _("%(name)s is not the one of this vote that the service has.") % {"name": name}
        for name, content in own.items()
        if files[name] != content
    ]


def _manifest(vote: Vote, files: Files) -> list[str]:
    told = {"files": {name: sha256(content) for name, content in files.items() if name != MANIFEST}, "v": 1}
    if files[MANIFEST] != canonical(told):
        return [_("manifest.json does not tell the hashes of these files.")]
    sessions = CountSession.objects.filter(vote=vote).order_by("-pk")
    counted = sessions.values_list("output_sha256", flat=True).first()
    if counted is not None and counted != sha256(files[MANIFEST]):
        return [_("This is another folder than the one that the minutes of the count tell of.")]
    return []


def verified(files: Files, language: str = "fi") -> list[str]:
    """What `verify_ballots.py` finds wrong, run apart from the house: it sees the folder and the standard library."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        spoken = SPOKEN.get(language, "en")
        words = [sys.executable, "-I", "-S", verify_ballots.__file__, name, "--language", spoken]
        try:
            done = subprocess.run(  # noqa: S603 - our own file, and names that we know
                words, cwd=name, env={"PYTHONIOENCODING": "utf-8"}, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return [_("The check took more than %(seconds)s seconds.") % {"seconds": SECONDS}]
    if done.returncode == 0:
        return []
    wrong = verify_ballots.WORDS["states"][verify_ballots.LANGUAGES.index(spoken)].split(";")[1]
    said = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.startswith(f"{wrong} ")]
    return said or [_("The check stopped on the way.")]


def _result(vote: Vote, files: Files) -> list[str]:
    """What the verifier does not ask of `result.json`: its form, and winners where it cannot count them."""
    told, costs = json.loads(files["result.json"]), json.loads(vote.rules)["cost"]
    winners = told.get("winners")
    is_formed = (
        told.get("id") == vote.code
        and told.get("v") == 1
        and all(type(told.get(name)) is int and told[name] >= 0 for name in COUNTS)
        and isinstance(told.get("why"), str)
        and all(type(votes) is int and votes >= 0 for votes in told["votes"].values())
    )
    fits = (
        isinstance(winners, list)
        and len(set(map(str, winners))) == len(winners)
        and all(name in costs for name in winners)
        and told["spent"] == sum(costs[name] for name in winners) <= json.loads(vote.rules)["budget_total"]
    )
    return [] if is_formed and fits else [_("%(name)s is not in its form.") % {"name": "result.json"}]


def _mode(vote: Vote, files: Files) -> list[str]:
    """No more is shown than the limits allow, by the electorates as the service knows them."""
    from ..sealing.ballots import read_ballots
    from ..sealing.publication import STRICT, choose_mode
    from ..sealing.rules import Mode, read_rules

    rules, told = read_rules(vote.rules.encode()), json.loads(files["result.json"])
    mode = Mode(told["mode"])
    ballots = read_ballots(rules, files["ballots.csv"]) if mode is Mode.FULL else []
    electorates = ballots_by_electorate(vote) or {"": told["voters"]}
    asked, _why = choose_mode(rules, ballots, electorates)
    if STRICT.index(mode) < STRICT.index(asked):
        words = {"mode": mode, "asked": asked}
        return [_("“%(mode)s” shows more than the limits allow: publish as “%(asked)s”.") % words]
    return _pabulib(rules, ballots, files) if mode is Mode.FULL else []


def _pabulib(rules: Rules, ballots: list[Any], files: Files) -> list[str]:
    """The ballots for other cities are the same ballots."""
    from ..counting import pabulib
    from ..sealing.tally import election_of

    def contents(election: Any) -> Counter[Any]:
        ids = [project.id for project in election.projects]
        found = Counter[Any]()
        for group in election.groups:
            pairs = [(ids[at], *(group.points[place : place + 1])) for place, at in enumerate(group.choices)]
            found[tuple(pairs if rules.form == "ranking" else sorted(pairs))] += group.size
        return found

    read: Callable[[str], Any] = lambda text: pabulib.election_of(pabulib.read(text))  # noqa: E731
    try:
        same = contents(read(files[WHOLE_ONLY].decode())) == contents(election_of(rules, ballots))
    except (ValueError, KeyError):
        same = False
    return [] if same else [_("%(name)s has other ballots than ballots.csv.") % {"name": WHOLE_ONLY}]
