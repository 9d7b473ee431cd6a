"""Opening: only after two holders have opened envelopes sealed with the real key; then the rules are fixed by the first row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from kuulu.foundation import clock

from ..models.vote import Vote
from ..sealing.canonical import canonical, is_hex, sha256
from ..sealing.keys import log_public_of
from ..sealing.rehearsal import new_rehearsal
from ..sealing.rules import rules_file
from ..vocabulary import VoteState
from . import log_key, writer
from .admission import Refused


def begin_rehearsal(vote_id: int, public_key: bytes) -> bytes:
    """`rehearsal.json` for the holders of a vote key; only a digest of what they must find is kept. Raises Refused."""
    if not is_hex(public_key.hex(), 64):
        raise Refused("form")
    with transaction.atomic():
        vote = writer.locked(vote_id)
        if vote.state != VoteState.DRAFT:
            raise Refused("closed")
        file, codes = new_rehearsal(public_key, vote.code)
        vote.public_key, vote.rehearsal_sha256 = public_key.hex(), sha256(canonical(codes))
        vote.save(update_fields=["public_key", "rehearsal_sha256"])
    return file


def end_rehearsal(vote_id: int, codes: Sequence[str]) -> None:
    """The codes that the holders found are those that were sealed: the vote may open. Raises Refused."""
    digest = sha256(canonical(sorted(codes)))
    passed = Vote.objects.filter(pk=vote_id, state=VoteState.DRAFT, rehearsal_sha256=digest)
    if not passed.update(state=VoteState.REHEARSED):
        raise Refused("key")


def open_vote(vote_id: int, told: Mapping[str, Any]) -> Vote:
    """Fix the rules with the keys in them, and begin the log. Raises Refused and WrongRules."""
    with transaction.atomic():
        vote = writer.locked(vote_id)
        if vote.state != VoteState.REHEARSED or clock.now() >= vote.closes_at:
            raise Refused("early" if vote.state == VoteState.DRAFT else "closed")
        keys = {"public_key": vote.public_key, "log_key": log_public_of(log_key.make(vote.code)).hex()}
        rules = rules_file({**told, "id": vote.code, "publication": vote.publication, **keys})
        vote.rules, vote.rules_sha256, vote.state = rules.decode(), sha256(rules), VoteState.OPEN
        vote.save(update_fields=["rules", "rules_sha256", "state"])
        writer.append(vote, [{"kind": "open", "box": vote.rules_sha256}])
    writer.sign_head(vote_id)
    return vote
