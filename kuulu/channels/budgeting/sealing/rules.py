"""The rules of a vote, which the first row of its log fixes: what may be chosen, how it is counted, how it is published."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any, Final

from ..counting.completion import Completion
from ..counting.count import Rule, Terms, allowed
from ..counting.election import BallotKind
from ..counting.support import Borda, Utility
from .canonical import canonical, is_hex, read_canonical, sha256

NAME: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,39}", re.ASCII)
#: what a round may leave to `rules_file`; in the file everything is told
USUAL: Final[Mapping[str, Any]] = {
    "v": 1, "min": 1, "budget": None, "points": None, "most": None, "unit": 100, "exclusive": [], "utility": "cost",
    "completion": "none", "borda": "k-j", "increment": 1, "threshold": 0, "publication": "auto", "rare_under": 3,
    "rare_percent": 15, "least_electorate": 100, "title": {}, "names": {}, "about": {},
}  # fmt: skip
OWN: Final = ("id", "kind", "max", "cost", "budget_total", "tie_order", "rule", "public_key", "log_key")
#: whole numbers, and the least they may be
NUMBERS: Final = {
    "max": 1, "unit": 1, "increment": 1, "min": 0, "budget_total": 0, "threshold": 0, "rare_under": 0,
    "rare_percent": 0, "least_electorate": 0, "budget": 0, "points": 0, "most": 0,
}  # fmt: skip


class WrongRules(ValueError):
    """Rules that contradict themselves or cannot be counted; the message names what."""


class Form(StrEnum):
    """What a ballot looks like."""

    APPROVAL = "approval"  #: up to `max` projects
    KNAPSACK = "knapsack"  #: projects that together cost at most `budget`
    POINTS = "points"  #: `points` at most over projects, `most` at most for one
    RANKING = "ranking"  #: up to `max` projects, the dearest first


class Mode(StrEnum):
    """How much of the ballots is published."""

    FULL = "full"  #: each ballot with its code
    MARKS = "marks"  #: each mark by itself, so that no ballot can be put together again
    TOTALS = "totals"  #: sums only


KINDS: Final = {
    Form.APPROVAL: BallotKind.APPROVAL,
    Form.KNAPSACK: BallotKind.APPROVAL,
    Form.POINTS: BallotKind.POINTS,
    Form.RANKING: BallotKind.RANKING,
}


@dataclass(frozen=True)
class Rules:
    """Rules that hold together. Sums are in minor units, of which `unit` make one of the currency."""

    hash: str  #: SHA-256 of `rules.json`, which the row `open` of the log names
    raw: bytes  #: the file itself
    vote: str
    form: Form
    least: int  #: projects on a ballot
    most: int
    ballot_sum: int | None  #: what the projects of a ballot may cost together
    points: int | None  #: what all the points of a ballot may make
    most_points: int | None  #: for one project
    unit: int
    budget: int
    costs: Mapping[str, int]
    tie_order: Sequence[str]
    exclusive: Sequence[Sequence[str]]
    terms: Terms
    public_key: bytes
    log_key: bytes
    wanted: str  #: auto, or the mode of publication the round asks for
    limits: Limits
    told: Mapping[str, Any]  #: the file's own words: title, names, about

    @property
    def kind(self) -> BallotKind:
        """The kind of ballot a count knows."""
        return KINDS[self.form]

    @property
    def lot(self) -> list[int]:
        """The place of each project, in the order of `costs`, in the order that breaks ties."""
        places = {name: place for place, name in enumerate(self.tie_order)}
        return [places[name] for name in self.costs]


@dataclass(frozen=True, slots=True)
class Limits:
    """When whole ballots may be published."""

    rare_under: int = 3  #: a pattern on fewer ballots than this is rare
    rare_percent: int = 15  #: of ballots with a rare pattern, above which only marks are published
    least_electorate: int = 100  #: ballots of an electorate, below which only totals are


def rules_file(told: Mapping[str, Any]) -> bytes:
    """`rules.json` of a round: what it tells, and for the rest what is usual. Raises WrongRules."""
    return read_rules(canonical({**USUAL, **told})).raw


def read_rules(raw: bytes) -> Rules:
    """The rules in a file `rules.json`. Raises WrongRules."""
    try:
        told = read_canonical(raw)
    except ValueError as fault:
        raise WrongRules(f"rules.json cannot be read: {fault}") from None
    if not isinstance(told, dict):
        raise WrongRules("rules.json is no map")
    if missing := [name for name in (*OWN, *USUAL) if name not in told]:
        raise WrongRules(f"{missing[0]} is missing")
    if strange := [name for name in told if name not in (*OWN, *USUAL)]:
        raise WrongRules(f"{strange[0]} is not known")
    _mind_form(told)
    _mind_projects(told)
    return _made(raw, told)


def _mind_form(told: Mapping[str, Any]) -> None:
    """Names, keys and whole numbers. Raises WrongRules."""
    if told["v"] != 1 or not isinstance(told["id"], str) or not NAME.fullmatch(told["id"]):
        raise WrongRules("v or id is wrong")
    for name, least in NUMBERS.items():
        value, may_lack = told[name], name in USUAL and USUAL[name] is None
        if not (type(value) is int and value >= least) and not (value is None and may_lack):
            raise WrongRules(f"{name} is no whole number of at least {least}")
    if not all(is_hex(told[name], 64) for name in ("public_key", "log_key")):
        raise WrongRules("public_key and log_key have 64 hexadecimal digits")
    if told["min"] > told["max"]:
        raise WrongRules("min is more than max")
    if not all(isinstance(told[name], dict) for name in ("title", "names", "about")):
        raise WrongRules("title, names and about are maps")


def _mind_projects(told: Mapping[str, Any]) -> None:
    """Projects with costs, each once in the order of ties. Raises WrongRules."""
    costs = told["cost"]
    if not isinstance(costs, dict) or not costs:
        raise WrongRules("cost names no project")
    for name, cost in costs.items():
        if not NAME.fullmatch(name) or type(cost) is not int or cost < 0:
            raise WrongRules(f"the project {name!r} or its cost is wrong")
    if not isinstance(told["tie_order"], list) or sorted(map(str, told["tie_order"])) != sorted(costs):
        raise WrongRules("tie_order does not name each project once")
    sets = told["exclusive"]
    if not isinstance(sets, list) or not all(isinstance(one, list) for one in sets):
        raise WrongRules("exclusive is no list of lists")
    if strange := [name for name in chain.from_iterable(sets) if name not in costs]:
        raise WrongRules(f"exclusive names {strange[0]!r}, which is no project")


def _made(raw: bytes, told: Mapping[str, Any]) -> Rules:
    try:
        form, wanted = Form(told["kind"]), told["publication"]
        terms = Terms(
            rule=Rule(told["rule"]), utility=Utility(told["utility"]), completion=Completion(told["completion"]),
            borda=Borda(told["borda"]), increment=told["increment"], least=told["threshold"],
        )  # fmt: skip
        if wanted != "auto":
            Mode(wanted)
    except ValueError as fault:
        raise WrongRules(str(fault)) from None
    needs = {Form.KNAPSACK: "budget", Form.POINTS: "points"}.get(form)
    if needs and told[needs] is None:
        raise WrongRules(f"ballots of the kind {form} need {needs}")
    if terms.utility not in allowed(KINDS[form]):
        raise WrongRules(f"ballots of the kind {form} do not tell the utility {terms.utility}")
    return Rules(
        hash=sha256(raw), raw=raw, vote=told["id"], form=form, least=told["min"], most=told["max"],
        ballot_sum=told["budget"], points=told["points"], most_points=told["most"], unit=told["unit"],
        budget=told["budget_total"], costs=told["cost"], tie_order=told["tie_order"], exclusive=told["exclusive"],
        terms=terms, public_key=bytes.fromhex(told["public_key"]), log_key=bytes.fromhex(told["log_key"]),
        wanted=wanted, limits=Limits(told["rare_under"], told["rare_percent"], told["least_electorate"]), told=told,
    )  # fmt: skip
