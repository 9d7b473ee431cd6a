"""What whoever runs the house should look at in this room."""

from __future__ import annotations

from .queries.waiting import votes_behind


def worries() -> list[str]:
    """Sentences; empty when all is well."""
    return [
        f"ballots of {vote.code} wait for the log since {vote.seen_at:%Y-%m-%d %H:%M} UTC" for vote in votes_behind()
    ]
