"""The room's tables of open data: public proposals and opened rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .models import Proposal, Round


def proposal_rows() -> Iterator[tuple[Any, ...]]:
    """One row a public proposal, as `vocabulary.COLUMNS` names its values."""
    rows = Proposal.objects.public().select_related("matter__unit", "matter__area", "round").order_by("pk")
    for proposal in rows.defer("matter__area__shape").iterator(chunk_size=500):
        matter = proposal.matter
        yield (
            matter.reference, proposal.round.code, proposal.number, matter.title, proposal.text, proposal.fate,
            proposal.euros, proposal.votes, matter.area.code if matter.area else "", matter.lat, matter.lon,
            matter.language, matter.opened_at, matter.unit.code if matter.unit else "",
        )  # fmt: skip


def round_rows() -> Iterator[tuple[Any, ...]]:
    """One row an opened round, as `vocabulary.ROUND_COLUMNS` names its values."""
    for one in Round.objects.shown().select_related("decides").order_by("pk"):
        names = (one.names.get(language, "") for language in ("fi", "sv", "en"))
        yield (one.code, *names, one.kind, one.euros, one.ballot, one.rule, one.decides.code, one.opened_at)
