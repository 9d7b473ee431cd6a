"""Casting: an envelope is taken and promised at once; it stands in the log within seconds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError, transaction

from kuulu.foundation import clock

from ..models.ballots import Envelope
from ..models.vote import TAG, Vote
from ..sealing.canonical import is_hex, sha256
from ..sealing.envelope import BOX
from ..sealing.keys import sign
from ..sealing.log import promised_text
from ..vocabulary import MarkChannel
from . import admission, closing, log_key, swift
from .admission import Due, Refused
from .marks import put

KEY_LENGTH: Final = 64  #: of an idempotency key, at most


@dataclass(frozen=True, slots=True)
class Promise:
    """That an envelope will stand in the log, signed by the log key."""

    vote: str
    box: str  #: hash of the envelope
    day: dt.date
    signature: str
    version: int

    @property
    def text(self) -> bytes:
        """What is signed."""
        return promised_text(self.vote, self.box, self.day.isoformat())


def cast(vote_id: int, *, tag: str, box: bytes, idem: str) -> Promise:
    """Take an envelope for a mark that may vote. The same key of the same mark gets the promise that it got before.

    Whether the mark may vote is asked before, at `eligibility`. Raises Refused and NoKey; nothing is promised then.
    """
    if not is_hex(tag, TAG) or len(box) != BOX or not 0 < len(idem) <= KEY_LENGTH:
        raise Refused("form")
    digest = sha256(box)
    try:
        if told := swift.take(vote_id, tag=tag, box=box, digest=digest, idem=idem):
            return _promise(*told)
        with transaction.atomic(durable=True):
            admission.share(vote_id)
            vote = Vote.objects.only("code", "state", "opens_at", "closes_at", "seen_at").get(pk=vote_id)
            key = log_key.read(vote.code)
            if old := _known(vote, key, tag, idem):
                return old
            admission.mind(vote)
            day = clock.today()
            version = put(vote_id, tag, MarkChannel.WEB, day=day, idem=idem, box=box, digest=digest)
    except Due:
        closing.close_on_the_way(vote_id)
        raise
    except IntegrityError:
        return _explained(vote_id, tag, idem, digest)
    return _promise(vote.code, key, digest, day, version)


def _known(vote: Vote, key: bytes, tag: str, idem: str) -> Promise | None:
    """What was promised for the key before. Raises Refused when it was another mark's."""
    old = Envelope.objects.filter(vote=vote, idem=idem).values_list("tag", "box_hash", "day", "version").first()
    if old is None:
        return None
    if old[0] != tag or old[1] is None:
        raise Refused("key")
    return _promise(vote.code, key, old[1], old[2], old[3])


def _explained(vote_id: int, tag: str, idem: str, digest: str) -> Promise:
    """Why an envelope could not be put in: the key was used at the same moment, or the box is another's."""
    vote = Vote.objects.only("code").get(pk=vote_id)
    if old := _known(vote, log_key.read(vote.code), tag, idem):
        return old
    if Envelope.objects.filter(vote=vote_id, box_hash=digest).exists():
        raise Refused("copy")
    raise Refused("unknown")


def _promise(vote: str, key: bytes, digest: str, day: dt.date, version: int) -> Promise:
    signature = sign(key, promised_text(vote, digest, day.isoformat())).hex()
    return Promise(vote, digest, day, signature, version)
