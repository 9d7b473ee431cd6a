"""Votes of earlier days from the rehearsal to the publication, through the same doors as in life."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from kuulu.channels.budgeting.actions import count, paper, set_up_vote
from kuulu.channels.budgeting.actions.publish_vote import explain, take_publication
from kuulu.channels.budgeting.ballot_box import closing
from kuulu.channels.budgeting.ballot_box import paper as box
from kuulu.channels.budgeting.ballot_box.cast import cast
from kuulu.channels.budgeting.eligibility.entitle import entitle_anybody, entitle_person
from kuulu.channels.budgeting.models import Electorate, PaperBallot, Round, Vote
from kuulu.channels.budgeting.queries.paper import account_of
from kuulu.channels.budgeting.vocabulary import Door, VoteLevel
from kuulu.commons.people.models import Person

from . import past

HOUR: Final = dt.timedelta(hours=1)
SWAPS: Final = 900  #: between made ballots, so that they are not all of a few kinds


def made_ballots(totals: Mapping[str, int], ballots: int, most: int) -> list[list[str]]:
    """So many ballots of one to `most` choices that add up to the totals; the same every time.

    Each project goes to as many ballots in a row, the next beginning where it ended, so that none has it twice.
    """
    made: list[list[str]] = [[] for _ in range(ballots)]
    at = 0
    for name, votes in totals.items():
        for _vote in range(votes):
            made[at % ballots].append(name)
            at += 1
    chance = random.Random(ballots)  # noqa: S311 - invented ballots, not keys
    for _swap in range(SWAPS):
        one, other = chance.sample(made, 2)
        mine, theirs = chance.randrange(len(one)), chance.randrange(len(other))
        if one[mine] not in other and other[theirs] not in one:
            one[mine], other[theirs] = other[theirs], one[mine]
    if not all(1 <= len(choices) <= most for choices in made):
        raise ValueError("the totals do not make such ballots")
    return made


class Held:
    """A vote that was held between two moments, with a key whose sheets the demo forgets in the end."""

    def __init__(
        self, one: Round, *, level: VoteLevel, doors: Sequence[Door], names: dict[str, str], by: Person
    ) -> None:
        from kuulu.channels.budgeting.sealing.keys import new_vote_key, public_of, split
        from kuulu.channels.budgeting.sealing.rehearsal import rehearse

        phase = one.phases.get(kind="ballot")
        self.by, self.opens, self.closes = by, phase.opens_at, phase.closes_at
        with past.on(self.opens - HOUR):
            vote = set_up_vote.make_vote(one, by=by, level=level)
            set_up_vote.add_electorate(vote, by=by, code="all", names=names, doors=doors)
            key = new_vote_key()
            self.sheets = split(key, vote.code)
            file = set_up_vote.begin_rehearsal(vote, by=by, public_key=public_of(key).hex())
            set_up_vote.end_rehearsal(vote, by=by, found=" ".join(rehearse(file, self.sheets[:2])))
            opened = set_up_vote.open_vote(Vote.objects.select_related("round__unit").get(pk=vote.pk), by=by)
        self.vote = Vote.objects.select_related("round__unit", "round__decides", "round__fixed_rules").get(pk=opened.pk)
        self.electorate = Electorate.objects.get(vote=self.vote)

    def cast(self, ballots: Sequence[Sequence[str]], done: Callable[[int], None]) -> None:
        """Ballots of an open poll, spread over its days."""
        from kuulu.channels.budgeting.sealing.codes import new_code
        from kuulu.channels.budgeting.sealing.envelope import seal

        public, step = bytes.fromhex(self.vote.public_key), (self.closes - self.opens) / (len(ballots) + 1)
        for number, choices in enumerate(ballots, 1):
            with past.on(self.opens + number * step):
                found = entitle_anybody(self.electorate)
                sealed = seal(public, self.vote.code, new_code(), list(choices))
                cast(self.vote.pk, tag=found.tag, box=sealed, idem=f"demo-{number}")
            done(1)

    def take_paper(self, ballots: Sequence[Sequence[str] | None], clerks: tuple[Person, Person], place: str) -> None:
        """Paper given out from a list, one ballot more than comes back, and entered by two clerks; None is a spoiled one."""
        with past.on(self.opens + HOUR):
            batch = paper.open_batch(self.vote, by=self.by, place=place, issued=len(ballots) + 20)
            for number in range(len(ballots) + 1):
                key = f"list:{number}"
                found = entitle_person(self.electorate, key, door=Door.REGISTER)
                box.hand_out(self.vote.pk, tag=found.tag, idem=key)
        self.close()
        with past.on(self.closes + HOUR):
            paper.give_back(batch, by=clerks[0], unused=19, exchanged=0, returned=len(ballots))
            rows = PaperBallot.objects.filter(batch=batch).select_related("batch__vote__round__unit").order_by("row")
            for clerk in clerks:
                for row, choices in zip(rows.all(), ballots, strict=True):
                    paper.enter(row, by=clerk, choices=None if choices is None else list(choices))
            paper.explain(self.vote, by=self.by, text="Yksi äänestyslippu annettiin ja jäi palauttamatta.", batch=batch)

    def close(self) -> None:
        with past.on(self.closes):
            closing.close_if_due(self.vote.pk)

    def publish(self, openers: tuple[Person, Person]) -> None:
        """Give out, open, count, publish, and take in what was published, two hours after the end."""
        from kuulu.channels.budgeting.sealing.ceremony import open_boxes, program_hash, strip
        from kuulu.channels.budgeting.sealing.publication import publish

        self.vote.refresh_from_db()
        with past.on(self.closes + 2 * HOUR), tempfile.TemporaryDirectory() as place:
            with zipfile.ZipFile(count.give_out(self.vote, by=self.by)) as packed:
                packed.extractall(place)
            folder, out = Path(place) / self.vote.code, Path(place) / "out"
            strip(folder)
            open_boxes(
                folder,
                self.sheets[1:],
                paper=(folder / "paper.json").read_bytes(),
                spoiled=account_of(self.vote).spoiled,
            )
            publish(folder, out)
            files = {file.name: file.read_bytes() for file in out.iterdir()}
            told: dict[str, Any] = {"manifest": files["manifest.json"], "result": files["result.json"]}
            count.write_session(self.vote, by=self.by, openers=openers, observers="", program=program_hash(), **told)
            self.vote.refresh_from_db()
            take_publication(self.vote, by=self.by, files=files)
            explain.func(self.vote.pk)
