"""Votes for tests: opened as in life, with keys in a folder of the test's own."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from kuulu.channels.budgeting.ballot_box import opening
from kuulu.channels.budgeting.ballot_box.cast import Promise, cast
from kuulu.channels.budgeting.models import Electorate, Round, Vote
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.envelope import seal
from kuulu.channels.budgeting.sealing.keys import new_vote_key, public_of, split
from kuulu.channels.budgeting.sealing.rehearsal import rehearse
from kuulu.channels.budgeting.vocabulary import Door, VoteLevel
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty
from kuulu.foundation import clock

CODE = "koe-2026"
VOTE_KEY = new_vote_key()
SHEETS = split(VOTE_KEY, CODE)
COSTS = {"katos": 30_000_00, "penkki": 4_500_00, "laituri": 12_000_00, "puu": 1_250_50}
TOLD = {
    "kind": "approval", "max": 3, "cost": COSTS, "budget_total": 40_000_00, "tie_order": sorted(COSTS),
    "rule": "greedy", "rare_percent": 100, "least_electorate": 0,
}  # fmt: skip
HOUR = dt.timedelta(hours=1)
_numbers = itertools.count(1)


def keep_keys_in(settings: Any, folder: Any) -> None:
    """Keys of the test's votes lie in the test's own folder."""
    drawers = {"tags": str(folder / "tags"), "log": str(folder / "log")}
    settings.KUULU = {**settings.KUULU, "VOTE_KEYS": drawers}


def make_round() -> Round:
    unit = Unit.objects.get_or_create(code="parks", defaults={"names": {"fi": "Puistot"}})[0]
    return Round.objects.create(code="round-2026", unit=unit, decides=unit, euros=40_000)


def make_staff(unit: Unit | None = None, duty: Duty = Duty.PREPARER) -> Person:
    person = Person.objects.create_user(f"votes{next(_numbers)}@example.org", is_staff=True)
    Role.objects.create(person=person, duty=duty, unit=unit)
    return person


def draft_vote(**fields: Any) -> Vote:
    """A vote that begins now and lasts an hour."""
    now = clock.now()
    times = {"opens_at": now - dt.timedelta(seconds=1), "closes_at": now + HOUR}
    one = Round.objects.first() or make_round()
    return Vote.objects.create(**{"round": one, "code": CODE, "level": VoteLevel.PERSONS, **times, **fields})


def open_vote(**fields: Any) -> Vote:
    """A vote whose key two holders tried and that takes ballots, with an electorate of all doors."""
    vote = draft_vote(**fields)
    file = opening.begin_rehearsal(vote.pk, public_of(VOTE_KEY))
    opening.end_rehearsal(vote.pk, rehearse(file, SHEETS[:2]))
    opening.open_vote(vote.pk, TOLD)
    vote.refresh_from_db()
    return vote


def make_electorate(vote: Vote, **fields: Any) -> Electorate:
    return Electorate.objects.create(**{"vote": vote, "code": "all", "doors": list(Door.values), **fields})


def tag(number: int) -> str:
    return f"{number:032x}"


def box(choices: Any = ("puu",), code: str = "") -> bytes:
    """A sealed ballot."""
    return seal(public_of(VOTE_KEY), CODE, code or new_code(), list(choices))


def give(vote: Vote, number: int, choices: Any = ("puu",), **more: Any) -> Promise:
    """Cast for the mark of that number."""
    told = {"tag": tag(number), "box": box(choices), "idem": f"key-{next(_numbers)}", **more}
    return cast(vote.pk, **told)
