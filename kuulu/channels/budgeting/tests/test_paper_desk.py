"""Paper at the desk: taken to places, brought back, entered by keyboard, settled, accounted for, each by the right people."""

import re

import pytest

from kuulu.channels.budgeting.ballot_box import paper as box
from kuulu.channels.budgeting.models import Entitlement, Mark, PaperBallot, PaperBatch
from kuulu.channels.budgeting.vocabulary import Door, VoteLevel
from kuulu.commons.people.vocabulary import Duty

from .factories import make_staff
from .paper import (
    DESK,
    PAPER,
    ballot,
    desk,
    give_paper,
    keys_in,
    make_clerk,
    make_runner,
    paper_vote,
    returned,
    text_of,
    words,
)
from .voting import BALLOT, START, open_vote, print_codes, vote_without_script

pytestmark = pytest.mark.django_db
SWING, BENCH, PIER = "1. Swing", "2. Bench", "3. Pier"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    with keys_in(settings, tmp_path / "keys"):
        yield


def enter(client, row, **fields):
    return client.post(f"{PAPER}1/{row}/", fields)


def test_a_runner_takes_ballots_to_a_place_and_a_clerk_counts_the_box():
    paper_vote()
    runner, clerk = desk(make_runner()), desk(make_clerk())
    assert runner.post(f"{PAPER}uusi/", {"place": "", "issued": "0"}).status_code == 422
    runner.post(f"{PAPER}uusi/", {"place": "Library", "issued": "20"})
    assert "1. Library" in words(clerk.get(PAPER)) and "Not given back" in words(clerk.get(PAPER))
    wrong = clerk.post(f"{PAPER}1/", {"unused": "19", "exchanged": "3", "returned": "5"})
    assert wrong.status_code == 422 and 'value="19"' in wrong.content.decode()
    clerk.post(f"{PAPER}1/", {"unused": "14", "exchanged": "1", "returned": "4"})
    assert (PaperBatch.objects.get().given, PaperBallot.objects.count()) == (5, 4)
    assert "Not returned 1" in words(clerk.get(f"{PAPER}1/"))
    assert runner.post(f"{PAPER}1/vietiin/", {"issued": "14"}).status_code == 409
    assert clerk.post(f"{PAPER}1/vietiin/", {"issued": "30"}).status_code == 403
    runner.post(f"{PAPER}1/vietiin/", {"issued": "19"})
    assert "Not returned 0" in words(clerk.get(f"{PAPER}1/"))


def test_a_clerk_enters_ballot_after_ballot_and_sees_nothing_of_the_other():
    batch, one, other = returned(paper_vote(), 3), desk(make_clerk()), desk(make_clerk())
    page = words(one.get(f"{PAPER}1/1/"))
    assert page.index(SWING) < page.index(BENCH) < page.index(PIER)
    assert enter(one, 1, numbers="1, 3").url == f"{PAPER}1/2/"
    assert enter(one, 2, choice=["2"]).url == f"{PAPER}1/3/"
    assert enter(one, 3, spoiled="1").url == f"{PAPER}1/"
    shown = other.get(f"{PAPER}1/1/").content.decode()
    assert "checked" not in shown and 'name="numbers" value=""' in shown and "1, 3" not in shown
    for row, said in ((1, {"numbers": "3 1"}), (2, {"numbers": "2"}), (3, {"spoiled": "1"})):
        enter(other, row, **said)
    assert [ballot(batch, row).agreed for row in (1, 2, 3)] == ['["1","3"]', '["2"]', "null"]
    assert enter(one, 1, numbers="2").status_code == 302 and ballot(batch, 1).agreed == '["1","3"]'


