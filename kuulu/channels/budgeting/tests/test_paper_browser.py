"""The pages of paper, voids and count in a narrow browser: clean to axe, never sideways; a ballot is entered by keys alone."""

import pytest
import time_machine

from kuulu.channels.budgeting.actions import paper as actions
from kuulu.channels.budgeting.ballot_box import closing
from kuulu.channels.budgeting.ballot_box import paper as box
from kuulu.foundation.testing.axe import violations
from kuulu.foundation.testing.pages import scrolls_sideways, small_targets

from .factories import make_chief
from .paper import DESK, PAPER, ballot, give_paper, keys_in, make_clerk, paper_vote, returned

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READY = "document.activeElement.id === 'numbers'"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    with keys_in(settings, tmp_path / "keys"):
        yield


@pytest.fixture
def tab(page, live_server, client):
    """A narrow tab, signed in by `tab.as_one(person)`."""

    def as_one(person):
        client.force_login(person)
        page.context.add_cookies(
            [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
        )
        page.set_viewport_size({"width": 320, "height": 700})
        return page

    page.as_one, page.house = as_one, live_server.url
    return page


def faults(page, address):
    page.goto(f"{page.house}{address}")
    wrong = [f"small: {one}" for one in small_targets(page)]
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    return wrong + (["scrolls sideways"] if scrolls_sideways(page) else []) + violations(page)


def test_every_page_is_clean_and_narrow(tab):
    vote, chief = paper_vote(), make_chief()
    give_paper(vote, *"abcd")
    box.hand_out(vote.pk, tag="a" * 32, idem="by-hand")
    batch = returned(vote, 3, issued=9, unused=2)
    for clerk, said in ((make_clerk(), ["1"]), (make_clerk(), ["2"])):
        actions.enter(ballot(batch, 1), by=clerk, choices=said)
    tab.as_one(chief)
    pages = (
        PAPER,
        f"{PAPER}1/",
        f"{PAPER}1/2/",
        f"{PAPER}erot/",
        f"{PAPER}1/1/sovi/",
        f"{PAPER}luettelo/",
        f"{DESK}mitatoinnit/",
        f"{DESK}laskenta/",
    )
    assert {page: found for page in pages if (found := faults(tab, page))} == {}


def test_the_page_of_a_count_that_is_ready_is_clean_and_narrow(tab):
    vote = paper_vote()
    with time_machine.travel(vote.closes_at, tick=True):
        closing.close_if_due(vote.pk)
    tab.as_one(make_chief())
    assert faults(tab, f"{DESK}laskenta/") == [] and tab.get_by_text("Write down a count").count() == 1


def test_ballot_after_ballot_is_entered_by_keys_alone(tab):
    batch = returned(paper_vote(), 2)
    tab.as_one(make_clerk()).goto(f"{tab.house}{PAPER}1/1/")
    tab.wait_for_function(READY)
    tab.keyboard.type("1 3")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/paperi/1/2/")
    tab.wait_for_function(READY)
    tab.keyboard.type("2")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/paperi/1/")
    assert [ballot(batch, row).first for row in (1, 2)] == ['["1","3"]', '["2"]']
