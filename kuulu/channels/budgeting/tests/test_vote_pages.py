"""A resident votes without script: a door, the ballot, a second look, a receipt; whatever is wrong, nothing is lost."""

import re

import pytest
import time_machine
from django.contrib.sessions.models import Session

from kuulu.channels.budgeting.ballot_box import writer
from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.eligibility import codes
from kuulu.channels.budgeting.models import Electorate, Entitlement, Envelope, Mark
from kuulu.channels.budgeting.sealing.envelope import unseal
from kuulu.channels.budgeting.vocabulary import VoteLevel

from .voting import (
    BALLOT,
    BASE,
    RECEIPT,
    START,
    VOTE_KEY,
    hidden_in,
    numbers,
    open_vote,
    print_codes,
    vote_without_script,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


def come_in(client, code):
    reply = client.post(START, {"code": code})
    assert reply.status_code == 302 and reply.url == BALLOT
    return client.get(BALLOT).content.decode()


def opened(vote):
    """What every envelope says, by version."""
    return [unseal(VOTE_KEY, vote.code, bytes(one.box)) for one in Envelope.objects.order_by("version")]


def test_a_code_opens_the_ballot_and_the_receipt_says_what_was_recorded(client):
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0].lower())
    number = numbers(client)
    page = vote_without_script(client, {"choice": [number["Swing"], number["Tree"]]}).content.decode()
    assert (
        "Your ballot is in the box" in page
        and f"{number['Swing']}. Swing" in page
        and "Pier" not in page.split("candidate-names")[0]
    )
    ((code, choices),) = opened(vote)
    assert sorted(choices) == sorted([number["Swing"], number["Tree"]]) and code in page
    digest = Envelope.objects.get().box_hash.upper()
    assert "-".join(re.findall("....", digest)) in page


def test_a_form_sent_twice_is_one_ballot_and_tells_the_same(client):
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0])
    number = numbers(client)
    fields = hidden_in(client.post(BALLOT, {"choice": number["Pier"]}).content.decode())
    first, second = (client.post(BALLOT, fields, follow=True).content.decode() for _ in range(2))
    assert Envelope.objects.count() == 1
    ((code, _choices),) = opened(vote)
    assert code in first and code in second


def test_one_votes_again_until_the_end_and_the_newest_counts(client):
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0])
    number = numbers(client)
    vote_without_script(client, {"choice": number["Pier"]})
    assert "You have voted already" in client.get(BALLOT).content.decode()
    page = vote_without_script(client, {"choice": number["Tree"]}).content.decode()
    assert "The one before it does not any more" in page
    assert [choices for _code, choices in opened(vote)] == [[number["Pier"]], [number["Tree"]]]
    assert Mark.objects.get().version == 2


@pytest.mark.parametrize("typed, said", [
    ("K7F2", "There is a mistake in the code"), ("", "There is a mistake in the code"),
    ("0000-0000-00000", "This code opens no ballot of this vote"),
])  # fmt: skip
def test_a_code_that_opens_nothing_is_explained_and_stays_in_the_field(client, typed, said):
    open_vote(VoteLevel.CODES)
    reply = client.post(START, {"code": typed})
    page = reply.content.decode()
    assert reply.status_code == 422 and said in page and f'value="{typed}"' in page
    assert not Entitlement.objects.exists()


def test_whoever_tries_codes_is_stopped_and_those_who_have_one_are_not_counted(client, early_in_the_hour):
    vote = open_vote(VoteLevel.CODES)
    good = print_codes(vote, 2)
    for _ in range(61):
        reply = client.post(START, {"code": codes.new_code()})
    assert reply.status_code == 422
    assert client.post(START, {"code": codes.new_code()}).status_code == 429
    assert client.post(START, {"code": good[0]}, REMOTE_ADDR="198.51.100.7").status_code == 302


def test_too_many_choices_are_told_and_kept(client):
    vote = open_vote(VoteLevel.CODES, choices=2)
    come_in(client, print_codes(vote)[0])
    three = list(numbers(client).values())[:3]
    page = client.post(BALLOT, {"choice": three}).content.decode()
    assert "Choose at most 2 proposals. You chose 3." in page
    assert len(re.findall(r'name="choice" value="\d+"[^>]* checked', page)) == 3
    assert not Envelope.objects.exists()


@pytest.mark.parametrize("kind, good, bad, said", [
    ("knapsack", {"choice": ["Swing", "Tree"]}, {"choice": ["Swing", "Pier"]}, "cost 1000 euros more than there is"),
    ("points", {"points-Pier": "7", "points-Tree": "3"}, {"points-Pier": "11"}, "You have 10 points and gave 11"),
    ("ranking", {"place-1": "Pier", "place-2": "Tree"}, {"place-1": "Pier", "place-2": "Pier"}, "two places"),
])  # fmt: skip
def test_each_kind_of_ballot_is_marked_looked_at_and_cast(client, kind, good, bad, said):
    vote = open_vote(VoteLevel.CODES, ballot=kind)
    come_in(client, print_codes(vote)[0])
    number = numbers(client)

    def filled(marks):
        def of(name):
            return [number[one] for one in name] if isinstance(name, list) else number.get(name, name)

        return {"-".join([kind, number.get(rest, rest)]) if rest else kind: of(told)
                for (kind, _dash, rest), told in ((key.partition("-"), told) for key, told in marks.items())}  # fmt: skip

    assert said in client.post(BALLOT, filled(bad)).content.decode()
    vote_without_script(client, filled(good))
    ((_code, choices),) = opened(vote)
    expected = {"knapsack": sorted([number["Swing"], number["Tree"]]), "points": {number["Pier"]: 7, number["Tree"]: 3},
                "ranking": [number["Pier"], number["Tree"]]}  # fmt: skip
    assert (sorted(choices) if kind == "knapsack" else choices) == expected[kind]


