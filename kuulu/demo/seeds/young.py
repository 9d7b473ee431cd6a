"""Young Mikkeli at every step: a handling that is decided, one that the youth council talks over, one that gathers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions.draft import Draft
from kuulu.channels.budgeting.models import Batch, BatchItem, Proposal, Round
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock

from ..texts.young import DECIDED, IN_HANDLING, NEW, YOUNG, Way

DAY = dt.timedelta(days=1)
WAYS = {way.idea.title: way for way in YOUNG}
LINK = "https://mikkeli.cloudnc.fi/"


def fill(one: Round, done: Callable[[int], None]) -> None:
    """Write down the ideas and their handlings; days are counted back from today."""
    for way in DECIDED:
        _propose(one, way, done)
    _decided(_batch(one, closes=-140, meets=-125))
    for way in IN_HANDLING:
        _propose(one, way, done)
    batch = _batch(one, closes=-12, meets=-1)
    for item in _items(batch):
        _price(item, _ago(9))
        _say(item, _ago(1), "" if item.proposal.matter.title == DECIDED[-1].idea.title else WAYS[_title(item)].says)
    for way in NEW:
        _propose(one, way, done)
    _batch(one, closes=30, meets=44)


def _ago(days: int) -> dt.datetime:
    return clock.now() - days * DAY


def _chief() -> Person:
    return Person.objects.get(email="yllapito@example.fi")


def _member() -> Person:
    return Person.objects.get(email="nuori@example.fi")


def _title(item: BatchItem) -> str:
    return str(item.proposal.matter.title)


def _propose(one: Round, way: Way, done: Callable[[int], None]) -> None:
    idea, (reach, line) = way.idea, way.reach
    draft = Draft(
        round=one, title=idea.title, text=idea.text, address=idea.address, lat=idea.lat, lon=idea.lon,
        group_name=idea.group, reach=reach, reach_line=line,
    )  # fmt: skip
    at = _ago(way.days)
    proposal = actions.propose(draft, at=at, key=f"demo:{one.code}:{idea.title[:50]}")
    if way.is_checked:
        actions.publish(proposal, by=_chief(), at=at + DAY)
    done(1)


def _batch(one: Round, *, closes: int, meets: int) -> Batch:
    """A handling with its days from today; one whose last day is over has gathered what is there."""
    today, council = clock.today(), Unit.objects.get(code="nuorisovaltuusto")
    batch = actions.open_batch(
        one, closes_on=today + closes * DAY, meeting_on=today + meets * DAY, council=council, by=_chief(),
        at=_ago(50 - min(closes, 0)),
    )  # fmt: skip
    if closes < 0:
        actions.gather(batch, at=_ago(-closes - 1))
    return batch


def _items(batch: Batch) -> list[BatchItem]:
    related = ("batch__round__decides", "batch__council", "proposal__matter__unit", "proposal__round")
    return list(batch.items.select_related(*related).order_by("id"))


def _price(item: BatchItem, at: dt.datetime) -> None:
    way = WAYS[_title(item)]
    actions.price(
        item, euros=way.idea.euros, notes={"fi": way.note}, by=_chief(), has_no_interest=True, at=at
    )  # fmt: skip


def _say(item: BatchItem, at: dt.datetime, says: str) -> None:
    if says:
        reasons = {"fi": WAYS[_title(item)].reason}
        actions.recommend(item, recommendation=says, reasons=reasons, by=_member(), at=at)


def _decided(batch: Batch) -> None:
    """Decided eighty days ago; one idea is done, the others are on their way."""
    for item in _items(batch):
        _price(item, _ago(132))
        _say(item, _ago(125), WAYS[_title(item)].says)
    actions.propose_batch(batch, by=_member(), at=_ago(124))
    rulings = {}
    for item in _items(batch):
        way = WAYS[_title(item)]
        rulings[item.pk] = actions.Ruling(
            outcome=way.outcome, euros=way.granted, reasons={"fi": way.ruled} if way.ruled else {}
        )
    at = _ago(80)
    actions.decide_batch(
        batch, rulings=rulings, decided_on=at.astimezone(clock.HELSINKI).date(), section="§ 12", link=LINK,
        texts={"fi": "Nuorten Mikkelin raha annetaan kolmelle idealle."}, by=_chief(), at=at,
    )  # fmt: skip
    _carry_out([item.proposal for item in _items(batch)])


def _carry_out(proposals: list[Proposal]) -> None:
    done, begun, *_others = proposals
    actions.tell_progress(
        done,
        texts={"fi": "Pelit on ostettu. Ensimmäinen ilta on perjantaina."},
        by=_chief(),
        at=_ago(50),
        spent_euros=1_100,
    )
    actions.build(
        done,
        texts={"fi": "Ensimmäisessä illassa oli neljäkymmentä pelaajaa. Kiitos ideasta."},
        by=_chief(),
        at=_ago(30),
    )
    actions.tell_progress(begun, texts={"fi": "Ohjaajat on löydetty."}, by=_chief(), at=_ago(20))
