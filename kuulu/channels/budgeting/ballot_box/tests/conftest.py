"""Keys of votes lie in a folder of each test's own."""

import pytest

from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")
