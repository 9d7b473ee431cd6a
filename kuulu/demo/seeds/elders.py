"""The council of older people and its own money: a small round voted on paper, counted and published, and decided on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.models import Proposal, Round
from kuulu.channels.budgeting.vocabulary import Door, VoteLevel
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock

from ..texts.budgets import ELDERS
from ..texts.categories import words
from .budgets import DAY, chief, make_proposal, make_round, weigh_through
from .counted import Held, made_ballots

CODE: Final = "vanhusneuvosto"
BALLOTS: Final = 64
SPOILED: Final = 1
COUNT: Final = len(ELDERS)
NAMES: Final = words(
    "Vanhusneuvoston oma raha",
    "Ikäihmisten neuvoston oma raha",
    "Äldrerådets egna pengar",
    "The older people's council's own money",
)
INVITATION: Final = words(
    "Ikäihmiset valitsevat paperilla, mihin vanhusneuvoston viisituhatta euroa käytetään.",
    "Ikäihmiset äänestävät paperilla.",
    "Äldre väljer på papper vad äldrerådets femtusen euro används till.",
    "Older people choose on paper what the council's five thousand euros are used for.",
)
PURPOSE: Final = words(
    "Asioihin, jotka helpottavat ikäihmisten arkea ja kutsuvat ulos kotoa.",
    "Asioihin, jotka auttavat ikäihmisiä.",
    "Sådant som underlättar äldres vardag och lockar ut hemifrån.",
    "Things that make the everyday life of older people easier and invite them out.",
)
VOTERS: Final = words(
    "Palvelutalojen ja eläkeläisyhdistysten väki, paperilla. Jokaiselle annetaan yksi äänestyslippu luettelon mukaan.",
    "Palvelutaloissa ja yhdistyksissä asuvat ja käyvät ikäihmiset. Jokainen saa yhden lipun.",
    "Äldre i servicehus och pensionärsföreningar, på papper. Var och en får en röstsedel enligt en förteckning.",
    "People of service homes and pensioners' clubs, on paper. Each gets one ballot by a list.",
)
ANYBODY: Final = words("Ikäihmiset", "Ikäihmiset", "Äldre", "Older people")


def tell(done: Callable[[int], None]) -> None:
    """Write the round down once, with its paper vote and what the council decided."""
    if Round.objects.filter(code=CODE).exists():
        return
    now = clock.now().replace(minute=0, second=0, microsecond=0)
    council = Unit.objects.get(code="vanhusneuvosto")
    phases = {
        "ideas": (now - 120 * DAY, now - 90 * DAY), "evaluation": (now - 90 * DAY, now - 60 * DAY),
        "ballot": (now - 40 * DAY, now - 26 * DAY), "decision": (now - 25 * DAY, now - 10 * DAY),
        "implementation": (now - 9 * DAY, now + 200 * DAY),
    }  # fmt: skip
    told: dict[str, Any] = {
        "unit": Unit.objects.get(code="osallisuus"), "decides": council, "euros": 5_000, "least_cost": 100,
        "most_cost": 3_000, "purposes": PURPOSE, "proposers": ANYBODY, "voters": VOTERS, "choices": 2,
        "invitations": INVITATION, "is_example": True, "order": 25,
    }  # fmt: skip
    one = make_round(CODE, NAMES, phases, opened_at=now - 120 * DAY, **told)
    for number, idea in enumerate(ELDERS):
        proposal = make_proposal(one, idea, now - (115 - number) * DAY, source="paper")
        actions.publish(proposal, by=chief(), at=now - (110 - number) * DAY)
        weigh_through(proposal, idea, now - 80 * DAY, by=chief())
        done(1)
    actions.number_ballot(one, by=chief(), at=now - 45 * DAY)
    _vote(one)
    _decide(one, now - 15 * DAY)


def _vote(one: Round) -> None:
    by_number = one.proposals.order_by("number")
    totals = {str(proposal.number): idea.votes for proposal, idea in zip(by_number, ELDERS, strict=True)}
    ballots: list[Any] = [*made_ballots(totals, BALLOTS, one.choices), *[None] * SPOILED]
    clerks = (_clerk("asiointi"), _clerk("paakirjasto"))
    held = Held(one, level=VoteLevel.PERSONS, doors=[Door.REGISTER], names=VOTERS, by=chief())
    held.take_paper(ballots, clerks, "Palvelutalo ja eläkeläisyhdistys")
    held.publish((chief(), Person.objects.get(email="valmistelija@example.fi")))


def _clerk(code: str) -> Person:
    return Person.objects.get(email=f"{code}@example.fi")


def _decide(one: Round, at: Any) -> None:
    ranked = one.proposals.order_by("-votes", "euros")
    left, chosen = one.euros, list[Proposal]()
    for proposal in ranked:
        if (proposal.euros or 0) <= left:
            chosen.append(proposal)
            left -= proposal.euros or 0
    actions.decide(
        one, chosen=[proposal.pk for proposal in chosen], by=chief(), at=at, decided_on=at.date(), section="§ 12",
        texts={"fi": "Neuvosto päätti toteuttaa eniten ääniä saaneet asiat niin pitkälle kuin raha riittää."},
    )  # fmt: skip
