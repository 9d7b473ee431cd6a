"""Writes envelopes into the log, without the order in which they came; any number may run and one at a time writes."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any, Final

from django.db import connection, transaction

from kuulu.foundation import clock

from ..models.ballots import Envelope, Head, LogRow
from ..models.vote import Vote
from ..sealing import log
from ..vocabulary import VoteState
from . import log_key

BATCH: Final = 2000  #: rows written in one transaction
NUMBER: Final = """UPDATE budgeting_envelope SET seq = l.seq FROM budgeting_logrow l
WHERE l.vote_id = budgeting_envelope.vote_id AND l.tag = budgeting_envelope.tag AND l.ver = budgeting_envelope.version
AND l.vote_id = %s AND l.seq > %s AND budgeting_envelope.seq IS NULL"""


class Broken(Exception):
    """The log and the envelopes do not fit together: nothing was written."""


def locked(vote_id: int) -> Vote:
    """The vote, which no other writer has until this transaction ends. Voters do not wait for it."""
    return Vote.objects.select_for_update(no_key=True).get(pk=vote_id)


def write(vote_id: int) -> int:
    """How many rows were added: all that waits, at most a batch; all of it or, when killed, nothing."""
    with transaction.atomic():
        vote = locked(vote_id)
        if vote.state not in (VoteState.OPEN, VoteState.CLOSED):
            return 0
        waiting = Envelope.objects.filter(vote=vote, seq__isnull=True).order_by("id")  # ids are drawn by lot
        rows = list(waiting.values_list("kind", "tag", "version", "box_hash")[:BATCH])
        rows.sort(key=lambda row: row[3] or secrets.token_hex(32))  # paper and void stand anywhere
        if rows and LogRow.objects.filter(vote=vote, kind="close").exists():
            raise Broken("envelopes wait after the row that closes the vote")
        before = vote.head_seq
        append(vote, [{"kind": kind, "tag": tag, "ver": ver, "box": box or ""} for kind, tag, ver, box in rows])
        if rows:
            with connection.cursor() as cursor:
                cursor.execute(NUMBER, [vote.pk, before])
                if cursor.rowcount != len(rows):
                    raise Broken(f"{cursor.rowcount} envelopes of {len(rows)}")
        return len(rows)


def append(vote: Vote, rows: Sequence[dict[str, Any]]) -> None:
    """Put rows at the end of the log of a vote that is locked, and remember the moment."""
    made, seq, prev = [], vote.head_seq, vote.head_hash
    for told in rows:
        row, leaf = log.next_row(vote.code, seq + 1, prev, **told)
        made.append(
            LogRow(
                vote=vote, seq=seq + 1, kind=row["kind"], tag=row["tag"] or None, ver=row["ver"],
                box_hash=row["box"] or None, prev=prev, leaf=leaf,
            )
        )  # fmt: skip
        seq, prev = seq + 1, leaf
    LogRow.objects.bulk_create(made, batch_size=500)
    vote.head_seq, vote.head_hash = seq, prev
    vote.seen_at = max(clock.now(), vote.seen_at or vote.opens_at)
    vote.save(update_fields=["head_seq", "head_hash", "seen_at"])


def sign_head(vote_id: int) -> Head:
    """A signed head over all rows so far; the one that is there when no row came since."""
    with transaction.atomic():
        vote = locked(vote_id)
        if known := Head.objects.filter(vote=vote, size=vote.head_seq).first():
            return known
        leaves = LogRow.objects.filter(vote=vote).order_by("seq").values_list("leaf", flat=True)
        tree = log.tree_of(bytes.fromhex(leaf) for leaf in leaves.iterator())
        if tree.size != vote.head_seq:
            raise Broken(f"{tree.size} rows of {vote.head_seq}")
        head = log.sign_head(log_key.read(vote.code), vote.code, tree)
        return Head.objects.create(vote=vote, day=clock.today(), **head)


def row_of(vote: str, row: LogRow) -> log.Row:
    """A row as it is published."""
    return log.next_row(vote, row.seq, row.prev, row.kind, tag=row.tag or "", ver=row.ver, box=row.box_hash or "")[0]
