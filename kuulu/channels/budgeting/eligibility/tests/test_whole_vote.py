"""A whole small vote: entitled, cast, changed, closed, given out, opened by two, published, and checked by a stranger."""

import json
import random
import subprocess
import sys
from collections import Counter

import pytest
import time_machine

from kuulu.channels.budgeting.ballot_box import closing, paper, writer
from kuulu.channels.budgeting.ballot_box.export import export
from kuulu.channels.budgeting.ballot_box.tests.votes import COSTS, SHEETS, TOLD, box, give, make_electorate, make_staff
from kuulu.channels.budgeting.eligibility import codes
from kuulu.channels.budgeting.eligibility.entitle import entitle_code, entitle_person
from kuulu.channels.budgeting.models import Envelope, Vote
from kuulu.channels.budgeting.sealing.ceremony import open_boxes, strip
from kuulu.channels.budgeting.sealing.codes import new_code
from kuulu.channels.budgeting.sealing.publication import publish
from kuulu.channels.budgeting.vocabulary import Door

from .votes import open_vote

pytestmark = pytest.mark.django_db


class Town:
    """Everybody who votes, and what each of them meant in the end."""

    def __init__(self, vote):
        self.vote, self.chance = vote, random.Random(7)
        self.electorate = make_electorate(vote)
        self.meant, self.paper, self.receipts = {}, {}, {}

    def vote_by(self, found):
        choices, code = self.chance.sample(sorted(COSTS), self.chance.randint(1, 3)), new_code()
        self.receipts[found.tag] = give(self.vote, 0, tag=found.tag, box=box(choices, code)).box, code
        self.meant[found.tag] = choices

    def come(self, people=40, pupils=15):
        letters = codes.print_letters(self.electorate, [f"person-{n}" for n in range(people)])[1]
        for number, (person, letter) in enumerate(letters.items()):
            by_letter = number % 3 == 0
            found = (
                entitle_code(self.vote.pk, letter)
                if by_letter
                else entitle_person(self.electorate, person, door=Door.IDENTIFICATION)
            )
            self.vote_by(found)
            if number % 4 == 0:  # changes the mind, by another door
                self.vote_by(entitle_person(self.electorate, person, door=Door.DESK))
            if number % 10 == 0:
                self.take_paper(entitle_person(self.electorate, person, door=Door.DESK).tag)
            if number % 11 == 5:
                writer.write(self.vote.pk)
        for code in codes.print_codes(self.electorate, pupils)[1]:
            self.vote_by(entitle_code(self.vote.pk, code))

    def take_paper(self, tag):
        paper.hand_out(self.vote.pk, tag=tag, idem=f"desk-{tag}")
        self.paper[tag] = self.meant.pop(tag)

    def void(self, tag):
        one, other = (make_staff(self.vote.round.unit) for _ in range(2))
        asked = paper.ask_void(self.vote.pk, tag=tag, by=one, reason="Lives elsewhere.")
        paper.approve_void(asked.pk, by=other)
        self.meant.pop(tag)

    def winners(self):
        """Most votes first, as long as the money lasts: counted anew, in five lines."""
        votes, left, won = self.votes(), TOLD["budget_total"], []
        for name in sorted(COSTS, key=lambda name: (-votes[name], COSTS[name], TOLD["tie_order"].index(name))):
            if votes[name] and COSTS[name] <= left:
                won, left = [*won, name], left - COSTS[name]
        return won

    def votes(self):
        return Counter(name for choices in (*self.meant.values(), *self.paper.values()) for name in choices)


@pytest.fixture
def town():
    made = Town(open_vote())
    made.come()
    made.void(next(iter(made.meant)))
    with time_machine.travel(made.vote.closes_at):
        assert closing.close_if_due(made.vote.pk)
    return made


def counted(town, folder):
    assert export(town.vote.pk, folder) == Envelope.objects.filter(kind="cast").count()
    assert strip(folder) == len(town.meant)
    open_boxes(folder, SHEETS[1:], paper=json.dumps(list(town.paper.values())).encode())
    publish(folder, folder / "out")
    return folder / "out"


def verified(out, *words):
    """By the file that is published, in a process that knows nothing of the house."""
    command = [sys.executable, "-I", str(out / "verify_ballots.py"), str(out), "--language", "en", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=out, env={})


def test_the_winners_are_those_of_a_count_of_ones_own_and_a_stranger_finds_all_in_order(town, tmp_path):
    out = counted(town, tmp_path / "count")
    done = verified(out)
    assert done.returncode == 0, done.stdout + done.stderr
    result = json.loads((out / "result.json").read_bytes())
    assert result["winners"] == town.winners() and result["votes"] == {n: town.votes()[n] for n in COSTS}
    assert (result["voters"], result["voided"]) == (len(town.meant) + len(town.paper), 1)
    assert result["paper_ballots"] == result["paper_given"] == len(town.paper) and result["rejected"] == 0
    assert Vote.objects.get().state == "closed"


def test_a_voter_finds_the_own_envelope_and_code_and_a_replaced_one_is_told_so(town, tmp_path):
    out = counted(town, tmp_path / "count")
    for tag in list(town.meant)[:3]:
        envelope, code = town.receipts[tag]
        done = verified(out, "--envelope", envelope, "--code", code)
        assert done.returncode == 0 and all(name in done.stdout for name in town.meant[tag])
    gone = next(iter(town.paper))
    assert verified(out, "--code", town.receipts[gone][1]).returncode == 1


def test_an_envelope_lost_from_the_box_stops_the_count(town, tmp_path):
    """V-THREAT: a database administrator deletes an envelope."""
    lost = Envelope.objects.filter(kind="cast").first()
    lost.delete()
    export(town.vote.pk, tmp_path / "count")
    with pytest.raises(ValueError, match="missing or was changed"):
        strip(tmp_path / "count")


def test_what_is_given_out_tells_no_order_of_arrival(town, tmp_path):
    folder = tmp_path / "count"
    export(town.vote.pk, folder)
    content = (folder / "envelopes.bin").read_bytes()
    boxes = [content[at : at + 1072] for at in range(0, len(content), 1072)]
    import hashlib

    hashes = [hashlib.sha256(one).hexdigest() for one in boxes]
    assert hashes == sorted(hashes) and len(hashes) > 60
