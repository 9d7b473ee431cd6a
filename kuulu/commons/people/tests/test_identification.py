"""Strong identification: proved by a real provider's signature, kept as a digest, and the identity code nowhere."""

import datetime as dt
import logging
import time

import httpx
import jwt
import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import translation

from kuulu.commons.people.adapters import oidc
from kuulu.commons.people.models import Identification, Person
from kuulu.commons.people.queries import level_of
from kuulu.commons.people.vocabulary import Level

from .oidc_provider import CLIENT, SECRET, IdentityProvider

pytestmark = pytest.mark.django_db
CODE = "010190-900P"
MAIJA = {
    "sub": "3f0c5b52",
    "acr": "http://ftn.ficora.fi/2017/loa3",
    "amr": ["suomifi"],
    "national_id_num": CODE,
    "given_name": "Maijastiina",
    "family_name": "Mallikkala",
    "birthdate": "1990-01-01",
    "municipality_of_residence_number": "491",
    "turvakielto": False,
}


@pytest.fixture(scope="module")
def running():
    provider = IdentityProvider()
    yield provider
    provider.stop()


@pytest.fixture
def idp(running, settings):
    running.person, running.change, running.sign, running.down = dict(MAIJA), {}, None, False
    way = {"id": "suomifi", "client_id": CLIENT, "secret": SECRET, "server_url": running.issuer, "names": "Suomi.fi"}
    settings.KUULU = {**settings.KUULU, "OIDC": [way]}
    with translation.override("en"):
        yield running


def page(purpose="vote-2026"):
    return reverse("people:identify", args=[purpose])


def go_out(client, then="/en/", purpose="vote-2026"):
    """Press the button; the provider's address that the browser is sent to."""
    said = client.post(page(purpose), {"provider": "suomifi", "next": then})
    assert said.status_code == 303
    return said["Location"]


def come_back(client, away):
    """Let the provider answer, and follow it home."""
    home = httpx.get(away).headers["Location"]
    return home, client.get(home.removeprefix("http://testserver"))


def prove(client, **more):
    return come_back(client, go_out(client, **more))[1]


def test_a_resident_proves_who_they_are_and_comes_back(client, idp):
    said = prove(client, then="/en/tunnistaudu/vote-2026/?a=1")
    assert (said.status_code, said["Location"]) == (302, "/en/tunnistaudu/vote-2026/?a=1")
    proof = Identification.objects.get()
    assert (proof.level, proof.method, proof.age_band, proof.municipality) == (40, "suomifi", "30-44", "491")
    assert level_of("vote-2026", session=client.session) == Level.STRONG


def test_the_proof_counts_for_its_purpose_only(client, idp):
    prove(client)
    assert level_of("vote-2027", session=client.session) == Level.NONE


def test_the_proof_of_a_visitor_counts_half_an_hour(client, idp):
    prove(client)
    with time_machine.travel(time.time() + 31 * 60):
        assert level_of("vote-2026", session=client.session) == Level.NONE


def test_the_proof_of_an_account_stays_with_it(client, idp, resident):
    client.force_login(resident)
    prove(client)
    assert level_of("vote-2026", person=resident) == Level.STRONG


def test_one_person_is_one_digest_however_often(client, idp):
    prove(client)
    prove(client)
    assert Identification.objects.count() == 1


def test_two_purposes_cannot_be_joined(client, idp):
    prove(client, purpose="vote-2026")
    prove(client, purpose="vote-2027")
    assert len(set(Identification.objects.values_list("digest", flat=True))) == 2


def test_the_code_counts_however_it_is_written(client, idp):
    prove(client)
    idp.person.update(national_id_num=f" {CODE.lower()} ", sub="another-subject")
    prove(client)
    assert Identification.objects.count() == 1


@pytest.mark.parametrize("code", ["010190Y900P", "010190X900P"])
def test_the_new_separators_are_read(client, idp, code):
    idp.person["national_id_num"] = code
    assert prove(client).status_code == 302


def test_without_a_code_the_subject_stands_for_the_person(client, idp):
    del idp.person["national_id_num"]
    prove(client)
    prove(client)
    assert Identification.objects.count() == 1


def test_whose_whereabouts_are_secret_has_no_municipality_kept(client, idp):
    idp.person["turvakielto"] = True
    prove(client)
    assert Identification.objects.get().municipality == ""


def test_two_accounts_cannot_share_one_person(client, idp, resident):
    client.force_login(resident)
    prove(client)
    client.force_login(Person.objects.create_user("second@example.org"))
    assert prove(client).status_code == 403
    assert Identification.objects.get().person == resident


@pytest.mark.parametrize("claim", [{"acr": "low", "amr": "x"}, {"acr": None, "amr": []}, {"acr": {"a": 1}, "amr": 7}])
def test_a_weak_proof_is_refused_and_leaves_nothing(client, idp, claim):
    idp.person.update(claim)
    assert prove(client).status_code == 403 and not Identification.objects.exists()


@pytest.mark.parametrize("claim", [{"acr": "x", "loa": "substantial"}, {"acr": "x", "amr": "high"}])
def test_the_level_may_stand_in_any_of_three_claims_as_word_or_list(client, idp, claim):
    idp.person.update(claim)
    assert prove(client).status_code == 302


def bent(**change):
    return lambda idp: idp.change.update(change)


