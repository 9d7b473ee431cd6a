"""Limits count per key and window, wherever the request is served."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory

from kuulu.foundation.limits import over_limit, visit_over_limit
from kuulu.foundation.upkeep import drop_tallies

pytestmark = pytest.mark.django_db


def test_the_one_too_many_is_told_how_long_to_wait():
    with time_machine.travel("2026-11-24T12:00:10Z", tick=False):
        waits = [over_limit("try", "a", limit=2, seconds=60) for _ in range(3)]
    assert waits == [0, 0, 50]


def test_another_key_is_not_touched():
    for _ in range(3):
        over_limit("try", "a", limit=2, seconds=60)
    assert over_limit("try", "b", limit=2, seconds=60) == 0


def test_the_next_window_begins_anew():
    with time_machine.travel("2026-11-24T12:00:59Z", tick=False):
        over_limit("try", "a", limit=1, seconds=60)
        assert over_limit("try", "a", limit=1, seconds=60)
    with time_machine.travel("2026-11-24T12:01:00Z", tick=False):
        assert over_limit("try", "a", limit=1, seconds=60) == 0


def test_a_forged_forwarded_address_changes_nothing():
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.9", REMOTE_ADDR="198.51.100.1")
    visit_over_limit(request, "try", limit=1, seconds=60)
    forged = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="203.0.113.10", REMOTE_ADDR="198.51.100.1")
    assert visit_over_limit(forged, "try", limit=1, seconds=60)


def test_behind_one_trusted_proxy_the_last_forwarded_address_counts(settings):
    settings.KUULU = {**settings.KUULU, "TRUSTED_PROXIES": 1}
    one = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9", REMOTE_ADDR="10.0.0.1")
    other = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.10", REMOTE_ADDR="10.0.0.1")
    visit_over_limit(one, "try", limit=1, seconds=60)
    assert visit_over_limit(other, "try", limit=1, seconds=60) == 0
    assert visit_over_limit(one, "try", limit=1, seconds=60)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_counted_as_ten():
    def press(_):
        wait = over_limit("press", "a", limit=9, seconds=3600)
        connection.close()
        return wait

    with ThreadPoolExecutor(10) as people:
        waits = list(people.map(press, range(10)))
    assert sum(wait > 0 for wait in waits) == 1


def test_counts_are_dropped_when_their_window_has_closed():
    with time_machine.travel("2026-11-24T12:00:00Z", tick=False):
        over_limit("try", "a", limit=1, seconds=60)
    with time_machine.travel("2026-11-24T12:02:00Z", tick=False):
        assert drop_tallies() == "1 counts dropped"


def test_a_limit_takes_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        over_limit("try", "a", limit=1, seconds=60)
