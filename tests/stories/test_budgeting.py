"""We proposed a use for the city's money: from the idea to what was built, in a real browser."""

import pytest

from kuulu.channels.budgeting.tests.factories import make_round, make_unit
from kuulu.commons.people.models import Person, Role
from kuulu.commons.places.models import Place
from tests.stories.people import Official, Resident, Somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def preparer():
    make_round()
    Place.objects.create(kind="address", name="Satama", search="satama", lat=61.6845, lon=27.2790)
    person = Person.objects.create_user("preparer@example.org", is_staff=True)
    Role.objects.create(person=person, duty="preparer", unit=make_unit())
    return person


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_we_proposed_a_use_for_the_citys_money(browser, live_server, settings, preparer, script):
    settings.KUULU = {**settings.KUULU, "BASE_URL": live_server.url}
    children = Resident(browser, live_server.url, script=script)
    official = Official(browser, live_server.url, preparer, script=script)
    neighbour = Somebody(browser, live_server.url, width=320, script=script)

    children.propose(
        "Swing at the harbour", "A swing where one can look at the lake.", where="Satama", group="Class 5B"
    )
    assert neighbour.goes_to(f"/en/budjetti/ehdotus/{children.number}/") == 404

    official.opens_proposal(children.number)
    official.does("Let everybody read it", "Publish")
    official.does("Does it belong to this round?", "Write down", is_passed="yes", has_no_interest=True)
    official.does(
        "Can it be carried out?", "Write down", is_passed="yes", has_no_interest=True, euros="4000", fi="Sopii."
    )
    children.goes_to(children.own_page)
    children.sees("this can be carried out. It costs about 4")

    _is_decided_and_built(official, children, neighbour)


def _is_decided_and_built(official, children, neighbour):
    official.goes_to("/en/desk/budjetti/kierros/small-2027/")
    official.presses("Give the possible proposals their numbers")
    official.writes_the_decision_down("Swing at the harbour", day="2026-03-19", section="§ 38")
    neighbour.goes_to(f"/en/budjetti/ehdotus/{children.number}/")
    neighbour.sees("Committee decided: this is carried out.")
    neighbour.sees("Class 5B")

    official.opens_proposal(children.number)
    official.does("It is done", "Write down", fi="Keinu on paikallaan.")
    children.goes_to(children.own_page)
    children.sees("Carried out")
    assert neighbour.goes_to("/en/budjetti/kierros/small-2027/") == 200
    neighbour.sees("§ 38")
