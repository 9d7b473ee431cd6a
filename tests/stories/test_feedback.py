"""I left feedback: the programme's own words, from telling to the public answer, in a real browser."""

import pytest

from kuulu.channels.feedback.models import Category, CategoryGroup
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.places.models import Place
from tests.stories.people import Official, Resident, Somebody

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def handler():
    words = {"en": "Street lights", "fi": "Katuvalot"}
    unit = Unit.objects.create(code="lights", names=words)
    group = CategoryGroup.objects.create(code="streets", names=words)
    Category.objects.create(code="lights", names=words, group=group, unit=unit)
    Place.objects.create(
        kind="address", name="Raatihuoneenkatu 6", search="raatihuoneenkatu 6", lat=61.6872, lon=27.2745
    )
    person = Person.objects.create_user("handler@example.org", is_staff=True)
    Role.objects.create(person=person, duty="handler", unit=unit)
    return person


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_i_left_feedback(browser, live_server, settings, handler, script):
    settings.KUULU = {**settings.KUULU, "BASE_URL": live_server.url}
    resident = Resident(browser, live_server.url, script=script)
    official = Official(browser, live_server.url, handler, script=script)
    neighbour = Somebody(browser, live_server.url, script=script)

    resident.tells_of("The street light is dark.", where="Raatihuoneenkatu 6", category="lights")
    assert neighbour.goes_to(f"/en/palaute/{resident.number}/") == 404

    official.opens(resident.number)
    official.answers("Thank you. The lamp is changed on Friday.")
    resident.reads_the_answer("The lamp is changed on Friday.")

    official.makes_it_public()
    assert neighbour.goes_to(f"/en/palaute/{resident.number}/") == 200
    neighbour.sees("The lamp is changed on Friday.")

    resident.says_it_was_not_put_right()
    resident.sees("open again")
