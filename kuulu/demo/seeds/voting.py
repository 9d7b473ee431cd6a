"""The round that is open for voting now: rehearsed by invented key holders, with some hundred ballots in the box."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.actions import set_up_vote
from kuulu.channels.budgeting.ballot_box import writer
from kuulu.channels.budgeting.ballot_box.cast import cast
from kuulu.channels.budgeting.eligibility.entitle import entitle_code, entitle_person
from kuulu.channels.budgeting.models import Electorate, Proposal, Round, Vote
from kuulu.channels.budgeting.vocabulary import Door, VoteLevel
from kuulu.foundation import clock

from ..texts.budgets import NOW
from ..texts.categories import words
from .budgets import DAY, chief, make_proposal, make_round, weigh_through

BY_DESK: Final = 220  #: ballots of people whom the service desk let in
BY_CODE: Final = 60  #: ballots of pupils
TO_TRY: Final = 6  #: codes for whoever looks at the demo
COUNT: Final = len(NOW) + BY_DESK + BY_CODE
VOTERS: Final = words(
    "Kaikki 15 vuotta täyttäneet, myös kesäasukkaat: vahvasti tunnistautuen tai Asiointipalvelussa. Peruskoululaiset koulusta saadulla koodilla.",
    "15-vuotiaat ja vanhemmat. Myös kesäasukkaat. Koululaiset saavat koodin koulusta.",
    "Alla som fyllt 15 år, också säsongsinvånare: med stark identifiering eller vid servicepunkten. Elever i grundskolan med en kod från skolan.",
    "Everybody aged 15 or over, seasonal residents too: with strong identification or at the service desk. Pupils with a code from school.",
)
INVITATION: Final = words(
    "Valitse enintään kolme kohdetta, joihin kaupunki käyttää sata tuhatta euroa.",
    "Valitse kolme asiaa, jotka kaupunki tekee.",
    "Välj högst tre saker som staden använder hundra tusen euro till.",
    "Choose up to three things on which the city spends a hundred thousand euros.",
)
GROWN: Final = words("15 vuotta täyttäneet", "15-vuotiaat ja vanhemmat", "De som fyllt 15 år", "People aged 15 or over")
PUPILS: Final = words("Peruskoululaiset", "Koululaiset", "Elever i grundskolan", "Pupils of the comprehensive school")


def tell(done: Callable[[int], None]) -> None:
    """Write the round down once, with its vote and the ballots given so far."""
    now = clock.now().astimezone(clock.HELSINKI).replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        one = Round.objects.filter(code=str(now.year)).first() or _round(now, done)
    with transaction.atomic():
        vote = Vote.objects.filter(round=one).first() or _opened(one)
    if not vote.envelopes.exists():
        _ballots(vote, done)


def codes_to_try() -> list[str]:
    """Printed codes that nobody has used yet, for the page of the demo."""
    try:
        return list(json.loads(_codes_file().read_text()))
    except (OSError, ValueError):
        return []


def _codes_file() -> Path:
    return Path(settings.KUULU["VOTE_KEYS"]["tags"]).parent / "demo-codes.json"


def _round(now: dt.datetime, done: Callable[[int], None]) -> Round:
    year = now.year
    names = words(
        f"Pienet investoinnit {year}",
        f"Raha pieniin asioihin {year}",
        f"Små investeringar {year}",
        f"Small investments {year}",
    )
    phases = {
        "ideas": (now - 160 * DAY, now - 120 * DAY), "evaluation": (now - 120 * DAY, now - 20 * DAY),
        "ballot": (now - 4 * DAY, now + 17 * DAY), "count": (now + 17 * DAY, now + 20 * DAY),
        "decision": (now + 20 * DAY, now + 50 * DAY), "implementation": (now + 51 * DAY, now + 400 * DAY),
    }  # fmt: skip
    told: dict[str, Any] = {"invitations": INVITATION, "voters": VOTERS, "least_votes": 20, "order": 5}
    one = make_round(str(year), names, phases, opened_at=now - 160 * DAY, is_example=True, **told)
    for number, idea in enumerate(NOW):
        at = now - (155 - 2 * number) * DAY
        proposal = make_proposal(one, idea, at, source=("meeting", "body", "official")[number % 3])
        actions.publish(proposal, by=chief(), at=at + DAY)
        weigh_through(proposal, idea, at + 60 * DAY, by=chief())
        done(1)
    actions.number_ballot(one, by=chief(), at=now - 10 * DAY)
    return one


def _opened(one: Round) -> Vote:
    """Rehearsed with a key that is made for this demo; its sheets lie beside the keys, so that one can count."""
    from kuulu.channels.budgeting.sealing.keys import new_vote_key, public_of, split
    from kuulu.channels.budgeting.sealing.rehearsal import rehearse
    from kuulu.channels.budgeting.sealing.sheets import text_of

    by = chief()
    vote = set_up_vote.make_vote(one, by=by, level=VoteLevel.PERSONS)
    day = clock.today()
    ages: dict[str, Any] = {"age_on": day}
    grown = [Door.IDENTIFICATION, Door.DESK, Door.LETTER]
    set_up_vote.add_electorate(vote, by=by, code="grown", names=GROWN, doors=grown, least_age=15, **ages)
    set_up_vote.add_electorate(vote, by=by, code="pupils", names=PUPILS, doors=[Door.CODE], most_age=14, **ages)
    key = new_vote_key()
    sheets = split(key, vote.code)
    folder = _codes_file().parent / "demo-sheets"
    folder.mkdir(parents=True, exist_ok=True)
    for sheet in sheets:
        (folder / f"holder-{sheet.holder}.txt").write_text(text_of(sheet), encoding="utf-8")
    file = set_up_vote.begin_rehearsal(vote, by=by, public_key=public_of(key).hex())
    set_up_vote.end_rehearsal(vote, by=by, found=" ".join(rehearse(file, sheets[:2])))
    return set_up_vote.open_vote(Vote.objects.select_related("round__unit").get(pk=vote.pk), by=by)


def _ballots(vote: Vote, done: Callable[[int], None]) -> None:
    """Choices by liking, the same every time; the marks are of people who do not exist."""
    from kuulu.channels.budgeting.sealing.codes import new_code
    from kuulu.channels.budgeting.sealing.envelope import seal

    chance = random.Random(vote.code)  # noqa: S311 - invented ballots, not keys
    liked = {str(one.number): idea.votes for one, idea in zip(_candidates(vote), NOW, strict=True)}
    grown, pupils = (Electorate.objects.get(vote=vote, code=code) for code in ("grown", "pupils"))
    _batch, printed = set_up_vote.print_codes(pupils, by=chief(), size=BY_CODE + TO_TRY)
    _codes_file().write_text(json.dumps(printed[BY_CODE:]))
    birthday = dt.date(1980, 1, 1)
    for number in range(BY_DESK + BY_CODE):
        found = (
            entitle_person(grown, f"demo:{number}", door=Door.DESK, birthday=birthday)
            if number < BY_DESK
            else entitle_code(vote.pk, printed[number - BY_DESK])
        )
        choices = sorted(liked, key=lambda name: chance.random() ** (30 / liked[name]), reverse=True)
        box = seal(bytes.fromhex(vote.public_key), vote.code, new_code(), choices[: chance.choice((1, 2, 3, 3, 3))])
        cast(vote.pk, tag=found.tag, box=box, idem=f"demo-{number}")
        done(1)
    writer.write(vote.pk)
    writer.sign_head(vote.pk)


def _candidates(vote: Vote) -> list[Proposal]:
    return list(Proposal.objects.filter(round=vote.round, number__isnull=False).order_by("number"))
