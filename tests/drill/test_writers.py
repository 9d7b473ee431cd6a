"""Sixteen write at once into SQLite, and nothing is lost, doubled or refused."""

import threading
from collections import Counter

import pytest
from django.db import connection

from kuulu.channels.feedback.actions import Draft, submit
from kuulu.channels.feedback.models import Category, Feedback
from kuulu.channels.feedback.tests.factories import make_category
from kuulu.commons.matters.models import Step

WRITERS, EACH = 16, 8

pytestmark = pytest.mark.django_db(transaction=True)


def test_sixteen_writers_lose_nothing():
    make_category()
    start, faults = threading.Barrier(WRITERS), []

    def write(number):
        category = Category.objects.get()
        start.wait()
        try:
            for turn in range(EACH):
                draft = Draft(kind="fault", category=category, text=f"Kuoppa {number}.{turn}")
                submit(draft, key=f"{number}.{turn}")
                submit(draft, key=f"{number}.{turn}")
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    texts = Counter(Feedback.objects.values_list("text", flat=True))
    assert len(texts) == WRITERS * EACH and set(texts.values()) == {1}
    assert Step.objects.filter(verb="received").count() == WRITERS * EACH
