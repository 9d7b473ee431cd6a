"""The facts of a feedback at the desk are read out in words, and once."""

import pytest

from kuulu.commons.places.models import Place

from .factories import make_category, make_feedback, make_staff
from .test_desk import at

WHERE = "Raatihuoneenkatu 6"
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, settings):
    settings.KUULU = {**settings.KUULU, "SECOND_FACTOR": False}
    category = make_category()
    values = [{"key": "one", "names": {"en": "One lamp is dark"}}]
    category.questions.create(code="many", names={"en": "What is wrong?"}, data_type="singlevaluelist", values=values)
    place = Place.objects.create(kind="address", name=WHERE, address=WHERE, search=WHERE.lower(), lat=61.69, lon=27.27)
    feedback = make_feedback(category=category, place=place, address=WHERE, answers={"many": "one"})
    feedback.answers["gone"] = "An answer to a question no longer asked"
    feedback.save(update_fields=["answers"])
    client.force_login(make_staff(feedback.matter.unit))
    return client.get(at(feedback)).content.decode()


def test_a_chosen_answer_stands_in_the_words_the_sender_saw(page):
    assert "What is wrong?" in page and "One lamp is dark" in page


def test_an_answer_outlives_its_question(page):
    assert "An answer to a question no longer asked" in page


def test_an_address_is_said_once(page):
    facts = page.split("<dt>Where</dt>", 1)[1].split("</dd>", 1)[0]
    assert facts.count(WHERE) == 1
