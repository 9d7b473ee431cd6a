"""The door plate of participatory budgeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from kuulu.foundation.channel import Channel, Dataset, Figure, Happening, Kind, Opening, Process, Verb

from .batch_verbs import BATCH_VERBS
from .vocabulary import COLUMNS, KIND, ROUND_COLUMNS


def _address(matter: Any) -> str:
    from django.urls import reverse

    return reverse("budgeting:proposal", args=[matter.reference])


def _desk_address(matter: Any) -> str:
    from django.urls import reverse

    return reverse("budgeting_desk:proposal", args=[matter.reference])


def _own_address(matter: Any, email: str) -> str:
    from .actions.receipt import make_own_link, own_address

    return own_address(make_own_link(matter.proposal, email=email))


def _words(matter: Any) -> str:
    """What the public may read of it beside title and summary, for search."""
    proposal = getattr(matter, "proposal", None)
    return f"{proposal.text}\n{proposal.group_name}" if proposal else ""


def _carries(matter: Any) -> str:
    return str(matter.proposal.text)


def _open_now() -> Iterable[Opening]:
    from .queries.plate import openings

    return openings()


def _dates(start: dt.date, end: dt.date) -> Iterable[Happening]:
    from .queries.plate import happenings

    return happenings(start, end)


def _proposed(start: dt.date, end: dt.date) -> int:
    from .queries.plate import proposed_between

    return proposed_between(start, end)


def _built(start: dt.date, end: dt.date) -> int:
    from .queries.plate import built_between

    return built_between(start, end)


def _rows() -> Iterable[tuple[Any, ...]]:
    from .exports import proposal_rows

    return proposal_rows()


def _round_rows() -> Iterable[tuple[Any, ...]]:
    from .exports import round_rows

    return round_rows()


def _take_proof(request: Any, purpose: str, proved: Any) -> Any:
    from .views.vote_doors import take_proof

    return take_proof(request, purpose, proved)


plate = Channel(
    code="budgeting",
    name={
        "fi": "Osallistuva budjetointi",
        "fi-simple": "Päätä rahasta",
        "sv": "Medborgarbudget",
        "en": "Participatory budgeting",
    },
    invitation={
        "fi": "Ehdota, mihin kaupunki käyttää rahaa, ja seuraa, mitä ehdotuksesta tulee.",
        "fi-simple": "Kerro idea, mitä kaupunki voi tehdä rahalla. Näet, mitä ideallesi tapahtuu.",
        "sv": "Föreslå vad staden ska använda pengar till och följ vad som blir av förslaget.",
        "en": "Propose what the city uses money for, and follow what comes of it.",
    },
    participation=("planning", "decision", "action"),
    urls="kuulu.channels.budgeting.urls",
    prefix="budjetti",
    start="budgeting:rounds",
    desk_urls="kuulu.channels.budgeting.desk.urls",
    desk_start="budgeting_desk:rounds",
    icon="money",
    minutes=5,
    order=20,
    kinds=(
        Kind(
            code=KIND,
            name={"fi": "Ehdotus", "fi-simple": "Idea", "sv": "Förslag", "en": "Proposal"},
            lifecycle={
                "received": ("in_hand", "answered", "closed", "withdrawn", "declined"),
                "in_hand": ("answered", "carried_out", "closed", "withdrawn", "declined"),
                "answered": ("in_hand", "closed"),
                "carried_out": (),
                "closed": ("in_hand",),
                "withdrawn": (),
                "declined": ("in_hand",),
            },
            promise_days=20,
            reopen_days=0,
            words=_words,
            comments=True,
            carries=_carries,
            address=_address,
            own_address=_own_address,
            desk_address=_desk_address,
            retain_months=0,  # the room's own rule: contact details go after the round
            verbs={
                "proposal_passed": Verb(
                    says={
                        "fi": "%(by)s: ehdotus kuuluu tähän kierrokseen. Nyt selvitetään, voidaanko se toteuttaa.",
                        "fi-simple": "%(by)s katsoi idean. Idea kelpaa. Nyt mietitään, voiko sen tehdä.",
                        "sv": "%(by)s: förslaget hör till den här omgången. Nu utreds om det kan genomföras.",
                        "en": "%(by)s: this belongs to this round. Now it is looked at whether it can be carried out.",
                    },
                    plain={
                        "fi": "Ehdotus kuuluu tähän kierrokseen. Nyt selvitetään, voidaanko se toteuttaa.",
                        "fi-simple": "Idea kelpaa. Nyt mietitään, voiko sen tehdä.",
                        "sv": "Förslaget hör till den här omgången. Nu utreds om det kan genomföras.",
                        "en": "This belongs to this round. Now it is looked at whether it can be carried out.",
                    },
                    tells=("opener", "follower"),
                    words_for_all=True,
                ),
                "proposal_possible": Verb(
                    says={
                        "fi": "%(by)s: ehdotus voidaan toteuttaa. Se maksaa noin %(euros)s euroa.",
                        "fi-simple": "%(by)s: Idean voi tehdä. Se maksaa noin %(euros)s euroa.",
                        "sv": "%(by)s: förslaget kan genomföras. Det kostar ungefär %(euros)s euro.",
                        "en": "%(by)s: this can be carried out. It costs about %(euros)s euros.",
                    },
                    plain={
                        "fi": "Ehdotus voidaan toteuttaa.",
                        "fi-simple": "Idean voi tehdä.",
                        "sv": "Förslaget kan genomföras.",
                        "en": "This can be carried out.",
                    },
                    tells=("opener", "joined", "follower"),
                    words_for_all=True,
                ),
                "proposal_not_possible": Verb(
                    says={
                        "fi": "%(by)s: ehdotusta ei voida toteuttaa tällä kierroksella.",
                        "fi-simple": "%(by)s: Ideaa ei voi tehdä nyt.",
                        "sv": "%(by)s: förslaget kan inte genomföras i den här omgången.",
                        "en": "%(by)s: this cannot be carried out in this round.",
                    },
                    plain={
                        "fi": "Ehdotusta ei voida toteuttaa tällä kierroksella.",
                        "fi-simple": "Ideaa ei voi tehdä nyt.",
                        "sv": "Förslaget kan inte genomföras i den här omgången.",
                        "en": "This cannot be carried out in this round.",
                    },
                    tells=("opener", "joined", "follower"),
                    words_for_all=True,
                ),
                "proposer_answered": Verb(
                    says={
                        "fi": "Ehdottaja vastasi kaupungin arvioon.",
                        "fi-simple": "Idean kertoja vastasi kaupungille.",
                        "sv": "Förslagsställaren svarade på stadens bedömning.",
                        "en": "The proposer answered what the city found.",
                    },
                    plain={
                        "fi": "Ehdottaja vastasi kaupungin arvioon.",
                        "fi-simple": "Idean kertoja vastasi kaupungille.",
                        "sv": "Förslagsställaren svarade på stadens bedömning.",
                        "en": "The proposer answered what the city found.",
                    },
                    tells=("handler", "unit"),
                ),
                "proposal_again": Verb(
                    says={
                        "fi": "%(by)s katsoo ehdotusta uudestaan.",
                        "fi-simple": "%(by)s miettii ideaa uudestaan.",
                        "sv": "%(by)s ser på förslaget på nytt.",
                        "en": "%(by)s looks at this once more.",
                    },
                    plain={
                        "fi": "Ehdotusta katsotaan uudestaan.",
                        "fi-simple": "Ideaa mietitään uudestaan.",
                        "sv": "Förslaget granskas på nytt.",
                        "en": "This is looked at once more.",
                    },
                ),
                "proposal_numbered": Verb(
                    says={
                        "fi": "Ehdotus on äänestyksessä numerolla %(number)s.",
                        "fi-simple": "Ideaa voi äänestää. Sen numero on %(number)s.",
                        "sv": "Förslaget är med i omröstningen med nummer %(number)s.",
                        "en": "This is number %(number)s on the ballot.",
                    },
                    plain={
                        "fi": "Ehdotus on äänestyksessä.",
                        "fi-simple": "Ideaa voi äänestää.",
                        "sv": "Förslaget är med i omröstningen.",
                        "en": "This is on the ballot.",
                    },
                    tells=("opener", "joined", "follower"),
                ),
                "vote_ends_soon": Verb(
                    says={
                        "fi": "Äänestys päättyy %(day)s.",
                        "fi-simple": "Äänestys loppuu %(day)s.",
                        "sv": "Omröstningen slutar %(day)s.",
                        "en": "Voting ends on %(day)s.",
                    },
                    plain={
                        "fi": "Äänestys päättyy pian.",
                        "fi-simple": "Äänestys loppuu pian.",
                        "sv": "Omröstningen slutar snart.",
                        "en": "Voting ends soon.",
                    },
                    tells=("opener", "joined", "follower"),
                ),
                "proposal_counted": Verb(
                    says={
                        "fi": "Äänet on laskettu ja tulos on julkaistu. Tämän ehdotuksen tulos: %(votes)s.",
                        "fi-simple": "Äänet on laskettu. Tämä idea sai: %(votes)s.",
                        "sv": "Rösterna är räknade och resultatet är publicerat. Resultatet för det här förslaget: %(votes)s.",
                        "en": "The votes are counted and the result is published. The result of this proposal: %(votes)s.",
                    },
                    plain={
                        "fi": "Äänet on laskettu ja tulos on julkaistu.",
                        "fi-simple": "Äänet on laskettu. Tulos on sivulla.",
                        "sv": "Rösterna är räknade och resultatet är publicerat.",
                        "en": "The votes are counted and the result is published.",
                    },
                    tells=("opener", "joined", "follower"),
                ),
                "proposal_chosen": Verb(
                    says={
                        "fi": "%(unit)s päätti: tämä toteutetaan.",
                        "fi-simple": "%(unit)s päätti: Tämä tehdään.",
                        "sv": "%(unit)s beslutade: det här genomförs.",
                        "en": "%(unit)s decided: this is carried out.",
                    },
                    plain={
                        "fi": "Päätettiin: tämä toteutetaan.",
                        "fi-simple": "Tämä tehdään.",
                        "sv": "Man beslutade: det här genomförs.",
                        "en": "It was decided: this is carried out.",
                    },
                    tells=("opener", "joined", "follower", "unit"),
                    words_for_all=True,
                ),
                "proposal_not_chosen": Verb(
                    says={
                        "fi": "%(unit)s päätti: tätä ei toteuteta tällä kertaa. Voit ehdottaa sitä seuraavalla kierroksella.",
                        "fi-simple": "%(unit)s päätti: Tätä ei tehdä nyt. Voit ehdottaa samaa uudestaan.",
                        "sv": "%(unit)s beslutade: det här genomförs inte den här gången. Du kan föreslå det i nästa omgång.",
                        "en": "%(unit)s decided: this is not carried out this time. You can propose it in the next round.",
                    },
                    plain={
                        "fi": "Tätä ei toteuteta tällä kertaa.",
                        "fi-simple": "Tätä ei tehdä nyt.",
                        "sv": "Det här genomförs inte den här gången.",
                        "en": "This is not carried out this time.",
                    },
                    tells=("opener", "joined", "follower"),
                    words_for_all=True,
                ),
                **BATCH_VERBS,
            },
        ),
    ),
    takes_proof=_take_proof,
    open_now=_open_now,
    dates=_dates,
    figures=(
        Figure(
            code="proposals_made",
            name={"fi": "Ehdotuksia", "fi-simple": "Ideoita", "sv": "Förslag", "en": "Proposals made"},
            count=_proposed,
        ),
        Figure(
            code="proposals_built",
            name={
                "fi": "Toteutettuja ehdotuksia",
                "fi-simple": "Ideoita, jotka on tehty",
                "sv": "Genomförda förslag",
                "en": "Proposals carried out",
            },
            count=_built,
        ),
    ),
    open_data=(
        Dataset(
            code="proposals",
            name={
                "fi": "Osallistuvan budjetoinnin ehdotukset",
                "fi-simple": "Ideat, joista voi äänestää",
                "sv": "Medborgarbudgetens förslag",
                "en": "Proposals of participatory budgeting",
            },
            columns=COLUMNS,
            rows=_rows,
        ),
        Dataset(
            code="budget_rounds",
            name={
                "fi": "Osallistuvan budjetoinnin kierrokset",
                "fi-simple": "Äänestykset rahasta",
                "sv": "Medborgarbudgetens omgångar",
                "en": "Rounds of participatory budgeting",
            },
            columns=ROUND_COLUMNS,
            rows=_round_rows,
        ),
    ),
    process=Process(
        what={
            "fi": "Ehdotat, mihin kaupunki käyttää sille varatun rahan. Kun kaupunki on selvittänyt, mitä voidaan toteuttaa, asukkaat äänestävät.",
            "fi-simple": "Voit kertoa idean. Kaupunki katsoo, voiko idean tehdä. Sitten kaikki saavat äänestää.",
            "sv": "Du föreslår vad staden ska använda de reserverade pengarna till. När staden har utrett vad som kan genomföras röstar invånarna.",
            "en": "You propose what the city uses the money set aside for. When the city has looked at what can be done, residents vote.",
        },
        who_decides={
            "fi": "Äänestyksen tulos on ehdotus. Päätöksen tekee se toimielin, joka on nimetty kierroksen sivulla.",
            "fi-simple": "Asukkaat äänestävät. Lopuksi päättää lautakunta. Sivulla lukee, kuka päättää.",
            "sv": "Omröstningens resultat är ett förslag. Beslutet fattas av det organ som nämns på omgångens sida.",
            "en": "The result of the vote is a proposal. The body named on the page of the round decides.",
        },
        how_long={
            "fi": "Kierros kestää ideoista toteutukseen yleensä vuoden tai kaksi. Sivulla on jokaisen vaiheen päivät.",
            "fi-simple": "Yksi kierros kestää vuoden tai kaksi. Sivulla on päivät.",
            "sv": "En omgång tar vanligen ett eller två år från idé till genomförande. Datumen för varje skede finns på sidan.",
            "en": "A round usually takes a year or two from idea to what is built. The page has the dates of every phase.",
        },
        what_then={
            "fi": "Jokainen ehdotus saa vastauksen ja perustelun ennen äänestystä. Valitun ehdotuksen sivulla näet, miten työ etenee.",
            "fi-simple": "Jokaiseen ideaan vastataan. Näet sivulla, mitä ideallesi tapahtuu.",
            "sv": "Varje förslag får ett svar och en motivering före omröstningen. På det valda förslagets sida ser du hur arbetet går framåt.",
            "en": "Every proposal gets an answer and a reason before the vote. The page of a chosen one shows how the work goes on.",
        },
        where_else={
            "fi": "Voit ehdottaa myös paperilla Asiointipalvelussa pääkirjastossa.",
            "fi-simple": "Voit kertoa idean myös pääkirjastossa.",
            "sv": "Du kan också föreslå på papper vid servicepunkten i huvudbiblioteket.",
            "en": "You can also propose on paper at the service point in the main library.",
        },
    ),
)
