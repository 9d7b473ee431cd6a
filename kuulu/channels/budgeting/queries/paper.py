"""Paper ballots in numbers: of each place and of the whole vote, and which of them wait for whom."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from kuulu.commons.people.models import Person

from ..models import Envelope, PaperAccount, PaperBallot, PaperBatch, Vote
from ..models.paper import SPOILED
from ..sealing.canonical import canonical
from ..vocabulary import EnvelopeKind, VoteState

ENTERED = (VoteState.OPEN, VoteState.CLOSED)  #: while ballots may be entered


@dataclass(frozen=True, slots=True)
class Place:
    """The ballots of one place. What came back is counted, spoiled, or not agreed on yet."""

    batch: PaperBatch
    once: int  #: read by one person so far
    differing: int
    counted: int
    spoiled: int

    @property
    def waiting(self) -> int:
        """Ballots in the box that nobody has agreed on yet."""
        return (self.batch.returned or 0) - self.counted - self.spoiled

    @property
    def not_returned(self) -> int:
        """Ballots given to voters that are not in the box; below nought when the box has too many."""
        return (self.batch.given or 0) - (self.batch.returned or 0)

    @property
    def is_given_back(self) -> bool:
        return self.batch.returned is not None

    @property
    def is_explained(self) -> bool:
        return not self.not_returned or bool(self.batch.explanation)


@dataclass(frozen=True, slots=True)
class Account:
    """All paper ballots of a vote: those that the log says were given = counted + spoiled + not returned."""

    places: list[Place]
    given: int  #: marks to which a paper ballot was given, also those voided after it
    explanation: str

    @property
    def given_by_places(self) -> int:
        return sum(place.batch.given or 0 for place in self.places)

    @property
    def returned(self) -> int:
        return sum(place.batch.returned or 0 for place in self.places)

    @property
    def counted(self) -> int:
        return sum(place.counted for place in self.places)

    @property
    def spoiled(self) -> int:
        return sum(place.spoiled for place in self.places)

    @property
    def not_returned(self) -> int:
        """Below nought when more came back than the log gave: then nothing can be counted before the cause is found."""
        return self.given - self.counted - self.spoiled

    @property
    def difference(self) -> int:
        """By how many the places gave more than the log says."""
        return self.given_by_places - self.given

    @property
    def is_explained(self) -> bool:
        return not self.difference or bool(self.explanation)

    @property
    def is_ready(self) -> bool:
        """Whether every ballot came back, is agreed on, and everything that differs is explained."""
        done = all(place.is_given_back and not place.waiting and place.is_explained for place in self.places)
        return done and self.is_explained and self.not_returned >= 0


def places_of(vote: Vote) -> list[Place]:
    """The places by their number."""
    counted = {
        "once": Count("ballots", filter=~Q(ballots__first="") & Q(ballots__second="")),
        "differing": Count(
            "ballots", filter=~Q(ballots__second="") & ~Q(ballots__first=F("ballots__second")) & Q(ballots__agreed="")
        ),
        "spoiled": Count("ballots", filter=Q(ballots__agreed=SPOILED)),
        "counted": Count("ballots", filter=~Q(ballots__agreed__in=("", SPOILED))),
    }
    rows = PaperBatch.objects.filter(vote=vote).order_by("number").annotate(**counted)
    return [Place(row, **{name: getattr(row, name) for name in counted}) for row in rows]


def account_of(vote: Vote) -> Account:
    """The reconciliation of a vote's paper ballots, at this moment."""
    given = Envelope.objects.filter(vote=vote, kind=EnvelopeKind.PAPER).count()
    explained = PaperAccount.objects.filter(vote=vote).values_list("explanation", flat=True).first()
    return Account(places_of(vote), given, explained or "")


def told_of(account: Account) -> dict[str, Any]:
    """The same as it is published and written into the minutes."""
    places = [
        {
            "place": place.batch.place, "issued": place.batch.issued, "unused": place.batch.unused,
            "exchanged": place.batch.exchanged, "given": place.batch.given, "returned": place.batch.returned,
            "counted": place.counted, "spoiled": place.spoiled,
            "not_returned": place.not_returned if place.is_given_back else None,
            "explanation": place.batch.explanation,
        }
        for place in account.places
    ]  # fmt: skip
    return {
        "given": account.given, "counted": account.counted, "spoiled": account.spoiled,
        "not_returned": account.not_returned, "difference": account.difference,
        "given_by_places": account.given_by_places,
        "explanation": account.explanation, "places": places,
    }  # fmt: skip


def entries_open_to(who: Person, batch: PaperBatch) -> QuerySet[PaperBallot]:
    """The ballots of a place that this person may read now, by row: nobody's yet, or another's alone."""
    own = Q(first_by=who)
    return batch.ballots.filter(Q(first="") | Q(second="") & ~own).order_by("row")


def next_entry(who: Person, batch: PaperBatch, after: int = 0) -> int | None:
    """The row that comes next for a person, after one row or else from the beginning."""
    rows = entries_open_to(who, batch).values_list("row", flat=True)
    return rows.filter(row__gt=after).first() or rows.first()


def differing(vote: Vote) -> list[PaperBallot]:
    """Ballots that two people read differently and have not agreed on, by place and row."""
    rows = PaperBallot.objects.filter(batch__vote=vote, agreed="").exclude(second="").exclude(first=F("second"))
    rows = rows.select_related("batch", "first_by", "second_by", "settled_by")
    return list(rows.order_by("batch__number", "row"))


def agreed_choices(vote: Vote) -> list[Any]:
    """The choices of each ballot that is counted, sorted by what they say: in no order that tells who."""
    rows = PaperBallot.objects.filter(batch__vote=vote).exclude(agreed__in=("", SPOILED)).order_by()
    return [json.loads(text) for text in sorted(rows.values_list("agreed", flat=True))]


def paper_file(vote: Vote) -> bytes:
    """`paper.json` of what is agreed."""
    return canonical(agreed_choices(vote))
