"""Files of other cities are read as they are, and what is not one is refused with a reason."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuulu.channels.budgeting.counting.election import BallotKind
from kuulu.channels.budgeting.counting.pabulib import ORDER, Unreadable, election_of, file_of, read, written

from .files import city, pb

pytestmark = pytest.mark.once


def test_sums_with_a_point_or_a_comma_are_exact():
    election = election_of(read(pb(["10.5", "0,25", "7"], ["1"], budget="2532645.83")))
    assert election.unit == 100 and election.budget == 253264583
    assert [project.cost for project in election.projects] == [1050, 25, 700]


def test_a_mark_at_the_start_blanks_and_a_project_named_again_do_no_harm():
    election = election_of(read("\ufeff" + pb([1, 2], ["1, 2 ,1", "", " "], budget=3)))
    assert sorted((group.choices, group.size) for group in election.groups) == [((), 1), ((), 1), ((0, 1), 1)]
    assert election.voters == 3


def test_points_and_rankings_keep_their_order():
    points = election_of(read(pb([1, 2], ["2,1"], budget=3, kind="cumulative", points=["5,1"])))
    assert points.kind is BallotKind.POINTS and (points.groups[0].choices, points.groups[0].points) == ((1, 0), (5, 1))
    assert election_of(read(pb([1, 2], ["2,1"], budget=3, kind="ordinal"))).groups[0].choices == (1, 0)


@pytest.mark.parametrize("seed", range(5))
def test_a_file_read_and_written_is_the_same(seed):
    text = city(seed)
    assert written(read(text)) == text


TOLD = {"description": "Pienhankkeet", "country": "Finland", "unit": "Mikkeli", "instance": "2026", "rule": "greedy", "date_begin": "2026", "date_end": "2026"}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        city(3),
        pb(["10.5", 7, "0.05"], ["1,2", "", "3", "1,2"], budget="99.9"),
        pb([5, 6], ["2,1", "1"], budget=9, kind="cumulative", points=["4,1", "3"]),
        pb([5, 6], ["2,1", "1"], budget=9, kind="ordinal"),
    ],
)
def test_an_election_given_out_and_read_again_is_the_same_in_another_order(text):
    election = election_of(read(text))
    file = file_of(election, TOLD, names={"2": "Penkki"}, winners=["2"], shuffle=random.Random(1).shuffle)
    again = election_of(read(written(file)))

    def content(one):
        return sorted((group.choices, group.points) for group in one.groups for _ in range(group.size))

    assert (again.budget, again.unit, again.projects, again.kind) == (
        election.budget, election.unit, election.projects, election.kind,
    )  # fmt: skip
    assert content(again) == content(election) and file.told("num_votes") == str(election.voters)
    assert [row[0] for row in file.meta.rows] == [key for key in ORDER if key != "subunit"]
    assert [row[0] for row in file.projects.rows if row[file.projects.column("selected")] == "1"] == ["2"]


def test_the_order_in_which_people_voted_is_not_given_out():
    election = election_of(read(city(3)))
    orders = [
        file_of(election, TOLD, names={"2": "Penkki"}, winners=["2"], shuffle=random.Random(seed).shuffle).votes.rows
        for seed in (1, 2)
    ]
    assert orders[0] != orders[1] and [row[0] for row in orders[0]] == [row[0] for row in orders[1]]


@given(st.lists(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"])), min_size=2, max_size=4))
def test_whatever_stands_in_a_column_nobody_knows_comes_back(values):
    file = read(pb([1], ["1"], budget=1))
    file.projects.heads += [f"more_{number}" for number in range(len(values))]
    file.projects.rows[0] += values
    again = read(written(file))
    assert again.projects.rows == file.projects.rows and again.projects.heads == file.projects.heads


@pytest.mark.parametrize(
    "text, word",
    [
        ("", "META"),
        ("nonsense", "section"),
        (pb([1], ["2"], budget=1), "'2'"),
        (pb(["x"], ["1"], budget=1), "'x'"),
        (pb(["-1"], ["1"], budget=1), "'-1'"),
        (pb(["NaN"], ["1"], budget=1), "NaN"),
        (pb(["1.005"], ["1"], budget=1), "1.005"),
        (pb([1], ["1"], budget=1, kind="dance"), "dance"),
        (pb([1, 1], ["1,2"], budget=1, kind="cumulative", points=["5"]), "1 points"),
        (pb([1], ["1"], budget=1, kind="cumulative", points=["five"]), "five"),
        (pb([1], ["1"], budget=1).replace("project_id", "name"), "project_id"),
        (pb([1, 1], ["1"], budget=1).replace("\n2;1", "\n1;1"), "twice"),
        (pb([1], ["1"], budget=1).split("VOTES")[0], "VOTES"),
        (pb([1], ["1"], budget=1).split("voter_id")[0], "section"),
    ],
)
def test_what_is_no_election_is_refused_with_a_reason(text, word):
    with pytest.raises(Unreadable, match=word):
        election_of(read(text))
