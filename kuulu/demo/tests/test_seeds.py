"""The demo's contents: the same every time, told once, and of every kind that the house can show."""

import datetime as dt

from django.apps import apps

from kuulu.channels.feedback.models import Answer, Category, Feedback, Forwarding
from kuulu.commons.matters.models import Matter, Step
from kuulu.commons.people.models import Person, Role, Unit
from kuulu.commons.people.vocabulary import Duty
from kuulu.demo.seeds import city, organisation, people, plot, setup, voices
from kuulu.demo.texts.categories import TOPICS
from kuulu.foundation.languages import PREFIXES

SPOTS = [plot.Spot(n, f"Katu{n}", "", 61.68 + n / 100, 27.27, "kantakaupunki", n % 2 == 0) for n in range(9)]
NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


def done(count):
    return None


def tell(count=60, photos=3):
    for chapter in (organisation, people, city, setup):
        chapter.tell(done)
    voices.tell(done, count=count, photos=photos)


def rows():
    ours = {"people", "places", "matters", "conversation", "feedback"}
    return {m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.app_label in ours}


def test_stories_are_the_same_each_time_they_are_thought_out():
    assert plot.think(80, SPOTS, now=NOW) == plot.think(80, SPOTS, now=NOW)


def test_nothing_happens_in_the_future_and_everything_in_order():
    for story in plot.think(300, SPOTS, now=NOW):
        times = [story.opened_at, *(at for _, at in story.events)]
        assert times == sorted(times) and times[-1] <= NOW


def test_finnish_sentences_are_many():
    said = {text for sayings in plot.SAYINGS.values() for _, _, text in sayings}
    assert len(said) >= 120


def test_every_category_speaks_four_languages():
    for topic in TOPICS:
        for words in (topic.names, topic.descriptions, *([topic.notice] if topic.notice else [])):
            assert set(words) == set(PREFIXES) and all(words.values()), topic.code


def test_telling_twice_changes_nothing(demo):
    tell()
    before = rows()
    tell()
    assert rows() == before
    assert before["feedback.Feedback"] == 60 and before["matters.Paper"] == 3


def test_every_duty_has_somebody_to_enter_as(demo):
    organisation.tell(done)
    people.tell(done)
    assert {role.duty for role in Role.objects.all()} == set(Duty) - {Duty.RESIDENT}
    assert Person.objects.filter(roles__isnull=True).exists()
    for unit in Unit.objects.filter(categories__isnull=False):
        assert unit.roles.filter(duty=Duty.HANDLER).exists(), unit


def test_what_is_told_keeps_the_rules_of_the_house(demo):
    tell(count=240, photos=2)
    assert Matter.objects.late().exists() and Forwarding.objects.exists() and Answer.objects.exists()
    assert Feedback.objects.filter(joined_to__isnull=False).exists()
    for matter in Matter.objects.prefetch_related("steps"):
        last = list(matter.steps.all())[-1]
        assert last.stage == matter.stage, matter
        assert (matter.published_at is None) == (matter.visibility not in ("public", "hidden")), matter
    assert not Step.objects.filter(at__gt=dt.datetime.now(dt.UTC)).exists()


def test_questions_of_a_category_are_those_of_the_open_interface(demo):
    for chapter in (organisation, city, setup):
        chapter.tell(done)
    lights = Category.objects.get(code="katuvalot").questions.all()
    assert [q.code for q in lights] == ["montako", "pylvas"]
