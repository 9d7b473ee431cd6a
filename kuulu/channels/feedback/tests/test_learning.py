"""What is learnt from earlier routing: the same past teaches the same, and only the sure act alone."""

import pytest
from django.core.management import call_command

from kuulu.channels.feedback import learning
from kuulu.channels.feedback.actions import handle
from kuulu.channels.feedback.actions.learn import keep_guess, train_routing
from kuulu.channels.feedback.models import RoutingModel
from kuulu.channels.feedback.queries.suggestion import suggestions

from .factories import make_category, make_feedback, make_staff, make_unit

HOLES = ["Syvä kuoppa kadussa", "Asfaltti on rikki ja kuopilla", "Kuoppa ajoradalla vaarallinen", "Katu täynnä kuoppia"]
TREES = [
    "Puu on kaatunut puistoon",
    "Puiston penkki on rikki",
    "Kaatunut puu leikkipuistossa",
    "Puiston puut kaipaavat hoitoa",
]
PAST = [
    learning.Example(text, "muu", "", unit)
    for unit, texts in (("kadut", HOLES), ("puistot", TREES))
    for text in texts * 6
]


def test_the_same_past_teaches_the_same_bit_for_bit():
    one, other = (learning.packed(learning.tune(learning.learn(PAST), PAST)) for _ in range(2))
    assert one == other and learning.digest(one) == learning.digest(other)
    again = [learning.guess(learning.unpacked(kept), "kuoppia", "muu", "") for kept in (one, other)]
    assert again[0] == again[1]


def test_words_in_other_forms_are_recognised():
    learnt = learning.tune(learning.learn(PAST), PAST)
    assert learning.guess(learnt, "Kuopat kadulla", "muu", "")[0][0] == "kadut"
    assert learning.guess(learnt, "Puistossa kaatuneita puita", "muu", "")[0][0] == "puistot"
    assert sum(p for _, p in learning.guess(learnt, "x", "muu", "", best=9)) == pytest.approx(1, abs=0.01)


def test_nothing_acts_alone_unless_the_held_back_were_right():
    learnt = learning.learn(PAST)
    wrong = [learning.Example(e.text, e.category, e.area, "puistot" if e.unit == "kadut" else "kadut") for e in PAST]
    assert learning.tune(learnt, wrong).threshold is None
    figures = learning.judge(learning.tune(learnt, PAST), PAST)
    assert figures["precision"] >= 0.95 and figures["top3"] == 1 and learnt.threshold is not None


@pytest.fixture
def past(db):
    """Feedbacks of one vague category that persons have routed and answered."""
    category = make_category("muu", unit=None)
    for unit, texts in ((make_unit("kadut"), HOLES), (make_unit("puistot"), TREES)):
        handler = make_staff(unit)
        for text in texts * 6:
            feedback = make_feedback(category=category, text=text)
            handle.move_to_unit(feedback, unit=unit, by=handler)
            handle.answer(feedback, texts={"fi": "Kiitos."}, by=handler)
    return category


def test_a_new_feedback_without_unit_gets_a_suggestion_that_a_person_confirms(past):
    assert train_routing().digest == train_routing().digest
    call_command("train_routing")
    feedback = make_feedback(category=past, text="Kuoppia on paljon kadulla")
    keep_guess.enqueue(feedback.pk)
    feedback.refresh_from_db()
    assert feedback.guess["units"][0][0] == "kadut" and feedback.matter.unit is None
    assert suggestions(feedback)[0].unit.code == "kadut"
    assert RoutingModel.objects.count() == 3


def test_only_where_the_city_allows_it_and_never_in_danger_it_routes_alone(past, settings):
    settings.KUULU = {**settings.KUULU, "ROUTING": {"ROUTES_ALONE": True}}
    model = train_routing()
    learnt = learning.unpacked(bytes(model.weights))
    learnt.threshold = 0.5
    RoutingModel.objects.create(learnt_until=model.learnt_until, weights=learning.packed(learnt), digest="x")
    for level, expected in (("danger", None), ("none", "kadut")):
        past.notice_level = level
        past.save()
        feedback = make_feedback(category=past, text="Kuoppia on paljon kadulla")
        keep_guess.enqueue(feedback.pk)
        feedback.refresh_from_db()
        assert (feedback.matter.unit.code if feedback.matter.unit else None) == expected
