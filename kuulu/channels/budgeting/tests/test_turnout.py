"""Turnout by electorate, area and door: those who voted, with nobody counted whose mark was voided or has no right."""

import pytest

from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.models import Electorate, Entitlement, Mark
from kuulu.channels.budgeting.queries.turnout import ballots_by_electorate, sheet_of, turnout_file
from kuulu.channels.budgeting.vocabulary import Door
from kuulu.foundation import clock

from .factories import words
from .voting import draft_vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def vote(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")
    made = draft_vote(doors=[Door.DESK, Door.IDENTIFICATION])
    Electorate.objects.create(vote=made, code="pupils", doors=[Door.CODE], names=words("Pupils"))
    return made


def came(vote, count, *, code="all", area="", door=Door.DESK, channel="web"):
    """So many found entitled; with a channel they voted by it, without one they did not."""
    electorate, start = Electorate.objects.get(vote=vote, code=code), Entitlement.objects.count()
    for number in range(start, start + count):
        fields = {"electorate": electorate, "source": door, "area": area, "day": clock.today()}
        Entitlement.objects.create(vote=vote, tag=f"{number:032x}", **fields)
        if channel:
            Mark.objects.create(vote=vote, tag=f"{number:032x}", channel=channel, version=1)


def told(vote, name="voted"):
    sheet = sheet_of(name, turnout_file(vote)[name])
    return {head: (cells, total) for head, cells, total in sheet.rows}, sheet.columns, sheet.total


def test_each_group_is_told_where_it_is_large_enough(vote):
    came(vote, 12, area="Keskusta")
    came(vote, 8, area="Keskusta", door=Door.IDENTIFICATION)
    came(vote, 7, area="Ristiina", channel="paper")
    came(vote, 9, area="Ristiina", door=Door.IDENTIFICATION)
    came(vote, 25, code="pupils", door=Door.CODE)
    rows, columns, total = told(vote)
    assert rows == {
        "Everybody, Keskusta": ([8, 12, "–"], 20),
        "Everybody, Ristiina": ([9, 7, "–"], 16),
        "Pupils": (["–", "–", 25], 25),
    }
    assert (columns, total) == ([17, 19, 25], 61)
    assert ballots_by_electorate(vote) == {"all": 36, "pupils": 25}


def test_a_small_group_is_hidden_and_cannot_be_worked_out_from_its_neighbours(vote):
    came(vote, 12, area="Keskusta")
    came(vote, 8, area="Keskusta", door=Door.IDENTIFICATION)
    came(vote, 2, area="Ristiina")
    came(vote, 9, area="Ristiina", door=Door.IDENTIFICATION)
    came(vote, 25, code="pupils", door=Door.CODE)
    rows, columns, total = told(vote)
    assert rows["Everybody, Ristiina"] == ([None, None, "–"], 11) and rows["Everybody, Keskusta"][0][:2] == [None, None]
    assert (columns, total) == ([17, 14, 25], 56)


def test_who_came_and_did_not_vote_or_was_voided_is_in_the_second_table_only(vote):
    came(vote, 10)
    came(vote, 6, channel="")
    came(vote, 5, channel="void")
    Mark.objects.create(vote=vote, tag="f" * 32, channel="web", version=1)  # without a right
    assert told(vote)[2] == 10 and told(vote, "came")[2] == 21