@pytest.mark.parametrize(
    "fields, said",
    [({"numbers": "1 9"}, "There is no number 9"), ({"numbers": "1 1"}, "is there twice"), ({"numbers": "1:2"}, "Write numbers only"),
     ({"numbers": "1", "choice": "2"}, "not both"), ({}, "Against the rules"), ({"numbers": "1 2 3 4"}, "Against the rules")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_entered(fields, said):
    batch, clerk = returned(paper_vote(), 1), desk(make_clerk())
    reply = enter(clerk, 1, **fields)
    assert reply.status_code == 422 and said in words(reply) and ballot(batch, 1).first == ""
    assert f'value="{fields.get("numbers", "")}"' in reply.content.decode()


def test_a_ballot_against_the_rules_is_entered_as_it_stands_when_the_clerk_says_so():
    batch, clerk = returned(paper_vote(), 2), desk(make_clerk())
    enter(clerk, 1, numbers="1 2 3 4", as_marked="1")
    enter(clerk, 2, as_marked="1")
    assert [ballot(batch, row).first for row in (1, 2)] == ['["1","2","3","4"]', "[]"]


@pytest.mark.parametrize(
    "kind, numbers, fields, entry",
    [("points", "2:3 1:7", {"points-1": "7", "points-2": "3"}, '{"1":7,"2":3}'),
     ("ranking", "3 1", {"place-1": "3", "place-2": "1"}, '["3","1"]')],
)  # fmt: skip
def test_points_and_orders_are_typed_or_marked_alike(kind, numbers, fields, entry):
    batch, one, other = returned(paper_vote(ballot=kind), 1), desk(make_clerk()), desk(make_clerk())
    assert "1:x" in enter(one, 1, numbers="1:x").content.decode() and ballot(batch, 1).first == ""
    enter(one, 1, numbers=numbers)
    assert other.get(f"{PAPER}1/1/").status_code == 200
    enter(other, 1, **fields)
    assert ballot(batch, 1).agreed == entry


def test_two_clerks_settle_at_the_desk_what_they_read_differently():
    batch, (one, other) = returned(paper_vote(), 1), (desk(make_clerk()), desk(make_clerk()))
    enter(one, 1, numbers="1")
    enter(other, 1, numbers="1 2")
    assert "The other's approval" not in words(one.get(f"{PAPER}erot/"))
    page = words(one.get(f"{PAPER}1/1/sovi/"))
    assert SWING in page and BENCH in page and "I agree" not in page
    assert one.post(f"{PAPER}1/1/sovi/", {"numbers": "8"}).status_code == 422
    one.post(f"{PAPER}1/1/sovi/", {"numbers": "1 2"})
    assert "I agree" not in words(one.get(f"{PAPER}1/1/sovi/")) and "I agree" in words(other.get(f"{PAPER}1/1/sovi/"))
    seen = {"seen": '["1","2"]'}
    assert one.post(f"{PAPER}1/1/hyvaksy/", seen).status_code == 403 and ballot(batch, 1).agreed == ""
    other.post(f"{PAPER}1/1/hyvaksy/", seen)
    assert ballot(batch, 1).agreed == '["1","2"]' and "Every ballot that two people" in words(one.get(f"{PAPER}erot/"))


def people_at_the_desk():
    return {
        "runner": make_runner(), "clerk": make_clerk(), "auditor": make_staff(duty=Duty.AUDITOR),
        "stranger": make_staff(duty=Duty.MODERATOR),
    }  # fmt: skip


def test_each_page_opens_for_its_people_only():
    returned(paper_vote(), 1)
    enter(desk(make_clerk()), 1, numbers="1")
    enter(desk(make_clerk()), 1, numbers="2")
    pages = {
        PAPER: "runner clerk auditor", f"{PAPER}1/": "runner clerk auditor", f"{PAPER}erot/": "runner clerk auditor",
        f"{PAPER}lippu.pdf": "runner clerk auditor", f"{PAPER}1/1/sovi/": "runner", f"{PAPER}luettelo/": "clerk",
        f"{DESK}mitatoinnit/": "runner auditor", f"{DESK}laskenta/": "runner auditor",
    }  # fmt: skip
    for name, person in people_at_the_desk().items():
        opened = {page for page in pages if desk(person).get(page).status_code == 200}
        assert opened == {page for page, who in pages.items() if name in who.split()}, name


@pytest.mark.parametrize("page", [f"{PAPER}uusi/", f"{PAPER}selitys/", f"{PAPER}paper.json", f"{DESK}mitatoinnit/", f"{DESK}laskenta/", f"{DESK}laskenta/tiedostot/"])  # fmt: skip
def test_only_whoever_runs_the_vote_acts_for_all_of_it(page):
    paper_vote()
    codes = {
        name: desk(one).post(page, {"place": "", "tag": ""}).status_code for name, one in people_at_the_desk().items()
    }
    assert codes.pop("runner") in (302, 422) and set(codes.values()) == {403}


def test_nobody_but_a_clerk_enters_a_ballot():
    returned(paper_vote(), 1)
    codes = {name: enter(desk(one), 1, numbers="1").status_code for name, one in people_at_the_desk().items()}
    assert codes == {"runner": 403, "clerk": 302, "auditor": 403, "stranger": 403}


def test_what_differs_is_explained_at_the_desk_and_the_auditor_sees_it():
    vote = paper_vote()
    give_paper(vote, "a", "b", "c")
    returned(vote, 1, issued=2)
    runner, auditor = desk(make_runner()), desk(make_staff(duty=Duty.AUDITOR))
    assert "The places gave 2 ballots, the log says 3." in words(auditor.get(PAPER))
    assert runner.post(f"{PAPER}selitys/", {"text": ""}).status_code == 422
    assert runner.post(f"{PAPER}selitys/", {"text": "", "number": "1"}).status_code == 422
    runner.post(f"{PAPER}selitys/", {"text": "The kiosk gave one.", "number": ""})
    runner.post(f"{PAPER}selitys/", {"text": "Taken home.", "number": "1"})
    page = words(auditor.get(PAPER))
    assert "The kiosk gave one." in page and "Taken home." in page and "Not yet" in page


def test_a_mark_without_right_is_voided_at_the_desk_by_two():
    vote = paper_vote()
    box.hand_out(vote.pk, tag="a" * 32, idem="by-hand")
    one, other, page = desk(make_runner()), desk(make_runner()), f"{DESK}mitatoinnit/"
    assert "a" * 32 in words(one.get(page))
    assert one.post(page, {"tag": "a", "reason": "None found."}).status_code == 422
    assert one.post(page, {"tag": "b" * 32, "reason": "None found."}).status_code == 409
    one.post(page, {"tag": "a" * 32, "reason": "None found."})
    approve = re.search(r'action="([^"]+mitatoinnit/\d+/)"', other.get(page).content.decode())[1]
    assert approve not in one.get(page).content.decode() and one.post(approve).status_code == 403
    other.post(approve)
    assert Mark.objects.get().channel == "void" and "None found." in words(one.get(page))


def test_paper_takes_the_place_of_the_web_and_the_web_is_then_refused(client):
    """V-PAPER: web to paper, paper to web refused."""
    vote = open_vote(VoteLevel.PERSONS)
    (code,) = print_codes(vote)
    client.post(START, {"code": code})
    tag = Entitlement.objects.get().tag
    assert vote_without_script(client, {"choice": ["2"]}).status_code == 200 and Mark.objects.get().channel == "web"
    assert box.hand_out(vote.pk, tag=tag, idem="desk") == 2 and Mark.objects.get().channel == "paper"
    again = client.post(BALLOT, {"choice": ["1"]})
    assert again.status_code == 409 and "You took a paper ballot. It is the one that counts." in words(again)
    assert Mark.objects.get().version == 2


def test_a_vote_on_paper_alone_is_given_by_the_list_once_to_each():
    """A council votes on paper: who may vote stands on a list, with no identity code."""
    paper_vote(doors=[Door.REGISTER.value])
    clerk = desk(make_clerk())
    told = {"electorate": "all", "number": "17"}
    assert "Give one paper ballot" in words(clerk.post(f"{PAPER}luettelo/", told))
    again = clerk.post(f"{PAPER}luettelo/", told)
    assert again.status_code == 409 and Mark.objects.count() == 1 and Entitlement.objects.get().source == Door.REGISTER


def test_where_another_door_knows_people_by_their_code_the_list_does_too():
    paper_vote()
    clerk = desk(make_clerk())
    assert clerk.post(f"{PAPER}luettelo/", {"electorate": "all", "number": "17"}).status_code == 422
    clerk.post(f"{PAPER}luettelo/", {"electorate": "all", "number": "131052-308T"})
    at_desk = clerk.post(f"{DESK}aanestajat/", {"electorate": "all", "identity_code": "131052-308T", "paper": "1"})
    assert at_desk.status_code == 409 and Mark.objects.count() == 1


@pytest.mark.parametrize("language", ["fi", "fi-simple", "sv", "en"])
def test_the_ballot_is_an_accessible_pdf_also_in_large_print(language):
    paper_vote()
    clerk = desk(make_clerk())
    usual, large = (clerk.get(f"{PAPER}lippu.pdf?kieli={language}{more}").content for more in ("", "&iso=1"))
    for pdf in (usual, large):
        assert pdf.startswith(b"%PDF-1.7") and b"pdfuaid" in pdf and b"StructTreeRoot" in pdf and b"/Lang" in pdf
        said = text_of(pdf)
        assert said.index("Swing") < said.index("Bench") < said.index("Pier") < said.index("Tree") and "12 000" in said
    assert usual != large and clerk.get(f"{PAPER}lippu.pdf?kieli=de").status_code == 404
