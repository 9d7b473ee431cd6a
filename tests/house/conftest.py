"""A small city with one of everything, for asking who may see what, and a bucket as production has it."""

import os

import pytest

collect_ignore = [] if os.environ.get("DJANGO_SETTINGS_MODULE") == "tests.house.settings_with_wishes" else ["plugged"]


@pytest.fixture
def small_city(db, settings, tmp_path):
    from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
    from tests.house.city import small_city

    keep_keys_in(settings, tmp_path / "keys")
    return small_city()


@pytest.fixture(scope="session")
def bucket_server():
    from tests.house.bucket import a_server

    with a_server() as told:
        yield told


@pytest.fixture
def bucket(bucket_server, settings):
    """An empty bucket that the house keeps its photos in, by what production makes of the environment."""
    from tests.house.bucket import Bucket
    from tests.house.test_production import read

    made = Bucket(*bucket_server)
    settings.STORAGES = {**settings.STORAGES, "default": read("STORAGES", **made.environment())["default"]}
    return made
