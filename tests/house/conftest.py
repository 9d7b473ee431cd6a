"""A small city with one of everything, for asking who may see what."""

import os

import pytest

collect_ignore = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == "tests.house.settings_with_wishes" else ["plugged"]


@pytest.fixture
def small_city(db):
    from tests.house.city import small_city

    return small_city()