def test_whoever_wants_no_tracking_code_gets_none(client):
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0])
    page = vote_without_script(client, {"choice": numbers(client)["Tree"]}, no_code="1").content.decode()
    ((code, _choices),) = opened(vote)
    assert code not in page and "Your envelope" in page


def test_an_open_poll_asks_nothing_says_so_and_knows_the_browser_again(client):
    open_vote(VoteLevel.POLL)
    page = client.get(START).content.decode()
    assert "one person can answer many times" in page
    client.post(START, {"begin": "1"})
    vote_without_script(client, {"choice": numbers(client)["Tree"]})
    assert "You have voted already" in client.get(BALLOT).content.decode()
    assert Mark.objects.count() == 1 and "Nobody asks who you are" not in client.get(START).content.decode()


def test_the_order_of_proposals_is_drawn_for_each_voter_and_stays_for_one(client):
    vote = open_vote(VoteLevel.CODES)
    orders = set()
    for code in print_codes(vote, 12):
        page = come_in(client, code)
        order = tuple(re.findall(r'name="choice" value="(\d+)"', page))
        assert order == tuple(re.findall(r'name="choice" value="(\d+)"', client.get(BALLOT).content.decode()))
        orders.add(order)
    assert "The order below was drawn for you" in page and len(orders) > 4


def test_nothing_of_a_vote_lies_in_the_session_or_is_readable_in_the_browser(client):
    """V-SECRET: the server keeps an envelope only it cannot open, and the cookies are sealed."""
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0])
    vote_without_script(client, {"choice": numbers(client)["Tree"]})
    tag = Mark.objects.get().tag
    ((code, _choices),) = opened(vote)
    cookies = " ".join(cookie.value for cookie in client.cookies.values())
    assert tag not in cookies and code not in cookies
    assert not Session.objects.exists()


def test_a_device_that_is_cleared_remembers_nothing(client):
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0])
    vote_without_script(client, {"choice": numbers(client)["Tree"]})
    client.post(f"{START}lopeta/")
    assert client.get(BALLOT).url == START and client.get(RECEIPT).url == START


def test_a_ballot_that_comes_when_the_time_is_over_is_not_taken_and_told_so(client):
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0])
    fields = hidden_in(client.post(BALLOT, {"choice": numbers(client)["Tree"]}).content.decode())
    with time_machine.travel(vote.closes_at):
        assert client.post(BALLOT, fields).url == START
        assert "Voting ended on" in client.get(START).content.decode()
    assert not Envelope.objects.exists()


def test_a_vote_whose_time_has_not_come_says_when_it_does(client):
    vote = open_vote(VoteLevel.CODES, phases={"ideas": (-30, -20), "ballot": (1, 10)})
    page = client.get(START).content.decode()
    assert "Voting begins on" in page and 'name="code"' not in page
    assert client.post(START, {"code": print_codes(vote)[0]}).status_code == 200
    assert not Entitlement.objects.exists() and client.get(BALLOT).url == START


def test_the_envelope_is_found_in_the_box_then_in_the_log_and_a_false_number_is_told(client):
    vote = open_vote(VoteLevel.CODES)
    come_in(client, print_codes(vote)[0])
    vote_without_script(client, {"choice": numbers(client)["Tree"]})
    box = Envelope.objects.get().box_hash
    find = f"{BASE}aanestys/kuori/"
    assert "written into the log within a minute" in client.get(find, {"kuori": box}).content.decode()
    writer.write(vote.pk)
    shown = "-".join(re.findall("....", box.upper()))
    assert "stands in row 2 of the log" in client.get(find, {"kuori": shown}).content.decode()
    assert "no such envelope" in client.get(find, {"kuori": "0" * 64}).content.decode()
    assert "64 digits and letters" in client.get(find, {"kuori": "K7F2"}).content.decode()
    assert box in b"".join(client.get(f"{BASE}aanestys/hashes.txt").streaming_content).decode()
    assert Mark.objects.get().tag not in b"".join(client.get(f"{BASE}aanestys/hashes.txt").streaming_content).decode()


def test_where_one_person_could_vote_twice_the_page_says_so(client):
    vote = open_vote(VoteLevel.PERSONS)
    assert "Double voting is possible" in client.get(START).content.decode()
    Electorate.objects.filter(vote=vote).update(doors=["id", "desk"])
    assert "Double voting is possible" not in client.get(START).content.decode()
