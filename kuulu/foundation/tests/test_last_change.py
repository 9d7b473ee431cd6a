"""The house knows when anything public last changed."""

import pytest

from kuulu.foundation import clock, freshness

pytestmark = pytest.mark.django_db


def test_the_time_of_the_last_public_change_is_known_once_there_was_one():
    assert freshness.last_change() is None
    before = clock.now()
    freshness.bump()
    assert before <= freshness.last_change() <= clock.now()
