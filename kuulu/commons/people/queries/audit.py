"""Whether the audit trail is whole."""

from __future__ import annotations

from dataclasses import dataclass

from ..keys import digest
from ..models import AuditEntry


@dataclass(frozen=True)
class Break:
    """A place where the trail does not hold: the entry, and what is wrong with it."""

    entry_id: int
    fault: str


def link_of(entry: AuditEntry) -> str:
    """The keyed digest of an entry over all it says and the digest before it."""
    parts = (
        entry.previous,
        entry.at.isoformat(),
        str(entry.person_uuid or ""),
        entry.duty,
        entry.verb,
        entry.kind,
        entry.reference,
        entry.result,
    )
    return digest("audit", "\x1f".join(parts))


def check_chain() -> list[Break]:
    """Every place where an entry was changed, taken out or put in; an empty list when the trail is whole.

    The oldest entry may follow one dropped by age when a later entry says so.
    """
    breaks: list[Break] = []
    before: str | None = None
    for entry in AuditEntry.objects.order_by("id").iterator(chunk_size=2000):
        if before is None:
            if entry.previous and not _was_dropped(entry.previous):
                breaks.append(Break(entry.id, "what came before it is gone"))
        elif entry.previous != before:
            breaks.append(Break(entry.id, "does not follow the entry before it"))
        if entry.digest != link_of(entry):
            breaks.append(Break(entry.id, "was changed"))
        before = entry.digest
    return breaks


def _was_dropped(digest_before: str) -> bool:
    return AuditEntry.objects.filter(verb="drop", kind="audit", reference=digest_before[:60]).exists()
