"""Mikkeli's participatory budgeting: 2024 as it was, 2025 being carried out, a round that takes ideas now, Young Mikkeli."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions.draft import Draft
from kuulu.channels.budgeting.models import Phase, Proposal, Round
from kuulu.channels.budgeting.vocabulary import Door, Fate, VoteLevel, Weighing
from kuulu.commons.people.models import Person, Unit
from kuulu.foundation import clock

from ..texts.budgets import OF_2024, OF_2025, OPEN, Idea
from ..texts.categories import words
from ..texts.young import YOUNG
from . import young
from .counted import Held, made_ballots

BALLOTS_OF_2024 = 1544
COUNT = BALLOTS_OF_2024 + len(OF_2024) + len(OF_2025) + len(OPEN) + len(YOUNG)
DAY = dt.timedelta(days=1)
PURPOSE = words(
    "Pieniä investointeja kaupungin omalle maalle tai omiin rakennuksiin: jotakin, mikä jää paikalleen ja ilahduttaa.",
    "Raha on tarkoitettu pieniin asioihin, jotka jäävät paikalleen. Esimerkiksi penkki tai keinu.",
    "Små investeringar på stadens egen mark eller i stadens egna byggnader: något som blir kvar och gläder.",
    "Small investments on the city's own land or in its own buildings: something that stays and gladdens.",
)
ANYBODY = words(
    "Kuka tahansa, myös kesäasukas.",
    "Kuka tahansa voi kertoa idean.",
    "Vem som helst, också säsongsinvånare.",
    "Anybody, seasonal residents too.",
)
VOTERS = words(
    "Kuka tahansa, ilman tunnistautumista: avoin kysely, johon voi vastata useammin kuin kerran.",
    "Kuka tahansa. Nimeä ei kysytä.",
    "Vem som helst utan identifiering: en öppen enkät som kan besvaras flera gånger.",
    "Anybody without identification: an open poll that can be answered more than once.",
)


def tell(done: Callable[[int], None]) -> None:
    """Write down each round with its proposals once."""
    for code, one in (("2024", _of_2024), ("2025", _of_2025), ("seuraava", _open), ("nuorten-mikkeli", _young)):
        if not Round.objects.filter(code=code).exists():
            one(code, done)


def _at(year: int, month: int, day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=clock.HELSINKI)


def _staff() -> Person:
    return Person.objects.get(email="valmistelija@example.fi")


def make_round(
    code: str, names: dict[str, str], phases: dict[str, tuple[dt.datetime, dt.datetime]], **fields: Any
) -> Round:
    usual = {
        "unit": Unit.objects.get(code="asuminen"), "decides": Unit.objects.get(code="kaupunkikehitys"),
        "euros": 100_000, "least_cost": 2_000, "most_cost": 20_000, "purposes": PURPOSE, "proposers": ANYBODY,
        "voters": VOTERS, "choices": 3,
    }  # fmt: skip
    opened_at = fields.pop("opened_at")
    one = Round.objects.create(code=code, names=names, **{**usual, **fields})
    Phase.objects.bulk_create(
        Phase(round=one, kind=kind, opens_at=begins, closes_at=ends) for kind, (begins, ends) in phases.items()
    )
    actions.open_round(one, by=chief(), at=opened_at)
    return Round.objects.prefetch_related("phases").get(pk=one.pk)


def chief() -> Person:
    return Person.objects.get(email="yllapito@example.fi")


def make_proposal(one: Round, idea: Idea, at: dt.datetime, *, source: str = "meeting", **fields: Any) -> Proposal:
    draft = Draft(
        round=one, title=idea.title, text=idea.text, address=idea.address, lat=idea.lat, lon=idea.lon,
        group_name=idea.group, source=source, entered_by=_staff(), **fields,
    )  # fmt: skip
    return actions.propose(draft, at=at, key=f"demo:{one.code}:{idea.title[:50]}")


def weigh_through(proposal: Proposal, idea: Idea, at: dt.datetime, *, by: Person) -> None:
    more: dict[str, Any] = {"by": by, "has_no_interest": True, "is_passed": True}
    checks = {"land": True, "law": True, "safe": True, "cost": True, "upkeep": True}
    actions.weigh(proposal, look=Weighing.FORMAL, reasons={}, checks={"purpose": True, "place": True}, at=at, **more)
    reasons = {"fi": "Paikka on kaupungin maata ja sopii tähän. Kunnossapito hoidetaan muun puistotyön mukana."}
    actions.weigh(
        proposal, look=Weighing.SUBSTANCE, reasons=reasons, checks=checks, euros=idea.euros,
        upkeep_euros=idea.euros // 40, at=at + 5 * DAY, **more,
    )  # fmt: skip


def _voted(one: Round, ideas: tuple[Idea, ...], proposed: dt.datetime, done: Callable[[int], None]) -> list[Proposal]:
    """Candidates with their votes, in the order of votes."""
    by, made = chief(), []
    for number, idea in enumerate(ideas):
        at = proposed + number * DAY
        proposal = make_proposal(one, idea, at, source=("meeting", "body", "official")[number % 3])
        actions.publish(proposal, by=by, at=at + DAY)
        weigh_through(proposal, idea, at + 40 * DAY, by=by)
        made.append(proposal)
        done(1)
    actions.number_ballot(one, by=by, at=one.phases.get(kind="ballot").opens_at)
    for proposal, idea in zip(made, ideas, strict=True):
        Proposal.objects.filter(pk=proposal.pk).update(votes=idea.votes)
    return list(one.proposals.select_related("matter", "matter__unit").order_by("-votes"))


def _that_fit(ranked: list[Proposal], euros: int) -> list[Proposal]:
    """Most votes first, as long as the money lasts; what no longer fits is passed over."""
    chosen = []
    for proposal in ranked:
        if (proposal.euros or 0) <= euros:
            chosen.append(proposal)
            euros -= proposal.euros or 0
    return chosen


def _decide(one: Round, ranked: list[Proposal], at: dt.datetime, section: str, case_number: str) -> list[Proposal]:
    chosen = _that_fit(ranked, one.euros)
    text = "Lautakunta päätti toteuttaa eniten ääniä saaneet ehdotukset niin pitkälle kuin raha riittää."
    actions.decide(
        one, chosen=[proposal.pk for proposal in chosen], by=chief(), at=at, decided_on=at.date(), section=section,
        case_number=case_number, link="https://mikkeli.cloudnc.fi/", texts={"fi": text},
    )  # fmt: skip
    return list(one.proposals.filter(fate=Fate.CHOSEN).select_related("matter", "matter__unit").order_by("-votes"))


def _of_2024(code: str, done: Callable[[int], None]) -> None:
    names = words(
        "Pienet investoinnit 2024", "Raha pieniin asioihin 2024", "Små investeringar 2024", "Small investments 2024"
    )
    phases = {
        "ideas": (_at(2023, 10, 2), _at(2023, 11, 10)), "evaluation": (_at(2023, 11, 11), _at(2024, 1, 31)),
        "ballot": (_at(2024, 2, 2, 0), _at(2024, 2, 25, 23)), "decision": (_at(2024, 3, 1), _at(2024, 3, 20)),
        "implementation": (_at(2024, 3, 21), _at(2024, 12, 31)),
    }  # fmt: skip
    one = make_round(code, names, phases, opened_at=_at(2023, 10, 2), is_example=True, order=40)
    ranked = _voted(one, OF_2024, _at(2023, 10, 5), done)
    _poll_of_2024(one, ranked, done)
    chosen = _decide(one, ranked, _at(2024, 3, 19), "§ 38", "MliDno-2024-894")
    for number, proposal in enumerate(chosen):
        at = _at(2024, 6, 3) + number * 12 * DAY
        actions.tell_progress(
            proposal, texts={"fi": "Työ on tilattu ja alkaa tällä viikolla."}, by=chief(), at=at,
            expected_on=(at + 30 * DAY).date(),
        )  # fmt: skip
        actions.build(proposal, texts={"fi": "Valmista tuli. Tervetuloa käyttämään."}, by=chief(), at=at + 28 * DAY)


def _poll_of_2024(one: Round, ranked: list[Proposal], done: Callable[[int], None]) -> None:
    """The open poll of that year: made ballots that add up to the votes that the city published."""
    totals = {str(proposal.number): proposal.votes or 0 for proposal in ranked}
    held = Held(one, level=VoteLevel.POLL, doors=[Door.OPEN], names=VOTERS, by=chief())
    held.cast(made_ballots(totals, BALLOTS_OF_2024, one.choices), done)
    held.close()
    held.publish((chief(), _staff()))


def _of_2025(code: str, done: Callable[[int], None]) -> None:
    names = words(
        "Pienet investoinnit 2025", "Raha pieniin asioihin 2025", "Små investeringar 2025", "Small investments 2025"
    )
    phases = {
        "ideas": (_at(2024, 10, 1), _at(2024, 11, 15)), "evaluation": (_at(2024, 11, 16), _at(2025, 1, 10)),
        "ballot": (_at(2025, 1, 13, 0), _at(2025, 2, 2, 23)), "decision": (_at(2025, 2, 3), _at(2025, 2, 28)),
        "implementation": (_at(2025, 3, 1), clock.now() + 90 * DAY),
    }  # fmt: skip
    one = make_round(code, names, phases, opened_at=_at(2024, 10, 1), is_example=True, order=30)
    chosen = _decide(one, _voted(one, OF_2025, _at(2024, 10, 3), done), _at(2025, 2, 18), "§ 22", "MliDno-2024-3061")
    first, second, *_others = chosen
    actions.build(first, texts={"fi": "Penkit ovat paikoillaan."}, by=chief(), at=_at(2025, 8, 20))
    told: dict[str, Any] = {"by": chief(), "spent_euros": 1_100}
    actions.tell_progress(
        second, texts={"fi": "Laitteet on tilattu."}, at=_at(2025, 9, 1), expected_on=_at(2025, 10, 15).date(), **told
    )
    late = {"fi": "Toimittajan varasto loppui, ja maa ehti jäätyä."}
    actions.tell_progress(
        second, texts={"fi": "Asennus siirtyy kevääseen."}, at=_at(2025, 11, 10), expected_on=(clock.now() + 60 * DAY).date(),
        delay_reasons=late, **told,
    )  # fmt: skip


def _open(code: str, done: Callable[[int], None]) -> None:
    now = clock.now().astimezone(clock.HELSINKI).replace(hour=12, minute=0, second=0, microsecond=0)
    year = (now + 120 * DAY).year
    names = words(
        f"Pienet investoinnit {year}",
        f"Raha pieniin asioihin {year}",
        f"Små investeringar {year}",
        f"Small investments {year}",
    )
    phases = {
        "ideas": (now - 25 * DAY, now + 35 * DAY), "evaluation": (now + 35 * DAY, now + 75 * DAY),
        "ballot": (now + 80 * DAY, now + 101 * DAY), "decision": (now + 102 * DAY, now + 130 * DAY),
        "implementation": (now + 131 * DAY, now + 420 * DAY),
    }  # fmt: skip
    invitation = words(
        "Kerro, mihin pieneen asiaan kaupungin rahaa käytetään ensi vuonna.",
        "Kerro ideasi ensi vuodeksi.",
        "Berätta vilken liten sak stadens pengar ska användas till nästa år.",
        "Tell which small thing the city's money is used for next year.",
    )
    one = make_round(code, names, phases, opened_at=now - 25 * DAY, invitations=invitation, order=10)
    earlier = Proposal.objects.filter(round__code="2024", matter__title__startswith="Kukkivia").first()
    for number, idea in enumerate(OPEN):
        at = now - (22 - 2 * number) * DAY
        before = earlier if idea.title.startswith("Lisää kukkivia") else None
        _live(make_proposal(one, idea, at, source="web", earlier=before), idea, at, number)
        done(1)


def _live(proposal: Proposal, idea: Idea, at: dt.datetime, number: int) -> None:
    """Where an idea of the open round stands: the newest are not even looked at yet."""
    by = chief()
    if number < 7:
        actions.publish(proposal, by=by, at=at + DAY)
    if idea.euros > 100_000:
        reasons = {"fi": "Hanke maksaa moninkertaisesti sen, mitä tällä kierroksella voi käyttää yhteen ehdotukseen."}
        actions.weigh(
            proposal, look=Weighing.SUBSTANCE, is_passed=False, reasons=reasons, checks={"cost": False, "law": True},
            by=by, has_no_interest=True, at=at + 3 * DAY,
        )  # fmt: skip
    elif number < 3:
        weigh_through(proposal, idea, at + DAY, by=by)
    elif number == 3:
        actions.weigh(
            proposal, look=Weighing.FORMAL, is_passed=True, reasons={}, by=by, has_no_interest=True, at=at + 2 * DAY
        )


def _young(code: str, done: Callable[[int], None]) -> None:
    purpose = words(
        "Lasten ja nuorten omiin ideoihin: tapahtumaan, toimintaan tai hankintaan. Raha tulee valtiolta saadusta perinnöstä.",
        "Raha on lasten ja nuorten ideoihin. Voit ehdottaa tapahtumaa, tekemistä tai tavaraa.",
        "För barns och ungas egna idéer: ett evenemang, en aktivitet eller en anskaffning. Pengarna kommer från ett arv.",
        "For the own ideas of children and young people: an event, something to do, or a thing. The money is an inheritance.",
    )
    proposers = words(
        "Lapset ja nuoret, yksin tai yhdessä. Alle 13-vuotias voi ehdottaa koulun, nuorisotyöntekijän tai huoltajan kanssa.",
        "Lapset ja nuoret. Jos olet alle 13 vuotta, pyydä aikuinen mukaan.",
        "Barn och unga, ensamma eller tillsammans. Den som är under 13 år kan föreslå med skolan, en ungdomsarbetare eller en vårdnadshavare.",
        "Children and young people, alone or together. Who is under 13 can propose with the school, a youth worker or a guardian.",
    )
    invitation = words(
        "Onko sinulla tai kavereillasi idea? Nuorisovaltuusto käsittelee ideat neljä kertaa vuodessa.",
        "Onko sinulla idea? Kerro se.",
        "Har du eller dina vänner en idé? Ungdomsfullmäktige behandlar idéerna fyra gånger om året.",
        "Have you or your friends an idea? The youth council handles ideas four times a year.",
    )
    one = make_round(
        code, words("Nuorten Mikkeli", "Nuorten Mikkeli", "Unga S:t Michel", "Young Mikkeli"), {}, kind="rolling",
        ballot="none", euros=400_000, yearly_cap=30_000, least_cost=0, most_cost=5_000, names_hidden=True, voters={},
        unit=Unit.objects.get(code="nuoriso"), decides=Unit.objects.get(code="kaupunginjohtaja"), purposes=purpose,
        proposers=proposers, invitations=invitation, opened_at=_at(2024, 1, 8), order=20,
    )  # fmt: skip
    young.fill(one, done)
