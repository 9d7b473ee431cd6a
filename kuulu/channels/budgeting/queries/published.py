"""What was published of a vote, read back: its files, its result, and its ballots where they are whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from ..models import PublishedFile, Round, Vote
from ..vocabulary import VoteState

if TYPE_CHECKING:  # sealing's rules and ballots bring numpy, which nobody waits for at start
    from ..sealing.ballots import Ballot
    from ..sealing.rules import Rules

MANIFEST: Final = "manifest.json"
TURNOUT: Final = "turnout.json"
REASONS: Final = "reasons.json"
CERTIFICATE: Final = "destroyed.json"
KEPT_SECONDS: Final = 24 * 3600  #: that a count is kept; its key names all that went into it
SHOWN: Final = (VoteState.PUBLISHED, VoteState.DESTROYED)


@dataclass(frozen=True)
class Published:
    """A published vote. Sums in `result` are in minor units."""

    vote: Vote
    files: list[PublishedFile]  #: in the order in which they are told; without their content
    result: dict[str, Any]

    @property
    def mode(self) -> str:
        return str(self.result["mode"])

    @property
    def manifest_sha256(self) -> str:
        """One hash that names the whole folder of the count."""
        return next(file.sha256 for file in self.files if file.file_name == MANIFEST)

    def read(self, name: str) -> bytes:
        """The content of a file; nothing when there is none of that name."""
        return content_of(self.vote, name)

    def told(self, name: str) -> dict[str, Any]:
        """What a file of JSON says; empty when there is none."""
        content = self.read(name)
        return dict(json.loads(content)) if content else {}

    def rules(self) -> Rules:
        from ..sealing.rules import read_rules

        return read_rules(self.vote.rules.encode())

    def ballots(self) -> list[Ballot]:
        """Whole ballots; none unless they are published."""
        from ..sealing.ballots import read_ballots

        return read_ballots(self.rules(), self.read("ballots.csv")) if self.mode == "full" else []


def content_of(vote: Vote, name: str) -> bytes:
    """The exact bytes of a published file; nothing when there is none of that name."""
    content = PublishedFile.objects.filter(vote=vote, file_name=name).values_list("content", flat=True).first()
    return bytes(content or b"")


def published_of(one: Round) -> Published | None:
    """What was published of a round's vote; None before that. Three queries."""
    vote = Vote.objects.filter(round=one, state__in=SHOWN).first()
    if vote is None:
        return None
    vote.round = one
    files = list(PublishedFile.objects.filter(vote=vote).defer("content").order_by("pk"))
    return Published(vote, files, dict(json.loads(content_of(vote, "result.json")))) if files else None
