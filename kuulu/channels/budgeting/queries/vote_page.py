"""What voters are shown: whether a vote takes ballots now, its candidates in an order of their own, its log as it grows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from kuulu.foundation import clock

from ..models import Electorate, Envelope, Head, LogRow, Mark, Proposal, Round, Vote
from ..vocabulary import Door, VoteState
from .vote_rules import candidates

RUNNING = (VoteState.OPEN, VoteState.CLOSED, VoteState.COUNTED, VoteState.PUBLISHED, VoteState.DESTROYED)


def vote_of(one: Round) -> Vote | None:
    """The vote that was opened, or None before that."""
    vote = Vote.objects.filter(round=one, state__in=RUNNING).first()
    if vote is not None:
        vote.round = one
    return vote


def takes_ballots(vote: Vote) -> bool:
    """Whether one can vote at this moment."""
    return vote.state == VoteState.OPEN and vote.opens_at <= clock.now() < vote.closes_at


def rules_of(vote: Vote) -> dict[str, Any]:
    """`rules.json` of an opened vote as a map."""
    return dict(json.loads(vote.rules)) if vote.rules else {}


def shuffled(one: Round, seed: int) -> list[Proposal]:
    """The candidates in the order of one voter: the same as long as the seed is."""

    def drawn(proposal: Proposal) -> bytes:
        return hashlib.sha256(f"{seed}|{proposal.number}".encode()).digest()

    return sorted(candidates(one), key=drawn)


def channel_of(vote: Vote, tag: str) -> str:
    """How the newest version of a mark votes: web, paper, void; "" when it has not voted."""
    return Mark.objects.filter(vote=vote, tag=tag).values_list("channel", flat=True).first() or ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an envelope is: in the log at a number, promised and waiting for the log, or unknown."""

    seq: int | None
    is_known: bool


def place_of(vote: Vote, box_hash: str) -> Place:
    """Where the envelope of that hash is. It tells of no mark."""
    row = LogRow.objects.filter(vote=vote, box_hash=box_hash, kind="cast").values_list("seq", flat=True).first()
    if row is not None:
        return Place(row, True)
    return Place(None, Envelope.objects.filter(vote=vote, box_hash=box_hash).exists())


def hashes_of(vote: Vote) -> Iterator[str]:
    """The log while the vote runs, line by line: number, leaf and envelope, without marks.

    Nobody can watch by it whether somebody voted again.
    """
    rows = LogRow.objects.filter(vote=vote).order_by("seq").values_list("seq", "leaf", "kind", "box_hash")
    for seq, leaf, kind, box in rows.iterator():
        yield f"{seq} {leaf} {box if kind == 'cast' and box else '-'}\n"


def heads_of(vote: Vote) -> list[Head]:
    """The signed heads, the newest first."""
    return list(Head.objects.filter(vote=vote).order_by("-size"))


def electorates_of(vote: Vote) -> list[Electorate]:
    """Those who may vote, in the order in which they were added."""
    return list(vote.electorates.order_by("pk"))


def exposures(electorates: list[Electorate]) -> list[tuple[Electorate, Electorate]]:
    """Pairs by whose doors one person may vote twice: printed codes know no person, and the ages may be the same.

    An electorate that has a printed code beside another door is a pair with itself.
    """
    alone = [(one, one) for one in electorates if Door.CODE in one.doors and len(one.doors) > 1]
    pairs = [(one, other) for one, other in combinations(electorates, 2)
             if _may_overlap(one, other) and Door.CODE in (*one.doors, *other.doors)]  # fmt: skip
    return alone + pairs


def _may_overlap(one: Electorate, other: Electorate) -> bool:
    first, second = ((each.least_age or 0, each.most_age or 200) for each in (one, other))
    return first[0] <= second[1] and second[0] <= first[1]
