"""Rounds and proposals for tests, with domain words as traits."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from kuulu.channels.budgeting.actions import open_round, propose, publish, weigh
from kuulu.channels.budgeting.actions.draft import Draft
from kuulu.channels.budgeting.models import Phase, Proposal, Round
from kuulu.channels.budgeting.vocabulary import PhaseKind, Weighing
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty, UnitKind
from kuulu.foundation import clock

_numbers = itertools.count(1)
DAY = dt.timedelta(days=1)


def words(text: str) -> dict[str, str]:
    return dict.fromkeys(("fi", "fi-simple", "sv", "en"), text)


def make_unit(code: str = "parks", **fields: Any) -> Unit:
    return Unit.objects.get_or_create(code=code, defaults={"names": words(code.title()), **fields})[0]


def make_staff(unit: Unit | None = None, duty: Duty = Duty.PREPARER, **fields: Any) -> Person:
    person = Person.objects.create_user(f"budget{next(_numbers)}@example.org", is_staff=True, **fields)
    Role.objects.create(person=person, duty=duty, unit=unit)
    return person


def make_chief() -> Person:
    return Person.objects.filter(is_superuser=True).first() or Person.objects.create_superuser("chief@example.org")


def make_round(
    code: str = "small-2027", *, phases: dict[str, tuple[int, int]] | None = None, is_open: bool = True, **fields: Any
) -> Round:
    """A round that takes ideas now; `phases` are days from now by kind: {"ideas": (-1, 10)}."""
    made = Round.objects.create(
        code=code, names=words("Small investments"), purposes=words("Things outdoors"), proposers=words("Anybody"),
        voters=words("Residents"), unit=make_unit(), decides=make_unit("committee", kind=UnitKind.BODY),
        **{"euros": 100_000, "least_cost": 2_000, "most_cost": 20_000, **fields},
    )  # fmt: skip
    told = phases if phases is not None else {"ideas": (-1, 10), "ballot": (20, 30)}
    for kind, (begins, ends) in told.items():
        now = clock.now()
        Phase.objects.create(round=made, kind=kind, opens_at=now + begins * DAY, closes_at=now + ends * DAY)
    if is_open:
        open_round(made, by=make_chief())
        made = Round.objects.prefetch_related("phases").get(pk=made.pk)
    return made


def make_proposal(
    *, round: Round | None = None, public: bool = False, euros: int | None = None, **fields: Any
) -> Proposal:
    """A proposal as made; `public` has staff's check behind it, `euros` the finding that it can be carried out."""
    by, key, photos = (fields.pop(name, None) for name in ("by", "key", "photos"))
    fields = {"title": "Keinu satamaan", "text": "Pihakeinu, jossa on hyvä istua.", **fields}
    draft = Draft(round=round or Round.objects.first() or make_round(), **fields)
    proposal = propose(draft, by=by, key=key, photos=photos or ())
    if public:
        publish(proposal, by=make_chief())
    if euros is not None:
        make_possible(proposal, euros=euros)
    return proposal


def make_possible(proposal: Proposal, *, euros: int = 5_000) -> None:
    """As after both looks."""
    chief = make_chief()
    more = {"by": chief, "has_no_interest": True, "is_passed": True}
    weigh(proposal, look=Weighing.FORMAL, reasons={}, **more)
    weigh(proposal, look=Weighing.SUBSTANCE, reasons=words("It fits there."), euros=euros, **more)


ALL_PHASES = tuple(PhaseKind.values)
