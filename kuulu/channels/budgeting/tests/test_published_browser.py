"""The pages of a published vote at 320 pixels: clean to axe, never sideways, silent, and reached by keyboard."""

import pytest
from django.conf import settings as house
from django.test import Client

from kuulu.channels.budgeting import actions
from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.models import Proposal
from kuulu.channels.budgeting.sealing.rules import Mode
from kuulu.channels.budgeting.vocabulary import CountingRule
from kuulu.foundation import clock
from kuulu.foundation.testing.axe import violations
from kuulu.foundation.testing.pages import faults_of, scrolls_sideways, small_targets, unseen_focus

from .factories import make_chief, make_staff, make_unit, words
from .published import PUBLICATION, held
from .voting import BASE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RESIDENT = [BASE, f"{BASE}tulos/", f"{BASE}aanestys/tulos/", f"{BASE}aanestys/oma/", f"{BASE}raportti/"]
DESK = [PUBLICATION, "/en/desk/budjetti/kierros/small-2027/aanestys/saantovertailu/"]


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


def faults(browser, url, client, addresses):
    """Address -> what is wrong with the page, folded parts opened."""
    context, said, wrong = browser.new_context(viewport={"width": 320, "height": 700}, reduced_motion="reduce"), [], {}
    if kept := client.cookies.get(house.SESSION_COOKIE_NAME):
        context.add_cookies([{"name": house.SESSION_COOKIE_NAME, "value": kept.value, "url": url}])
    tab = context.new_page()
    tab.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: said.append(str(error)))
    for address in addresses:
        said.clear()
        answer = tab.goto(url + address)
        tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found = [
            *said,
            *small_targets(tab),
            *violations(tab),
            *unseen_focus(tab),
            *faults_of(client.get(address).content.decode()),
        ]
        found += ["sideways"] if scrolls_sideways(tab) else []
        if found or answer.status != 200:
            wrong[address] = answer.status, found
    context.close()
    return wrong


def decided(made):
    winners = [one.pk for one in Proposal.objects.all() if str(one.number) in made.winners()]
    actions.decide(made.vote.round, chosen=winners, by=make_chief(), decided_on=clock.today(), texts=words("Agreed"))


def test_every_page_of_a_published_vote_is_clean_narrow_and_silent(live_server, browser, tmp_path):
    made = held(tmp_path, voters=14, rule=CountingRule.EQUAL_SHARES).published()
    decided(made)
    code = next(iter(made.meant))
    assert faults(browser, live_server.url, Client(), [*RESIDENT, f"{BASE}aanestys/oma/?alku={code[:2]}"]) == {}
    official = Client()
    official.force_login(make_staff(make_unit()))
    assert faults(browser, live_server.url, official, DESK) == {}


def test_so_is_the_desk_before_the_publication_and_with_marks(live_server, browser, tmp_path):
    made, official = held(tmp_path, voters=8, mode=Mode.MARKS), Client()
    official.force_login(make_staff(make_unit()))
    assert faults(browser, live_server.url, official, DESK[:1]) == {}
    made.published()
    assert faults(browser, live_server.url, Client(), RESIDENT[2:4]) == {}
