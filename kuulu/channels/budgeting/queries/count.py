"""What the minutes of a count tell of a vote, and who may have counted it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from kuulu.commons.people.models import Person
from kuulu.commons.people.vocabulary import STAFF_DUTIES

from ..models import CountSession, Electorate, Entitlement, Envelope, Head, Mark, Vote
from ..vocabulary import EnvelopeKind, MarkChannel
from .paper import Account
from .vote_desk import marks_of
from .votes import entitled_by_door


def told_of_vote(vote: Vote) -> dict[str, Any]:
    """A vote in numbers and names, in no language: who was entitled, marks, envelopes, and where the log ends."""
    names = {one.code: one.names for one in Electorate.objects.filter(vote=vote)}
    doors = [[names[code], door, number] for (code, door), number in sorted(entitled_by_door(vote).items())]
    head = Head.objects.filter(vote=vote).order_by("-size").first()
    return {
        "vote": vote.code, "round": vote.round.names, "decides": vote.round.decides.names,
        "opens_at": vote.opens_at.isoformat(), "closes_at": vote.closes_at.isoformat(),
        "rules_sha256": vote.rules_sha256, "doors": doors, "marks": marks_of(vote),
        "envelopes": Envelope.objects.filter(vote=vote, kind=EnvelopeKind.CAST).count(),
        "rows": vote.head_seq,
        "head": {"size": head.size, "root": head.root, "day": head.day.isoformat()} if head else None,
    }  # fmt: skip


def least_of_electorates(vote: Vote, account: Account) -> list[str]:
    """`NAME=BALLOTS` of each electorate for `kuulu elect publish`, where there are more than one.

    Of which electorate a paper ballot is that did not come back or was spoiled nobody knows: each is told without them.
    """
    codes = list(Electorate.objects.filter(vote=vote).order_by("pk").values_list("code", flat=True))
    voted = Mark.objects.filter(vote=vote).exclude(channel=MarkChannel.VOID).values("tag")
    rows = Entitlement.objects.filter(vote=vote, tag__in=voted).order_by().values_list("electorate__code")
    found = dict(rows.annotate(count=Count("pk")))
    lost = max(0, account.not_returned) + account.spoiled
    return [f"{code}={max(0, found.get(code, 0) - lost)}" for code in codes] if len(codes) > 1 else []


def published_paper(vote: Vote) -> dict[str, Any] | None:
    """The reconciliation of paper ballots as the newest minutes tell it; None before the count and without paper."""
    minutes = CountSession.objects.filter(vote=vote).order_by("-pk").values_list("minutes", flat=True).first()
    paper = minutes["paper"] if minutes else None
    return paper if paper and (paper["places"] or paper["given"]) else None


def may_have_opened() -> QuerySet[Person]:
    """Accounts of people at the desk, by name."""
    working = Person.objects.filter(is_active=True, roles__duty__in=STAFF_DUTIES)
    return working.distinct().order_by("name", "email")


def sessions_of(vote: Vote) -> list[CountSession]:
    """Counts of a vote, the newest first."""
    return list(CountSession.objects.filter(vote=vote).order_by("-pk"))
