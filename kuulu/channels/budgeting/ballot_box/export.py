"""Gives a closed vote out to be counted off the net: rules, log, heads and envelopes, in no order of arrival."""

from __future__ import annotations

from pathlib import Path

from ..models.ballots import Envelope, Head, LogRow
from ..models.vote import Vote
from ..sealing import log
from ..sealing.canonical import lines_of
from ..sealing.rules import read_rules
from . import closing, writer
from .admission import Refused


def heads_of(vote_id: int) -> list[log.Head]:
    """The signed heads, the first first."""
    return [
        {"size": head.size, "root": head.root, "signature": head.signature}
        for head in Head.objects.filter(vote=vote_id).order_by("size")
    ]


def rows_of(vote: Vote) -> list[log.Row]:
    """The log as it is published."""
    return [writer.row_of(vote.code, row) for row in LogRow.objects.filter(vote=vote).order_by("seq")]


def export(vote_id: int, folder: Path) -> int:
    """Write the folder that `kuulu elect` counts; how many envelopes. Raises Refused, Broken when the log is not whole."""
    vote = Vote.objects.get(pk=vote_id)
    if not closing.has_ended(vote_id):
        raise Refused("early")
    rows, heads, raw = rows_of(vote), heads_of(vote_id), vote.rules.encode()
    rules = read_rules(raw)
    if faults := log.faults_of(rows, heads, vote=vote.code, rules_hash=rules.hash, log_key=rules.log_key):
        raise writer.Broken("; ".join(fault.text for fault in faults))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / "rules.json").write_bytes(raw)
    (folder / "log.jsonl").write_bytes(lines_of(rows))
    (folder / "heads.jsonl").write_bytes(lines_of(heads))
    boxes = Envelope.objects.filter(vote=vote, box_hash__isnull=False).order_by("box_hash")
    count = 0
    with (folder / "envelopes.bin").open("wb") as out:
        for box in boxes.values_list("box", flat=True).iterator():
            out.write(bytes(box or b""))
            count += 1
    return count
