"""Two officials at once: one answer wins, the other learns of it; a join cannot run round in a circle."""

import threading

import pytest
from django.db import connection, connections

from kuulu.channels.feedback.actions import handle
from kuulu.channels.feedback.models import Feedback
from kuulu.commons.people.models import Person

from .factories import make_category, make_feedback, make_staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _needs_rows_that_can_be_locked():
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: rows are locked one by one there")


def at_once(*calls):
    """Run the calls at the same moment, each on a connection of its own; what each gave or raised."""
    gate, told = threading.Barrier(len(calls)), []

    def run(call):
        gate.wait()
        try:
            told.append(call())
        except Exception as fault:
            told.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return told


def test_of_two_answers_at_once_one_is_sent_and_the_other_hears_of_it():
    feedback = make_feedback(category=make_category())
    seen = feedback.matter.steps.last().pk
    people = [make_staff(feedback.matter.unit) for _ in range(2)]

    def answer(person):
        mine = Feedback.objects.select_related("matter").get(pk=feedback.pk)
        by = Person.objects.get(pk=person.pk)
        return lambda: handle.answer(mine, texts={"fi": f"Vastaus {by.pk}"}, by=by, seen=seen)

    told = at_once(*[answer(person) for person in people])
    assert sorted(type(one).__name__ for one in told) == ["Answer", "ChangedMeanwhile"]
    assert feedback.city_answers.count() == 1


def test_two_joins_towards_each_other_at_once_make_no_circle():
    one, other = (make_feedback(category=make_category(f"k{n}")) for n in range(2))
    person = make_staff(one.matter.unit)

    def join(mine, into):
        mine, into = (Feedback.objects.select_related("matter").get(pk=row.pk) for row in (mine, into))
        return lambda: handle.join(mine, into=into, by=Person.objects.get(pk=person.pk))

    at_once(join(one, other), join(other, one))
    joined = Feedback.objects.filter(joined_to__isnull=False)
    assert joined.count() <= 1
