"""A rolling round of children and young people, its people, and batches at any step, for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.models import Batch, BatchItem, Proposal, Round
from kuulu.channels.budgeting.queries.batches import batch_numbered
from kuulu.commons.people.models import Person, Unit
from kuulu.commons.people.vocabulary import Duty, UnitKind
from kuulu.foundation import clock

from .factories import DAY, make_proposal, make_round, make_staff, make_unit, words

LINK = "https://example.org/decisions/12"
PAGE = "/en/budjetti/kierros/young/"
DESK = "/en/desk/budjetti/kierros/young/kasittelyt/"


def young(**fields: Any) -> Round:
    """The round: 400 000 euros, 30 000 a year, no names; the youth services run it, the city manager decides."""
    usual = {
        "kind": "rolling", "phases": {}, "ballot": "none", "euros": 400_000, "yearly_cap": 30_000, "least_cost": 0,
        "most_cost": 20_000, "names_hidden": True,
    }  # fmt: skip
    one = Round.objects.filter(code="young").first() or make_round("young", **{**usual, **fields})
    make_unit("council", kind=UnitKind.BODY, names=words("Youth council"))
    return one


def council() -> Unit:
    return make_unit("council")


def runner() -> Person:
    """Prepares matters of the unit that runs the round."""
    return make_staff(make_unit())


def member() -> Person:
    """Of the youth council: no staff."""
    person = make_staff(council(), Duty.BODY_MEMBER)
    person.is_staff = False
    person.save()
    return person


def manager() -> Person:
    """Decides at the city manager's."""
    return make_staff(make_unit("committee"), Duty.DECIDER)


def idea(title: str = "Game night", *, days: int = 20, euros: int | None = None, **fields: Any) -> Proposal:
    """A public idea that came so many days ago."""
    fields = {"public": True, **fields}
    proposal = make_proposal(round=fields.pop("round", None) or young(), title=title, euros=euros, **fields)
    matter = proposal.matter
    matter.opened_at = clock.now() - days * DAY
    matter.save(update_fields=["opened_at"])
    return proposal


def told_batch(closes: int = -2, meets: int = 5) -> Batch:
    """A batch whose last day for ideas and meeting are so many days from today."""
    today, past = clock.today(), clock.now() - dt.timedelta(days=200)
    return actions.open_batch(
        young(), closes_on=today + closes * DAY, meeting_on=today + meets * DAY, council=council(), by=runner(), at=past
    )


def fresh(batch: Batch) -> Batch:
    """The same batch as the pages read it."""
    found = batch_numbered(batch.round.code, batch.number)
    assert found is not None
    return found


def items(batch: Batch) -> list[BatchItem]:
    return list(fresh(batch).items.all())


def supported(*euros: int, titles: str = "Idea") -> Batch:
    """A gathered batch of one idea a sum, each priced and supported with it."""
    for number, sum_ in enumerate(euros):
        idea(f"{titles} {number}", euros=sum_)
    batch = told_batch()
    actions.gather(batch)
    for item in items(batch):
        actions.recommend(item, recommendation="support", by=runner())
    return fresh(batch)


def proposed(*euros: int, **fields: Any) -> Batch:
    """The same, proposed to the city manager."""
    batch = supported(*euros, **fields)
    actions.propose_batch(batch, by=runner())
    return fresh(batch)


def decide(batch: Batch, rulings: dict[int, actions.Ruling] | None = None, **fields: Any) -> Any:
    """As the city manager decided: what the council proposed, unless told."""
    usual = {one.pk: actions.Ruling(outcome="approved") for one in items(batch) if one.is_standing}
    told = {"decided_on": clock.today(), "section": "§ 12", "link": LINK, "by": runner(), **fields}
    return actions.decide_batch(batch, rulings=usual if rulings is None else rulings, **told)
