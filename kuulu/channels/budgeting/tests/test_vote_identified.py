"""A voter comes in by strong identification: checked by a real provider's signature, turned into a mark, kept nowhere."""

import datetime as dt
import io

import httpx
import pytest
from django.core.management import call_command

from kuulu.channels.budgeting.ballot_box.tests.votes import keep_keys_in
from kuulu.channels.budgeting.eligibility.entitle import entitle_person
from kuulu.channels.budgeting.models import Electorate, Entitlement
from kuulu.channels.budgeting.vocabulary import Door
from kuulu.commons.people.identity import key_of_code
from kuulu.commons.people.models import Identification
from kuulu.commons.people.tests.oidc_provider import CLIENT, SECRET, IdentityProvider

from .voting import BALLOT, START, numbers, open_vote, vote_without_script

pytestmark = pytest.mark.django_db
CODE = "010190-900P"
VOTER = {"sub": "3f0c5b52", "acr": "http://ftn.ficora.fi/2017/loa3", "national_id_num": CODE, "birthdate": "1990-01-01",
         "family_name": "Mallikkala", "municipality_of_residence_number": "491", "turvakielto": False}  # fmt: skip


@pytest.fixture(scope="module")
def running():
    provider = IdentityProvider()
    yield provider
    provider.stop()


@pytest.fixture
def idp(running, settings, tmp_path):
    keep_keys_in(settings, tmp_path / "keys")
    running.person, running.change, running.sign, running.down = dict(VOTER), {}, None, False
    way = {"id": "suomifi", "client_id": CLIENT, "secret": SECRET, "server_url": running.issuer, "names": "Suomi.fi"}
    settings.KUULU = {**settings.KUULU, "OIDC": [way]}
    return running


def identify(client):
    page = "/en/tunnistaudu/budgeting-small-2027/"
    away = client.post(page, {"provider": "suomifi", "next": START})["Location"]
    return client.get(httpx.get(away).headers["Location"].removeprefix("http://testserver"))


def test_who_identifies_comes_to_the_ballot_and_votes(client, idp):
    open_vote()
    assert 'href="/en/tunnistaudu/budgeting-small-2027/?next=' in client.get(START).content.decode()
    assert identify(client).url == BALLOT
    assert (
        "Your ballot is in the box" in vote_without_script(client, {"choice": numbers(client)["Tree"]}).content.decode()
    )
    assert Entitlement.objects.get().source == "id"


def test_nothing_of_the_person_is_kept(client, idp):
    open_vote()
    identify(client)
    dump = io.StringIO()
    call_command("dumpdata", stdout=dump)
    assert not Identification.objects.exists()
    for secret in (CODE, "Mallikkala", "3f0c5b52", "1990-01-01"):
        assert secret not in dump.getvalue() and secret not in str(dict(client.session)), secret


def test_what_is_kept_is_told_before(client, idp):
    open_vote()
    page = client.get("/en/tunnistaudu/budgeting-small-2027/").content.decode()
    assert "The key that makes it is destroyed in the end" in page and "looked at once and not kept" in page


def test_the_desk_and_identification_lead_to_one_mark_and_the_later_is_told(client, idp):
    vote = open_vote()
    electorate = Electorate.objects.get(vote=vote)
    entitle_person(electorate, key_of_code(CODE), door=Door.DESK, birthday=dt.date(1990, 1, 1))
    identify(client)
    assert Entitlement.objects.count() == 1
    page = client.get(BALLOT).content.decode()
    assert "You opened your ballot before: Service desk" in page


@pytest.mark.parametrize("change, said", [
    ({"acr": "http://ftn.ficora.fi/2017/loa1"}, ""), ({"municipality_of_residence_number": "091"}, "live in the municipality"),
    ({"turvakielto": True}, "live in the municipality"), ({"birthdate": "2020-01-01", "national_id_num": ""}, "another age"),
])  # fmt: skip
def test_who_has_no_right_is_told_why_and_gets_no_ballot(client, idp, change, said):
    vote = open_vote()
    Electorate.objects.filter(vote=vote).update(municipality="491", least_age=15, age_on="2026-01-01")
    idp.person |= change
    reply = identify(client)
    assert reply.status_code == 403 and said in reply.content.decode()
    assert not Entitlement.objects.exists() and client.get(BALLOT).url == START


def test_the_first_group_that_takes_the_voter_is_the_voters_own(client, idp):
    vote = open_vote()
    Electorate.objects.filter(vote=vote).update(most_age=17, age_on="2026-01-01", code="young")
    Electorate.objects.create(vote=vote, code="grown", doors=["id"], least_age=18, age_on="2026-01-01")
    identify(client)
    assert Entitlement.objects.get().electorate.code == "grown"
