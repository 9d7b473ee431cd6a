"""Finds a mark entitled to vote: once, by whichever door comes first, and a later door is told what was found."""

from __future__ import annotations

import calendar
import datetime as dt
import secrets
from dataclasses import dataclass

from kuulu.foundation import clock
from kuulu.foundation.channel import Proved

from ..models.entitlement import Code, Electorate, Entitlement
from ..models.vote import TAG, Vote
from ..vocabulary import Door, VoteLevel, VoteState
from . import codes, tags


class NotEntitled(Exception):
    """`why` is state, level, door, birthday, age, home, mistyped, unknown or void."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Found:
    """A mark that may vote, and by which door it was found first."""

    tag: str
    electorate: str
    source: Door
    day: dt.date
    is_new: bool


def entitle_person(
    electorate: Electorate,
    person_key: str,
    *,
    door: Door,
    birthday: dt.date | None = None,
    municipality: str = "",
    area: str = "",
) -> Found:
    """The mark of a person: `person_key` is the identity code or the register's id, which is kept nowhere.

    `municipality` is the number of the home that an identification told; at the desk a clerk looks at it. Raises
    NotEntitled and NoKey.
    """
    vote = _open(electorate.vote_id)
    if vote.level != VoteLevel.PERSONS:
        raise NotEntitled("level")
    if door in (Door.CODE, Door.LETTER, Door.OPEN) or door not in electorate.doors:
        raise NotEntitled("door")
    _mind_age(electorate, birthday)
    if door == Door.IDENTIFICATION and electorate.municipality not in ("", municipality):
        raise NotEntitled("home")
    return _entitled(vote, tags.tag_of(tags.read_key(vote), vote.code, person_key), electorate, door, area)


def entitle_proved(vote_id: int, proved: Proved) -> Found:
    """The mark of somebody who identified, by the first electorate that takes them. Raises NotEntitled and NoKey."""
    why = NotEntitled("door")
    for electorate in Electorate.objects.filter(vote=vote_id).order_by("pk"):
        if Door.IDENTIFICATION not in electorate.doors:
            continue
        try:
            return entitle_person(
                electorate, proved.key, door=Door.IDENTIFICATION, birthday=proved.born_on,
                municipality=proved.municipality,
            )  # fmt: skip
        except NotEntitled as fault:
            why = fault
    raise why


def entitle_anybody(electorate: Electorate) -> Found:
    """A mark in an open poll, where nothing is asked: as many as somebody wishes to begin. Raises NotEntitled."""
    vote = _open(electorate.vote_id)
    if vote.level != VoteLevel.POLL or Door.OPEN not in electorate.doors:
        raise NotEntitled("level")
    return _entitled(vote, secrets.token_hex(TAG // 2), electorate, Door.OPEN, "")


def entitle_code(vote_id: int, typed: str, *, area: str = "") -> Found:
    """The mark that a printed code leads to. Raises NotEntitled and NoKey."""
    vote = _open(vote_id)
    if vote.level == VoteLevel.POLL:
        raise NotEntitled("level")
    try:
        digest = tags.digest_of(tags.read_key(vote), vote.code, codes.tidy(typed))
    except codes.Mistyped:
        raise NotEntitled("mistyped") from None
    code = Code.objects.select_related("batch__electorate").filter(vote=vote, code_hmac=digest).first()
    if code is None:
        raise NotEntitled("unknown")
    if code.batch.voided_at is not None:
        raise NotEntitled("void")
    door = Door(code.batch.source)
    if vote.level == VoteLevel.CODES and door != Door.CODE:
        raise NotEntitled("level")
    if door not in code.batch.electorate.doors:
        raise NotEntitled("door")
    return _entitled(vote, code.tag, code.batch.electorate, door, area)


def _open(vote_id: int) -> Vote:
    vote = Vote.objects.get(pk=vote_id)
    if vote.state != VoteState.OPEN:
        raise NotEntitled("state")
    return vote


def _entitled(vote: Vote, tag: str, electorate: Electorate, door: Door, area: str) -> Found:
    made, is_new = Entitlement.objects.get_or_create(
        vote=vote, tag=tag, defaults={"electorate": electorate, "source": door, "area": area, "day": clock.today()}
    )
    known = electorate.code if is_new else made.electorate.code
    return Found(tag, known, Door(made.source), made.day, is_new)


def _mind_age(electorate: Electorate, birthday: dt.date | None) -> None:
    """Raises NotEntitled."""
    if electorate.age_on is None:
        return
    if birthday is None:
        raise NotEntitled("birthday")
    age = age_at(birthday, electorate.age_on)
    least, most = electorate.least_age, electorate.most_age
    if age < 0 or (least is not None and age < least) or (most is not None and age > most):
        raise NotEntitled("age")


def age_at(birthday: dt.date, day: dt.date) -> int:
    """Full years at the end of a day. Who was born on 29 February fills years on 28 February where there is no other."""
    last = calendar.monthrange(day.year, birthday.month)[1]
    reached = (birthday.month, min(birthday.day, last))
    return day.year - birthday.year - ((day.month, day.day) < reached)
