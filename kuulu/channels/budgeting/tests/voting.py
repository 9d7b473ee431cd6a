"""A round whose vote is open, made ready as at the desk."""

from __future__ import annotations

import html
import re
from typing import Any

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions import set_up_vote
from kuulu.channels.budgeting.models import Electorate, Round, Vote
from kuulu.channels.budgeting.sealing.keys import new_vote_key, public_of, split
from kuulu.channels.budgeting.sealing.rehearsal import rehearse
from kuulu.channels.budgeting.vocabulary import LEVEL_DOORS, VoteLevel

from .factories import make_chief, make_proposal, make_round, words

VOTE_KEY = new_vote_key()
TITLES = {"Swing": 4_000, "Bench": 3_000, "Pier": 12_000, "Tree": 2_000}
BASE = "/en/budjetti/kierros/small-2027/"
START, BALLOT, RECEIPT = f"{BASE}aanesta/", f"{BASE}aanesta/lippu/", f"{BASE}aanesta/kuitti/"


def voting_round(**fields: Any) -> Round:
    """A round with four candidates that is in its phase of voting."""
    one = make_round(**{"phases": {"ideas": (-30, -20), "ballot": (-1, 10)}, "euros": 15_000, **fields})
    chief = make_chief()
    for title, euros in TITLES.items():
        make_proposal(
            round=one, title=title, text=f"{title} for all of us.", entered_by=chief, public=True, euros=euros
        )
    actions.number_ballot(one, by=chief)
    return one


def sheets_of(code: str) -> Any:
    return split(VOTE_KEY, code)


def draft_vote(level: VoteLevel = VoteLevel.PERSONS, **fields: Any) -> Vote:
    """A vote of such a round, with an electorate of all the doors of its level."""
    doors = fields.pop("doors", [door.value for door in LEVEL_DOORS[level]])
    one, chief = voting_round(**fields), make_chief()
    vote = set_up_vote.make_vote(one, by=chief, level=level)
    set_up_vote.add_electorate(vote, by=chief, code="all", doors=doors, names=words("Everybody"))
    return vote


def open_vote(level: VoteLevel = VoteLevel.PERSONS, **fields: Any) -> Vote:
    """The same, rehearsed and opened."""
    vote, chief = draft_vote(level, **fields), make_chief()
    file = set_up_vote.begin_rehearsal(vote, by=chief, public_key=public_of(VOTE_KEY).hex())
    set_up_vote.end_rehearsal(vote, by=chief, found="\n".join(rehearse(file, sheets_of(vote.code)[:2])))
    return set_up_vote.open_vote(Vote.objects.select_related("round").get(pk=vote.pk), by=chief)


def print_codes(vote: Vote, size: int = 1) -> list[str]:
    electorate = Electorate.objects.select_related("vote__round").get(vote=vote)
    return set_up_vote.print_codes(electorate, by=make_chief(), size=size)[1]


def numbers(client: Any) -> dict[str, str]:
    """Title -> number, from the page of the candidates."""
    page = client.get(f"{BASE}vertaa/").content.decode()
    return {html.unescape(title): number for number, title in re.findall(r">(\d+)\. ([^<]+)</a></th>", page)}


def hidden_in(page: str) -> dict[str, list[str]]:
    """The hidden fields of the form on a page."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(html.unescape(value))
    return found


def vote_without_script(client: Any, marks: dict[str, Any], **last: Any) -> Any:
    """Mark, look once more, cast: what the receipt page says."""
    check = client.post(BALLOT, marks)
    assert check.status_code == 200, check
    fields = hidden_in(check.content.decode())
    assert "sure" in fields, check.content.decode()[:3000]
    return client.post(BALLOT, {**fields, **last}, follow=True)
