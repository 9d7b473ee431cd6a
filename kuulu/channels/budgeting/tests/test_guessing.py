"""Printed codes cannot be guessed: how many there are, and how many one may try."""

import pytest

from kuulu.channels.budgeting.eligibility import codes
from kuulu.channels.budgeting.models import Entitlement
from kuulu.channels.budgeting.views.vote_doors import TRIED_SECONDS, WRONG_CODES
from kuulu.channels.budgeting.vocabulary import VoteLevel

from .voting import START, open_vote, print_codes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in

    keep_keys_in(settings, tmp_path / "keys")


def test_wrong_codes_of_one_network_are_stopped_and_a_right_one_waits_with_them(client, early_in_the_hour):
    vote = open_vote(VoteLevel.CODES)
    (code,) = print_codes(vote)
    said = [client.post(START, {"code": codes.new_code()}).status_code for _ in range(WRONG_CODES + 3)]
    assert said.count(422) <= WRONG_CODES + 1 and said == sorted(said)
    assert client.post(START, {"code": code}).status_code == 429 and not Entitlement.objects.exists()


def test_ten_thousand_networks_that_try_for_a_month_find_no_code():
    """Out of a vote with 20 000 codes, with a chance below one in ten thousand."""
    tries = 10_000 * WRONG_CODES * (30 * 24 * 3600 / TRIED_SECONDS)
    assert codes.BITS == 60 and tries * 20_000 / 2**codes.BITS < 1 / 10_000
