"""V-SECRET: whoever has the database and the key of marks, and no vote key, learns who voted and nothing of what for."""

import hashlib
import random
from collections import Counter

import pytest

from kuulu.channels.budgeting.ballot_box import writer
from kuulu.channels.budgeting.ballot_box.export import rows_of
from kuulu.channels.budgeting.ballot_box.tests.votes import VOTE_KEY, box, give, make_electorate
from kuulu.channels.budgeting.eligibility import tags
from kuulu.channels.budgeting.eligibility.entitle import entitle_person
from kuulu.channels.budgeting.models import Envelope, Mark
from kuulu.channels.budgeting.sealing.envelope import unseal
from kuulu.channels.budgeting.vocabulary import Door

from .votes import open_vote

pytestmark = pytest.mark.django_db
VOTERS = 500
OPTIONS = ("puu", "katos")


class Attacker:
    """Has every table, the key of marks, and what half of the voters told about their own ballots."""

    def __init__(self, vote):
        self.vote, self.key, self.rows = vote, tags.read_key(vote), rows_of(vote)
        self.seen = {}
        for envelope in Envelope.objects.filter(vote=vote):
            row = next(row for row in self.rows if row["box"] == envelope.box_hash)
            mark = Mark.objects.get(vote=vote, tag=envelope.tag)
            content = bytes(envelope.box)
            told = (envelope.pk, mark.pk, row["seq"], int(row["box"], 16), int(envelope.tag, 16))
            self.seen[envelope.tag] = [*(bit(number) for number in told), *features(content)]

    def tag(self, person):
        return tags.tag_of(self.key, self.vote.code, person)

    def learn(self, told):
        """For each feature of an envelope, how those who told voted; the best of them is what is guessed by."""
        self.rules = []
        for at in range(len(next(iter(self.seen.values())))):
            groups = {}
            for person, choice in told.items():
                groups.setdefault(self.seen[self.tag(person)][at], Counter())[choice] += 1
            right = sum(group.most_common(1)[0][1] for group in groups.values())
            self.rules.append((right, at, {value: group.most_common(1)[0][0] for value, group in groups.items()}))
        self.rules.sort(key=lambda rule: -rule[0])

    def guess(self, person):
        _right, at, says = self.rules[0]
        return says.get(self.seen[self.tag(person)][at], OPTIONS[0])


def bit(number):
    return number & 1


def features(content):
    """What can be looked at in an envelope: its length, bits of its parts, how often its bytes come, its hash."""
    ones = sum(byte.bit_count() for byte in content[32:])
    digest = hashlib.sha256(content).digest()
    places = (0, 15, 31, 32, 33, 60, 500, 1055, 1056, 1071)
    return [len(content), ones > 4160, ones & 1, *(content[at] & 1 for at in places), digest[0] & 1, digest[31] & 1]


@pytest.fixture
def town():
    """500 people who vote one of two ways, four of ten the one; and the attacker, who may look at all of it."""
    vote, chance = open_vote(), random.Random(11)
    electorate = make_electorate(vote)
    meant = {}
    for number in range(VOTERS):
        person = f"{number:06}-123A"
        choice = OPTIONS[chance.random() < 0.4]
        found = entitle_person(electorate, person, door=Door.IDENTIFICATION)
        give(vote, 0, tag=found.tag, box=box([choice]))
        meant[person] = choice
        if number % 100 == 99:
            writer.write(vote.pk)
    return meant, Attacker(vote)


def test_the_key_of_marks_tells_who_voted_and_no_guess_is_better_than_the_totals(town):
    meant, attacker = town
    people = list(meant)
    told, asked = people[::2], people[1::2]
    assert all(attacker.tag(person) in attacker.seen for person in people)  # who voted is known
    attacker.learn({person: meant[person] for person in told})
    right = sum(attacker.guess(person) == meant[person] for person in asked)
    most = Counter(meant[person] for person in asked).most_common(1)[0][1]  # what the totals alone would guess right
    assert right <= most + 32, (right, most)  # four deviations of 250 guesses by lot
    opened = {tag: unseal(VOTE_KEY, attacker.vote.code, bytes(one))[1] for tag, one in boxes()}
    assert all(opened[attacker.tag(person)] == [choice] for person, choice in meant.items())  # it lay there, sealed


def boxes():
    return Envelope.objects.values_list("tag", "box")


def test_an_envelope_that_told_anything_would_be_found_by_the_same_attacker(town):
    """The control: one bit of each envelope is the choice."""
    meant, attacker = town
    for person, choice in meant.items():
        attacker.seen[attacker.tag(person)][8] = OPTIONS.index(choice)
    people = list(meant)
    attacker.learn({person: meant[person] for person in people[::2]})
    assert all(attacker.guess(person) == meant[person] for person in people[1::2])


def test_all_envelopes_are_of_one_size_whatever_is_in_them():
    """V-LEN, in the box itself."""
    vote = open_vote()
    for number, choices in enumerate([[], ["puu"], ["puu", "katos", "laituri"], ["x" * 900]]):
        give(vote, number, choices)
    assert {len(bytes(one)) for _tag, one in boxes()} == {1072}
