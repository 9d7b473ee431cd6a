"""A vote at the desk: made ready step by step by whoever runs the round; the service desk lets voters in and sees no ballot."""

import io
import re

import pypdfium2
import pytest

from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.eligibility.codes import tidy
from kuulu.channels.budgeting.models import DeskPass, Electorate, Entitlement, Envelope, Mark, Vote
from kuulu.channels.budgeting.sealing.keys import public_of
from kuulu.channels.budgeting.sealing.rehearsal import rehearse
from kuulu.channels.budgeting.vocabulary import VoteLevel
from kuulu.commons.people.models import AuditEntry
from kuulu.commons.people.vocabulary import Duty

from .factories import make_staff, make_unit
from .voting import (
    BALLOT,
    START,
    VOTE_KEY,
    draft_vote,
    numbers,
    open_vote,
    print_codes,
    sheets_of,
    vote_without_script,
    voting_round,
)

pytestmark = pytest.mark.django_db
DESK = "/en/desk/budjetti/kierros/small-2027/aanestys/"
VOTERS = "/en/desk/budjetti/kierros/small-2027/aanestajat/"
WHO = "131052-308T"


@pytest.fixture(autouse=True)
def _keys(settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")


@pytest.fixture
def runner(client):
    person = make_staff(make_unit())
    client.force_login(person)
    return client


@pytest.fixture
def clerk(client_of):
    return client_of(make_staff(duty=Duty.CLERK))


@pytest.fixture
def client_of():
    from django.test import Client

    def made(person):
        one = Client()
        one.force_login(person)
        return one

    return made


def test_a_vote_is_made_ready_rehearsed_and_opened_step_by_step(runner):
    voting_round()
    runner.post(f"{DESK}tee/", {"level": "1", "publication": "auto", "min_cell": "10"})
    runner.post(f"{DESK}valitsijat/", {"fi": "Koululaiset", "code": "pupils", "doors": ["code"]})
    assert "Koululaiset" in runner.get(DESK).content.decode()
    file = runner.post(f"{DESK}avain/", {"public_key": public_of(VOTE_KEY).hex()}).content
    assert runner.post(f"{DESK}avaa/", follow=True).content.decode().count("Two key holders rehearse first") == 1
    found = rehearse(file, sheets_of("small-2027")[1:])
    runner.post(f"{DESK}harjoitus/", {"found": " ".join(found)})
    page = runner.post(f"{DESK}avaa/", follow=True).content.decode()
    assert "The vote is open, and its rules are fixed." in page and Vote.objects.get().state == "open"
    verbs = list(AuditEntry.objects.values_list("verb", flat=True))
    assert {"vote_made", "electorate_added", "rehearsal_begun", "rehearsed", "vote_opened"} <= set(verbs)


def test_codes_that_the_holders_did_not_find_open_nothing(runner):
    vote = draft_vote()
    runner.post(f"{DESK}avain/", {"public_key": public_of(VOTE_KEY).hex()})
    page = runner.post(f"{DESK}harjoitus/", {"found": "K7F2-9QXD-4MTR-8WZA"}, follow=True).content.decode()
    assert "These are not the codes that were sealed" in page
    vote.refresh_from_db()
    assert vote.state == "draft"
    assert "This is no public key" in runner.post(f"{DESK}avain/", {"public_key": "abc"}, follow=True).content.decode()


def test_an_open_vote_keeps_who_may_vote(runner):
    open_vote()
    page = runner.post(
        f"{DESK}valitsijat/", {"fi": "Muut", "code": "others", "doors": ["id"]}, follow=True
    ).content.decode()
    assert "The vote is open: who may vote cannot be changed." in page
    runner.post(f"{DESK}poista-valitsijat/", {"electorate": "all"})
    assert Electorate.objects.count() == 1


def test_wrong_ages_and_names_come_back_with_what_was_typed(runner):
    draft_vote()
    wrong = {
        "fi": "Nuoret",
        "code": "all",
        "doors": ["id"],
        "least_age": "20",
        "most_age": "13",
        "municipality": "Mikkeli",
    }
    reply = runner.post(f"{DESK}valitsijat/", {**wrong, "municipality": "abc"})
    page = reply.content.decode()
    assert reply.status_code == 422 and 'value="20"' in page
    for said in ("Say on which day the age is counted", "less than the least age", "has this name", "Write the number"):
        assert said in page, said


def test_a_sheet_of_codes_is_told_once_opens_ballots_and_can_be_cancelled(runner, client_of):
    vote = open_vote(VoteLevel.CODES)
    reply = runner.post(f"{DESK}koodit/", {"electorate": "all", "size": "10"})
    assert reply["Content-Type"] == "application/pdf" and "no-store" in reply["Cache-Control"]
    text = "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(reply.content)))
    found = sorted({tidy(code) for code in re.findall(r"\w{4}-\w{4}-\w{5}", text)})
    assert len(found) == 10
    from django.test import Client

    assert Client().post(START, {"code": found[0]}).url == BALLOT
    page = runner.post(
        f"{DESK}mitatoi-koodit/", {"batch": str(vote.code_batches.get().pk)}, follow=True
    ).content.decode()
    assert "1 had been used" in page
    assert "This code has been cancelled" in Client().post(START, {"code": found[1]}).content.decode()


@pytest.mark.parametrize("duty, status", [
    (Duty.PREPARER, 200), (Duty.AUDITOR, 200), (Duty.HANDLER, 403), (Duty.CLERK, 403), (Duty.MODERATOR, 403),
])  # fmt: skip
def test_the_vote_is_seen_by_who_runs_it_and_the_auditor_and_run_by_the_first_alone(client_of, duty, status):
    draft_vote()
    who = client_of(make_staff(make_unit(), duty=duty))
    assert who.get(DESK).status_code == status
    reply = who.post(f"{DESK}avain/", {"public_key": public_of(VOTE_KEY).hex()})
    assert (reply.status_code == 200) is (duty == Duty.PREPARER)
    assert who.get(VOTERS).status_code == (404 if duty == Duty.CLERK else 403)


def test_a_voter_at_the_desk_gets_a_number_votes_at_the_kiosk_and_the_clerk_sees_no_ballot(clerk, client_of):
    open_vote()
    kiosk = client_of(make_staff(duty=Duty.CLERK))
    at = kiosk.post(f"{VOTERS}paate/").url
    assert "This device takes no numbers" in clerk.get(at).content.decode()
    page = clerk.post(VOTERS, {"electorate": "all", "identity_code": WHO.lower()}).content.decode()
    number = re.search(r'budgeting-number">(\d{6})<', page).group(1)
    assert WHO not in page and WHO not in str(list(AuditEntry.objects.values()))
    assert kiosk.post(at, {"number": "000000" if number != "000000" else "111111"}).status_code == 422
    assert kiosk.post(at, {"number": f"{number[:3]} {number[3:]}"}).url == BALLOT
    assert kiosk.post(at, {"number": number}).status_code == 422
    page = vote_without_script(kiosk, {"choice": numbers(kiosk)["Tree"]}).content.decode()
    assert "Your ballot is in the box" in page and "Change my vote" not in page
    assert kiosk.post(f"{START}lopeta/", {"kiosk": "1"}).url == at
    assert Entitlement.objects.get().source == "desk" and not DeskPass.objects.exists()


def test_paper_given_at_the_desk_takes_a_web_ballot_back_and_ends_the_web_for_this_person(clerk):
    open_vote()
    told = {"electorate": "all", "identity_code": WHO, "paper": "1"}
    assert "Give one paper ballot" in clerk.post(VOTERS, told).content.decode()
    assert Mark.objects.get().channel == "paper" and Envelope.objects.get().kind == "paper"
    again = clerk.post(VOTERS, {**told, "paper": ""})
    assert again.status_code == 409 and "You took a paper ballot" in again.content.decode()


@pytest.mark.parametrize("typed, said", [("131052-308U", "This is no personal identity code"), ("", "This is needed")])
def test_a_false_identity_code_is_told_to_the_clerk(clerk, typed, said):
    open_vote()
    reply = clerk.post(VOTERS, {"electorate": "all", "identity_code": typed})
    assert reply.status_code == 422 and said in reply.content.decode() and not Entitlement.objects.exists()


def test_whoever_is_too_young_is_not_let_in_at_the_desk(clerk):
    vote = open_vote()
    Electorate.objects.filter(vote=vote).update(least_age=90, age_on="2026-01-01")
    reply = clerk.post(VOTERS, {"electorate": "all", "identity_code": WHO})
    assert reply.status_code == 422 and "people of another age" in reply.content.decode()


def test_what_waits_too_long_for_the_log_is_told_at_the_desk(runner, client_of):
    import datetime as dt

    from django.test import Client

    from kuulu.foundation import clock

    vote = open_vote(VoteLevel.CODES)
    voter = Client()
    voter.post(START, {"code": print_codes(vote)[0]})
    vote_without_script(voter, {"choice": numbers(voter)["Tree"]})
    assert "The log is behind" not in runner.get(DESK).content.decode()
    import time_machine

    with time_machine.travel(clock.now() + dt.timedelta(minutes=6)):
        runner.force_login(make_staff(make_unit()))
        assert "The log is behind" in runner.get(DESK).content.decode()