def signed(function):
    return lambda idp: setattr(idp, "sign", lambda claims: function(idp, claims))


FALSE = {
    "another key": signed(lambda idp, c: jwt.encode(c, idp.stranger, "RS256", headers={"kid": "one"})),
    "an unknown key": signed(lambda idp, c: jwt.encode(c, idp.stranger, "RS256", headers={"kid": "two"})),
    "no signature": signed(lambda idp, c: jwt.encode(c, None, "none", headers={"kid": "one"})),
    "the shared secret": signed(lambda idp, c: jwt.encode(c, SECRET * 10, "HS256", headers={"kid": "one"})),
    "words instead of a token": signed(lambda idp, c: "a.b.c"),
    "another nonce": bent(nonce="another"),
    "another audience": bent(aud="another-service"),
    "several audiences, no azp": bent(aud=[CLIENT, "another"]),
    "another azp": bent(azp="another"),
    "another issuer": bent(iss="https://evil.example"),
    "run out": bent(exp=int(time.time()) - 120),
    "not yet": bent(nbf=int(time.time()) + 3600),
    "a false identity code": bent(national_id_num="010190-900A"),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_false_answer_is_refused(client, idp, name):
    FALSE[name](idp)
    said = prove(client)
    assert said.status_code == 403 and not Identification.objects.exists()
    assert level_of("vote-2026", session=client.session) == Level.NONE


def test_an_answer_with_another_state_is_refused(client, idp):
    home = httpx.get(go_out(client)).headers["Location"]
    said = client.get(home.removeprefix("http://testserver").split("&state=")[0] + "&state=invented")
    assert said.status_code == 400 and not Identification.objects.exists()


def test_an_answer_in_another_browser_is_refused(client, idp):
    from django.test import Client

    home = httpx.get(go_out(client)).headers["Location"]
    assert Client().get(home.removeprefix("http://testserver")).status_code == 400


def test_an_answer_counts_once(client, idp):
    home, _ = come_back(client, go_out(client))
    assert client.get(home.removeprefix("http://testserver")).status_code == 400


def test_a_code_meant_for_another_errand_is_refused(client, idp):
    first, second = (httpx.get(go_out(client)).headers["Location"] for _ in range(2))
    state = second.split("&state=")[1]
    said = client.get(first.removeprefix("http://testserver").split("&state=")[0] + f"&state={state}")
    assert said.status_code == 403 and not Identification.objects.exists()


def test_an_old_errand_is_refused(client, idp):
    away = go_out(client)
    with time_machine.travel(time.time() + 16 * 60):
        assert come_back(client, away)[1].status_code == 400


def test_who_stops_half_way_is_told_kindly(client, idp):
    state = go_out(client).split("state=")[1].split("&")[0]
    assert client.get(f"/tunnistettu/suomifi/?error=access_denied&state={state}").status_code == 200


def test_a_provider_that_is_away_is_told_kindly(client, idp):
    cache.clear()
    idp.down = True
    assert client.post(page(), {"provider": "suomifi"}).status_code == 503


@pytest.mark.advisory("CVE-2023-36461")
def test_a_provider_whose_answer_drips_is_given_up(client, idp, monkeypatch):
    cache.clear()
    monkeypatch.setattr(oidc, "WHOLE_PATIENCE", 0.2)
    idp.drips = True
    said = client.post(page(), {"provider": "suomifi"})
    idp.drips = False
    assert said.status_code == 503


@pytest.mark.advisory("RelayState")
@pytest.mark.parametrize("then", ["https://evil.example/x", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_coming_back_leads_to_no_other_house(client, idp, then):
    assert prove(client, then=then)["Location"] == "/en/"


def test_the_page_lets_its_form_end_at_the_provider_and_no_other_page_does(client, idp):
    assert idp.issuer in client.get(page())["Content-Security-Policy"]
    assert idp.issuer not in client.get("/en/oma/toinen-tunniste/")["Content-Security-Policy"]


def test_without_providers_there_is_no_such_page(client, db):
    assert client.get("/en/tunnistaudu/vote-2026/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_identity_code_and_the_name_are_kept_nowhere(client, idp, resident, caplog, mailoutbox):
    """Searched for: every table (sessions and tasks among them), cache, log, mail; after success and failure."""
    caplog.set_level(logging.DEBUG)
    client.force_login(resident)
    prove(client)
    idp.change.update(nonce="another")
    prove(client)
    places = [caplog.text, str([mail.message() for mail in mailoutbox]), str(dict(client.session)), everything_cached()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            places.append(str(cursor.fetchall()))
    for planted in (CODE, "900P", "Mallikkala", "Maijastiina", "1990-01-01"):
        assert not [place[:200] for place in places if planted in place]


def everything_cached():
    return str(getattr(cache, "_cache", {}))


def test_a_fake_day_in_a_code_is_no_code():
    from kuulu.commons.people.identity import normal_code

    with pytest.raises(ValueError):
        normal_code("310290-900P")


@pytest.mark.parametrize(
    "born,band", [("2014-11-25", "0-12"), ("2013-11-24", "13-15"), ("2008-11-25", "16-17"), ("1950-01-01", "65+")]
)
def test_an_age_is_kept_as_a_band(born, band):
    from kuulu.commons.people.identity import age_band

    with time_machine.travel(dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC), tick=False):
        assert age_band({"birthdate": born}) == band
