"""Secret links: long, of one purpose, only for a time, and never kept."""

import datetime as dt

import pytest
import time_machine

from kuulu.commons.people.actions import make_secret_link, use_secret_link
from kuulu.commons.people.models import SecretLink
from kuulu.commons.people.queries import open_secret_link

pytestmark = pytest.mark.django_db


def made(**more):
    return make_secret_link(**{"purpose": "feedback", "subject": "MLI-2026-00000", "days": 7, **more})


def test_a_link_opens_what_it_was_made_for():
    assert open_secret_link(made(), purpose="feedback").subject == "MLI-2026-00000"


def test_a_link_opens_nothing_else():
    assert open_secret_link(made(), purpose="own_data") is None


def test_a_token_is_192_bits_and_only_its_digest_is_kept():
    token = made()
    assert len(token) == 32
    assert token not in str(SecretLink.objects.values().get())


@pytest.mark.parametrize("token", ["", "x", "x" * 32, "x" * 5000, "ä\x00" * 16])
def test_an_invented_token_opens_nothing(token):
    made()
    assert open_secret_link(token, purpose="feedback") is None


def test_a_link_runs_out():
    with time_machine.travel(dt.datetime(2026, 11, 1, tzinfo=dt.UTC), tick=False) as moment:
        token = made(days=7)
        moment.shift(dt.timedelta(days=6, hours=23))
        assert open_secret_link(token, purpose="feedback")
        moment.shift(dt.timedelta(hours=2))
        assert open_secret_link(token, purpose="feedback") is None


def test_a_link_for_once_is_used_by_one():
    token = made(once=True)
    first, second = (open_secret_link(token, purpose="feedback") for _ in range(2))
    assert [use_secret_link(first), use_secret_link(second)] == [True, False]
    assert open_secret_link(token, purpose="feedback") is None


def test_a_plain_link_is_used_again_and_again():
    link = open_secret_link(made(), purpose="feedback")
    assert use_secret_link(link) and use_secret_link(link)


def test_the_house_key_makes_the_digests(settings):
    token = made()
    settings.KUULU = {**settings.KUULU, "DIGEST_KEY": "another"}
    assert open_secret_link(token, purpose="feedback") is None
