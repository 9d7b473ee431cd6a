"""A vote that was held, closed and counted, and the folder that two key holders made of it."""

from __future__ import annotations

import io
import itertools
import json
import random
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import time_machine

from kuulu.channels.budgeting.actions import set_up_vote
from kuulu.channels.budgeting.actions.publish_vote import take_publication
from kuulu.channels.budgeting.ballot_box import closing, opening, paper
from kuulu.channels.budgeting.ballot_box.cast import cast
from kuulu.channels.budgeting.ballot_box.export import export
from kuulu.channels.budgeting.eligibility import tags
from kuulu.channels.budgeting.eligibility.entitle import entitle_code
from kuulu.channels.budgeting.models import Vote
from kuulu.channels.budgeting.queries.vote_rules import told_of
from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.envelope import seal
from kuulu.channels.budgeting.sealing.keys import public_of
from kuulu.channels.budgeting.sealing.publication import publish
from kuulu.channels.budgeting.sealing.rehearsal import rehearse
from kuulu.channels.budgeting.vocabulary import VoteLevel, VoteState

from .factories import make_chief
from .voting import VOTE_KEY, draft_vote, print_codes, sheets_of

PUBLICATION = "/en/desk/budjetti/kierros/small-2027/aanestys/julkaisu/"
LIMITS = {"least_electorate": 0, "rare_percent": 100}
_keys = itertools.count(1)


@dataclass
class Held:
    """A counted vote: the folder of the count, the published folder, and what each tracking code chose."""

    vote: Vote
    folder: Path
    out: Path
    meant: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.out.iterdir()}

    def winners(self) -> list[str]:
        return list(json.loads((self.out / "result.json").read_bytes())["winners"])

    def published(self) -> Held:
        """As after the desk has taken it in."""
        take_publication(self.vote, by=make_chief(), files=self.files())
        self.vote.refresh_from_db()
        return self


def opened(rules: dict[str, Any], **fields: Any) -> Vote:
    """An open vote with codes at its door; `rules` are put over those of the round."""
    vote, chief = draft_vote(VoteLevel.CODES, **fields), make_chief()
    file = set_up_vote.begin_rehearsal(vote, by=chief, public_key=public_of(VOTE_KEY).hex())
    set_up_vote.end_rehearsal(vote, by=chief, found="\n".join(rehearse(file, sheets_of(vote.code)[:2])))
    tags.make_key(vote)
    opening.open_vote(vote.pk, {**told_of(vote.round), **LIMITS, **rules})
    return Vote.objects.select_related("round__unit", "round__decides", "round__fixed_rules").get(pk=vote.pk)


def choices_of(kind: str, chance: random.Random) -> Any:
    names = chance.sample("1234", chance.randint(1, 2))
    return {name: chance.randint(1, 5) for name in sorted(names)} if kind == "points" else names


def held(
    folder: Path, *, voters: int = 30, mode: Any = None, rules: Any = None, papers: int = 2, **fields: Any
) -> Held:
    """A vote of so many, the first `papers` of whom take paper instead; closed, counted, and its folder made."""
    vote = opened(rules or {}, **fields)
    made, chance, kind = Held(vote, folder / "count", folder / "out"), random.Random(5), vote.round.ballot
    made.printed, on_paper = print_codes(vote, voters), []
    for number, printed in enumerate(made.printed):
        found, said, code = entitle_code(vote.pk, printed), choices_of(kind, chance), new_code()
        made.tags.append(found.tag)
        cast(vote.pk, tag=found.tag, box=seal(public_of(VOTE_KEY), vote.code, code, said), idem=f"held-{next(_keys)}")
        if number < papers:
            paper.hand_out(vote.pk, tag=found.tag, idem=f"paper-{next(_keys)}")
            on_paper.append(said)
        else:
            made.meant[code] = said
    with time_machine.travel(vote.closes_at):
        closing.close_if_due(vote.pk)
    export(vote.pk, made.folder)
    strip(made.folder)
    open_boxes(made.folder, sheets_of(vote.code)[:2], paper=json.dumps(on_paper).encode())
    publish(made.folder, made.out, {"all": voters}, mode=mode)
    closing.move_on(vote.pk, VoteState.COUNTED)
    vote.refresh_from_db()
    return made


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Any:
    """A zip to upload."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return named(out.getvalue())


def named(content: bytes) -> Any:
    file = io.BytesIO(content)
    file.name = "out.zip"
    return file
