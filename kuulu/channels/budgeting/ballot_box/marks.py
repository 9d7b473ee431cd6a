"""The one place where a mark gets its next version and the envelope that belongs to it, in two statements."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import connection

from ..models.ballots import Mark
from ..models.vote import random_id
from ..vocabulary import EnvelopeKind, MarkChannel
from .admission import Refused

#: which channels the next version of a mark may follow
AFTER: Final = {
    MarkChannel.WEB: (MarkChannel.WEB,),
    MarkChannel.PAPER: (MarkChannel.WEB,),
    MarkChannel.VOID: (MarkChannel.WEB, MarkChannel.PAPER),
}
KINDS: Final = {
    MarkChannel.WEB: EnvelopeKind.CAST,
    MarkChannel.PAPER: EnvelopeKind.PAPER,
    MarkChannel.VOID: EnvelopeKind.VOID,
}
NEXT: Final = """INSERT INTO budgeting_mark (id, vote_id, tag, channel, version) VALUES (%s, %s, %s, %s, 1)
ON CONFLICT (vote_id, tag) DO UPDATE SET version = budgeting_mark.version + 1, channel = excluded.channel
WHERE budgeting_mark.channel IN (%s, %s) RETURNING version"""
PUT: Final = """INSERT INTO budgeting_envelope (id, vote_id, tag, version, kind, box, box_hash, idem, day)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"""


def put(
    vote_id: int,
    tag: str,
    channel: MarkChannel,
    *,
    day: dt.date,
    idem: str | None,
    box: bytes | None = None,
    digest: str | None = None,
) -> int:
    """The version that was made. Raises Refused when the mark has ended, IntegrityError for a key or a box that stands."""
    after = AFTER[channel]
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [random_id(), vote_id, tag, channel.value, after[0].value, after[-1].value])
        row = cursor.fetchone()
        if row is None:
            raise Refused(Mark.objects.values_list("channel", flat=True).get(vote=vote_id, tag=tag))
        version = int(row[0])
        kind = KINDS[channel].value
        told = connection.ops.adapt_datefield_value(day)
        cursor.execute(PUT, [random_id(), vote_id, tag, version, kind, box, digest, idem, told])
    return version
